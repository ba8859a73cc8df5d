import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMasterKey, createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { fc } from '../../support/properties.ts';
import { sealAsBefore, testVault } from '../../support/vault.ts';

describe('vault', () => {
  const vault = testVault();

  it('opens what it sealed, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(vault.open('subject', vault.seal('subject', text))).toBe(text);
      }),
    );
  });

  it('keeps no byte run of the text in what it stores', () => {
    const text = 'a canary that must not be seen';
    const { sealed, wrappedKey } = vault.seal('subject', text);
    expect(Buffer.concat([sealed, wrappedKey]).includes(Buffer.from('canary'))).toBe(false);
  });

  it('seals the same text differently each time', () => {
    expect(vault.seal('subject', 'text')).not.toEqual(vault.seal('subject', 'text'));
  });

  it('refuses a sealed text that was moved to another subject, altered, or sealed under another key', () => {
    const sealed = vault.seal('one', 'text');
    const altered = {
      ...sealed,
      sealed: Uint8Array.from(sealed.sealed, (byte, at) => (at === 14 ? byte ^ 1 : byte)),
    };
    expect(() => vault.open('two', sealed)).toThrow(/altered/);
    expect(() => vault.open('one', altered)).toThrow(/altered/);
    expect(() => testVault().open('one', sealed)).toThrow(/another key/);
  });

  it('seals a further text under the same key', () => {
    const sealed = vault.seal('one', 'text');
    const note = vault.sealUnder('one', sealed.wrappedKey, 'note');
    expect(vault.open('one', { wrappedKey: sealed.wrappedKey, sealed: note })).toBe('note');
  });

  it('opens what it sealed together in its order, and nothing with a subject changed or moved', () => {
    const subjects = ['one', 'two', 'three'];
    const texts = ['{"text":"a\\nb"}', '', '{"text":"\u2028"}'];
    const sealed = vault.sealTogether(subjects, texts);
    expect(vault.openTogether(subjects, sealed)).toEqual(texts);
    expect(Buffer.from(sealed.texts).includes('text')).toBe(false);
    expect(() => vault.openTogether(['two', 'one', 'three'], sealed)).toThrow(/altered/);
    expect(() => vault.openTogether(['one', 'two'], sealed)).toThrow(/altered/);
    expect(() => testVault().openTogether(subjects, sealed)).toThrow(/another key/);
    expect(() => vault.openTogether(subjects, { ...sealed, keys: new Uint8Array() })).toThrow(/altered/);
    expect(() => vault.openTogether(subjects, { ...sealed, texts: new Uint8Array() })).toThrow(/altered/);
  });

  it('opens each text of a block, and after one key was overwritten all but that one', () => {
    const subjects = Array.from({ length: 40 }, (_, at) => `subject ${at}`);
    const block = vault.sealAll(
      subjects,
      subjects.map((subject) => `text of ${subject} `.repeat(subject.length)),
    );
    const open = vault.opener(block);
    for (const [place, subject] of subjects.entries()) {
      expect(open(place, subject)).toBe(`text of ${subject} `.repeat(subject.length));
    }
    const keys = Buffer.from(block.keys).fill(0, 32 * 7, 32 * 8);
    const openAfter = vault.opener({ ...block, keys });
    expect(() => openAfter(7, 'subject 7')).toThrow(/altered/);
    expect(openAfter(6, 'subject 6')).toMatch(/^text of subject 6/);
    expect(openAfter(8, 'subject 8')).toMatch(/^text of subject 8/);
    expect(() => openAfter(6, 'subject 8')).toThrow(/altered/);
    expect(() => openAfter(40, 'subject 8')).toThrow(/altered/);
  });

  it('wraps no two keys alike', () => {
    const { keys } = vault.sealAll(Array(100).fill('same'), Array(100).fill('same'));
    const blocks = Array.from({ length: 200 }, (_, at) =>
      Buffer.from(keys.subarray(at * 16, at * 16 + 16)).toString('hex'),
    );
    expect(new Set(blocks).size).toBe(200);
  });

  it('opens what was sealed when each key was wrapped alone', () => {
    const master = { bytes: Buffer.alloc(32, 7), fingerprint: 'old' };
    const old = createVault(master);
    const sealed = sealAsBefore(master.bytes, 'one', 'an old text');
    expect(old.open('one', sealed)).toBe('an old text');
    expect(() => old.open('two', sealed)).toThrow(/altered/);
    const block = { keys: sealed.wrappedKey, texts: sealed.sealed, lengths: [sealed.sealed.length] };
    expect(old.opener(block)(0, 'one')).toBe('an old text');
    expect(old.open('one', { ...sealed, sealed: old.sealUnder('one', sealed.wrappedKey, 'note') })).toBe(
      'note',
    );
  });

  it('gives tokens that depend on key, purpose and each part', () => {
    const token = (...parts: string[]) => vault.token('post', ...parts).toString('hex');
    expect(token('a', 'b')).toBe(token('a', 'b'));
    expect(
      new Set([
        token('ab', 'c'),
        token('a', 'bc'),
        token('abc'),
        vault.token('author', 'ab', 'c').toString('hex'),
      ]).size,
    ).toBe(4);
    expect(testVault().token('post', 'a').toString('hex')).not.toBe(token('a'));
  });
});

describe('master key', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, in a file of mode 0600', () => {
    const path = join(folder, 'vault.key');
    const made = createMasterKey(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(createMasterKey(path).fingerprint).toBe(made.fingerprint);
    expect(readFileSync(path, 'utf8')).not.toContain(made.fingerprint);
  });

  it('is refused when other users may read it', () => {
    const path = join(folder, 'vault.key');
    createMasterKey(path);
    chmodSync(path, 0o640);
    expect(() => readMasterKey(path)).toThrow(/mode 0600.*found mode 0640.*chmod 600/);
  });

  it('is refused when the file holds something else', () => {
    const path = join(folder, 'vault.key');
    writeFileSync(path, 'secret', { mode: 0o600 });
    expect(() => readMasterKey(path)).toThrow(/32 bytes in base64/);
  });
});
