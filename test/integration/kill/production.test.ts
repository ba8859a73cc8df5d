import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { type Database, openDatabase } from '../../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { COLUMNS, emptyRedis, freeRedisDatabase, withRedis } from '../../support/columns.ts';
import { ndjson, writeConfig } from '../../support/config-folder.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { hasPostgres, type PrivatePostgres, startPrivatePostgres } from '../../support/private-postgres.ts';
import { type Running, runVigie, startVigie } from '../../support/run-vigie.ts';
import { until } from '../../support/until.ts';

const KILLS = 12;
const POSTS = 12_000;
const BACK_AT_WORK_MS = 20_000;
/** Where nothing is said of how fast a worker starts. */
const FIRST_START_MS = 120_000;

describe.runIf(COLUMNS.includes('production') && hasPostgres())('production column under failure', () => {
  let folder = '';
  let postgres: PrivatePostgres;
  let redisUrl = '';
  let database: Database;
  let env: Record<string, string> = {};
  let processes: Running[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
    postgres = await startPrivatePostgres();
    redisUrl = await freeRedisDatabase();
    env = {
      VIGIE_CONFIG_DIR: writeConfig(folder),
      VIGIE_DATABASE_URL: postgres.url,
      VIGIE_REDIS_URL: redisUrl,
      VIGIE_VAULT_KEY_FILE: join(folder, 'vault.key'),
      VIGIE_LOG_LEVEL: 'error',
      // One job at a time: slow enough to be hit in the middle.
      VIGIE_SCORE_CONCURRENCY: '2',
    };
    expect((await runVigie(['migrate'], { env })).code).toBe(0);
    database = await openDatabase({ kind: 'server', url: postgres.url });
  });
  afterEach(async () => {
    await Promise.all(processes.map((running) => running.kill('SIGKILL')));
    processes = [];
    await database.close();
    await withRedis(redisUrl, (redis) => redis.flushdb());
    postgres.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(role: 'worker' | 'scheduler'): Running {
    const running = startVigie([role], { env });
    processes.push(running);
    return running;
  }

  async function importPosts(): Promise<void> {
    const file = join(folder, 'posts.ndjson');
    writeFileSync(file, ndjson(POSTS));
    const done = await runVigie(['import', file, '--source', 'file-import', '--no-wait'], { env });
    expect(done.code, done.stderr).toBe(0);
  }

  async function scored(): Promise<number> {
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from vigie.posts where status <> 'staged'`.execute(database.db);
    return rows[0]?.count ?? 0;
  }

  async function moreThan(count: number, withinMs = BACK_AT_WORK_MS): Promise<number> {
    let now = 0;
    await until(
      `more than ${count} scored posts`,
      async () => {
        // While the server restarts nobody can tell.
        now = await scored().catch(() => now);
        return now > count;
      },
      withinMs,
    );
    return now;
  }

  async function finish(): Promise<void> {
    await until('every post scored', async () => (await scored().catch(() => 0)) === POSTS, 120_000);
    const vault = createVault(readMasterKey(env.VIGIE_VAULT_KEY_FILE ?? ''));
    await sequence(database.db, vault);
    expect(await auditLanes(database.db, vault)).toEqual(allInLanes(POSTS));
  }

  /** What a killed process had sent the server still finishes, and commits: until it has, no count holds. */
  async function leftAlone(): Promise<void> {
    await until('no connection but this test’s own', async () => {
      const { rows } = await sql`
        select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1
      `.execute(database.db);
      return rows.length === 0;
    });
  }

  it(
    'ends with every post in exactly one lane after a worker was killed twelve times mid-batch',
    async () => {
      start('scheduler');
      await importPosts();
      const resumes: number[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const before = await scored();
        const worker = start('worker');
        const startedAt = Date.now();
        await moreThan(before + ((kill * 97) % 300));
        resumes.push(Date.now() - startedAt);
        expect((await worker.kill('SIGKILL')).code).toBeNull();
      }
      start('worker');
      await finish();
      expect(Math.max(...resumes)).toBeLessThan(BACK_AT_WORK_MS);
    },
    10 * 60_000,
  );

  it(
    'goes on after Redis was emptied: reconcile puts every unfinished post back',
    async () => {
      const scheduler = start('scheduler');
      await importPosts();
      await until(
        'the outbox relayed',
        async () => (await sql`select 1 from vigie.outbox limit 1`.execute(database.db)).rows.length === 0,
      );
      await scheduler.kill('SIGTERM');
      const worker = start('worker');
      await moreThan(200, FIRST_START_MS);
      await worker.kill('SIGKILL');
      await leftAlone();
      await emptyRedis(redisUrl);
      const left = POSTS - (await scored());
      const done = await runVigie(['reconcile', '--json'], { env });
      expect(JSON.parse(done.stdout)).toMatchObject({ posts: left, pending: 0 });
      start('worker');
      await finish();
    },
    5 * 60_000,
  );

  it(
    'goes on after PostgreSQL crashed and came back',
    async () => {
      start('scheduler');
      await importPosts();
      start('worker');
      for (const at of [300, 2000, 4000]) {
        await moreThan(at);
        postgres.crashAndRestart();
      }
      await finish();
    },
    5 * 60_000,
  );
});
