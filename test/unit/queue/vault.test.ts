import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMasterKey, readMasterKey } from '../../../queue/vault/index.ts';
import { testVault } from '../../support/vault.ts';

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
