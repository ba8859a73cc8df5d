import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EvidenceStore,
  localStore,
  readObject,
  sealObject,
  sha256,
} from '../../../queue/evidence/index.ts';
import { testVault } from '../../support/vault.ts';

const POST = 'a'.repeat(32);
const CAPTURE = 'c'.repeat(32);
const vault = testVault();
const keyOf = (postId: string) => ({ postId, wrappedKey: vault.sealAll([postId], ['a text']).keys });

describe('the local store', () => {
  let folder = '';
  let store: EvidenceStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-store-'));
    store = localStore(join(folder, 'evidence'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pathOf = (name: string) => join(folder, 'evidence', name.slice(0, 2), name);

  it('gives back what was put, by the hash of it, writable by nobody and closed to others', async () => {
    const bytes = Buffer.from('an object');
    const name = sha256(bytes);
    await store.put(name, bytes);
    expect(await store.get(name)).toEqual(bytes);
    expect(await store.has(name)).toBe(true);
    expect(statSync(pathOf(name)).mode & 0o777).toBe(0o440);
    expect(statSync(join(folder, 'evidence')).mode & 0o777).toBe(0o750);
    const listed = [];
    for await (const one of store.list()) listed.push(one);
    expect(listed).toEqual([{ name, bytes: bytes.length }]);
  });

  it('EVI-09 writes an object once: the same again changes no byte, and there is no call that would', async () => {
    const bytes = Buffer.from('an object');
    const name = sha256(bytes);
    await store.put(name, bytes);
    const { ino, mtimeMs } = statSync(pathOf(name));
    await store.put(name, bytes);
    expect(statSync(pathOf(name))).toMatchObject({ ino, mtimeMs });
    await expect(store.put(name, Buffer.from('another'))).rejects.toThrow('expected bytes that are named');
    expect(readFileSync(pathOf(name), 'utf8')).toBe('an object');
    expect(Object.keys(store).sort()).toEqual(['get', 'has', 'list', 'place', 'put', 'remove']);
    expect(readdirSync(join(folder, 'evidence', name.slice(0, 2)))).toEqual([name]);
  });

  it('EVI-09 finds an object that somebody changed behind its back', async () => {
    const bytes = Buffer.from('an object');
    const name = sha256(bytes);
    await store.put(name, bytes);
    chmodSync(pathOf(name), 0o600);
    writeFileSync(pathOf(name), 'an Object');
    await expect(store.get(name)).rejects.toMatchObject({ code: 'evidence.altered' });
  });

  it('says what is missing, and removes without complaint what is gone', async () => {
    const name = sha256(Buffer.from('never put'));
    await expect(store.get(name)).rejects.toMatchObject({ code: 'evidence.missing' });
    expect(await store.has(name)).toBe(false);
    await store.remove(name);
  });

  it('takes nothing for a path that is no name', async () => {
    for (const name of ['../../etc/passwd', '', 'A'.repeat(64), 'a'.repeat(63)]) {
      await expect(async () => store.get(name)).rejects.toThrow('expected the name of an object');
    }
  });

  it('says where it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const bytes = Buffer.from('an object');
    const broken = localStore(join(folder, 'file'));
    await expect(broken.put(sha256(bytes), bytes)).rejects.toMatchObject({ code: 'evidence.unwritable' });
    expect(existsSync(pathOf(sha256(bytes)))).toBe(false);
  });

  it('holds nothing that opens without the key of its post, and nothing that opens as another part', async () => {
    const key = keyOf(POST);
    const collected = { role: 'dom', bytes: Buffer.from('<p>the page</p>'), mediaType: 'text/html' } as const;
    const { object, sealed } = sealObject(vault, key, CAPTURE, collected);
    await store.put(object.storedAs, sealed);
    expect(sealed.includes('the page')).toBe(false);
    expect(object).toMatchObject({ role: 'dom', bytes: 15, sha256: sha256(collected.bytes) });
    expect(await readObject(store, vault, key, CAPTURE, object)).toEqual(collected.bytes);
    const others = [
      [keyOf(POST), CAPTURE, object],
      [{ ...key, postId: 'b'.repeat(32) }, CAPTURE, object],
      [key, 'd'.repeat(32), object],
      [key, CAPTURE, { ...object, role: 'record' }],
    ] as const;
    for (const [otherKey, capture, other] of others) {
      await expect(readObject(store, vault, otherKey, capture, other)).rejects.toMatchObject({
        code: 'vault.sealed',
      });
    }
    const wrong = { ...object, sha256: sha256(Buffer.from('another page')) };
    await expect(readObject(store, vault, key, CAPTURE, wrong)).rejects.toMatchObject({
      code: 'evidence.altered',
    });
  });
});
