import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { ndjson, writeConfig } from '../../support/config-folder.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { type Running, runVigie, startVigie } from '../../support/run-vigie.ts';
import { until } from '../../support/until.ts';
import { withEmbedded } from '../../support/with-records.ts';

const KILLS = 12;
const POSTS = 12_000;
const BACK_AT_WORK_MS = 20_000;

describe('embedded column under SIGKILL', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'ends with every post in exactly one lane after the whole process was killed twelve times mid-batch',
    async () => {
      const data = join(folder, 'data');
      const file = join(folder, 'posts.ndjson');
      writeFileSync(file, ndjson(POSTS));
      const env = { VIGIE_CONFIG_DIR: writeConfig(folder) };
      const args = ['import', file, '--source', 'file-import', '--data', data];
      const resumes: number[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const running = startVigie(args, { env });
        const startedAt = Date.now();
        const before = await scoredThroughOwner(data, running, 0);
        // A different point each time: some posts further, while batches are in hand.
        await scoredThroughOwner(data, running, before + 40 + ((kill * 97) % 300));
        resumes.push(Date.now() - startedAt);
        expect((await running.kill('SIGKILL')).code, running.output()).toBeNull();
      }
      const last = await runVigie(args, { env });
      expect(last.code, last.stderr).toBe(0);

      const vault = createVault(readMasterKey(join(data, 'vault.key')));
      await withEmbedded({ directory: data, mayUseOwner: false }, async ({ db }) => {
        await sequence(db, vault);
        expect(await auditLanes(db, vault)).toEqual(allInLanes(POSTS));
      });
      expect(Math.max(...resumes)).toBeLessThan(BACK_AT_WORK_MS);
    },
    10 * 60_000,
  );
});

/** Waits until more than `than` posts have their lane, looking through the owner's own door; says how many. */
async function scoredThroughOwner(data: string, running: Running, than: number): Promise<number> {
  let count = 0;
  await until(
    `more than ${than} scored posts`,
    async () => {
      if (running.child.exitCode !== null) throw new Error(`the import ended too early: ${running.output()}`);
      count = (await countScored(data)) ?? 0;
      return count > than;
    },
    BACK_AT_WORK_MS,
  );
  return count;
}

/** `undefined` while the owner has not opened or migrated its records yet. */
async function countScored(data: string): Promise<number | undefined> {
  let pool: OwnerPool | undefined;
  try {
    pool = new OwnerPool(data);
    const { rows } = await pool.query("select count(*) as count from vigie.posts where status <> 'staged'");
    return Number(rows[0]?.count);
  } catch {
    return undefined;
  } finally {
    await pool?.end();
  }
}
