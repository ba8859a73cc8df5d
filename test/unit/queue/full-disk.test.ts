import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type EvidenceStore, localStore, sha256 } from '../../../queue/evidence/index.ts';

describe('drafts of the local store', () => {
  let folder = '';
  let store: EvidenceStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-drafts-'));
    store = localStore(folder);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  const bytes = Buffer.from('an object');
  const name = sha256(bytes);
  const files = () => readdirSync(join(folder, name.slice(0, 2))).sort();

  it('are gone where a disk that is full took no object', async () => {
    const file = await open(join(folder, 'any'), 'w');
    await file.close();
    // A file system with delayed allocation learns that it is full when bytes are written out.
    const disk = vi
      .spyOn(Object.getPrototypeOf(file), 'sync')
      .mockRejectedValue(new Error('ENOSPC: no space left on device, fsync'));
    await expect(store.put(name, bytes)).rejects.toMatchObject({
      code: 'evidence.unwritable',
      message: expect.stringContaining('ENOSPC'),
    });
    expect(files()).toEqual([]);
    disk.mockRestore();
    await store.put(name, bytes);
    expect(await store.get(name)).toEqual(bytes);
  });

  it('that a killed process left go a day later, when something is written beside them', async () => {
    await store.put(name, bytes);
    const days = { old: 1.01, young: 0.99 };
    for (const [age, count] of Object.entries(days)) {
      const path = join(folder, name.slice(0, 2), `.draft-${age}`);
      writeFileSync(path, 'a part');
      const at = new Date(Date.now() - count * 86_400_000);
      utimesSync(path, at, at);
    }
    await store.put(name, bytes);
    expect(files()).toEqual(['.draft-young', name]);
  });
});
