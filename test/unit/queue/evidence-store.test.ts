import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EvidenceStore, localStore, sha256 } from '../../../queue/evidence/index.ts';

// What every store does is in test/conformance/evidence.
describe('the local store', () => {
  let folder = '';
  let store: EvidenceStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-store-'));
    store = localStore(join(folder, 'evidence'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const bytes = Buffer.from('an object');
  const name = sha256(bytes);
  const path = () => join(folder, 'evidence', name.slice(0, 2), name);

  it('has files that nobody may write to, closed to others', async () => {
    await store.put(name, bytes);
    expect(statSync(path()).mode & 0o777).toBe(0o440);
    expect(statSync(join(folder, 'evidence')).mode & 0o777).toBe(0o750);
  });

  it('EVI-09 writes a file once: the same again changes no byte and leaves nothing beside it', async () => {
    await store.put(name, bytes);
    const { ino, mtimeMs } = statSync(path());
    await store.put(name, bytes);
    expect(statSync(path())).toMatchObject({ ino, mtimeMs });
    expect(readdirSync(join(folder, 'evidence', name.slice(0, 2)))).toEqual([name]);
  });

  it('says whether it can be written to, also where it is not made yet', async () => {
    expect(await localStore(join(folder, 'not', 'made', 'yet')).faults()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const place of [file, join(file, 'evidence')]) {
      expect(await localStore(place).faults(), place).toEqual([
        expect.stringMatching(/^expected to write to the evidence store at .*file.*, but ENOTDIR/),
      ]);
    }
  });

  it('lists nothing where it cannot be read, and does not call that empty', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(async () => {
      for await (const _ of localStore(file).list());
    }).rejects.toMatchObject({ code: 'evidence.unreadable' });
  });

  it('does not call an object missing where it cannot look for it', async () => {
    expect(await store.has(name)).toBe(false);
    mkdirSync(join(folder, 'evidence'));
    writeFileSync(join(folder, 'evidence', name.slice(0, 2)), '');
    for (const asked of [store.has(name), store.get(name)])
      await expect(asked).rejects.toMatchObject({ code: 'evidence.unreadable' });
  });
});
