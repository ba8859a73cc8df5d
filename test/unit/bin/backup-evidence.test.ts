import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpObjects } from '../../../bin/cli/backup-evidence.ts';
import type { StoredObject } from '../../../queue/contracts/index.ts';
import { type EvidenceStore, localStore, sha256 } from '../../../queue/evidence/index.ts';

const named = (bytes: string) => ({ storedAs: sha256(Buffer.from(bytes)) }) as StoredObject;

describe('copies of captured objects beside a backup', () => {
  let folder = '';
  let store: EvidenceStore;
  let beside: EvidenceStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-copies-'));
    store = localStore(join(folder, 'store'));
    beside = localStore(join(folder, 'beside'));
    for (const bytes of ['one', 'two']) await store.put(named(bytes).storedAs, Buffer.from(bytes));
    await beside.put(named('old').storedAs, Buffer.from('old'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are those that captures name, and of what was erased meanwhile nobody says that it is lost', async () => {
    const erased = named('erased');
    const lost = named('lost');
    const before = [named('one'), erased, named('two'), lost];
    const readings = [before, before.filter((one) => one !== erased)];
    const done = await backUpObjects(store, beside, async () => readings.shift() ?? []);
    expect(done).toEqual({ kept: 2, copied: 2, lost: [lost.storedAs] });
    expect(await beside.has(named('old').storedAs)).toBe(false);
    expect(await beside.get(named('two').storedAs)).toEqual(Buffer.from('two'));
  });
});
