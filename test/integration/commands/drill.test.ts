import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import type { Database } from '../../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { COLUMNS, type ColumnName, freeRedisDatabase, withRedis } from '../../support/columns.ts';
import { ndjson } from '../../support/config-folder.ts';
import { firstFlagged, makeOffer, type TestDesk } from '../../support/judgments.ts';
import { createMigrated } from '../../support/migrated-template.ts';
import { actorOf } from '../../support/people.ts';
import { until } from '../../support/until.ts';
import { withRecords } from '../../support/with-records.ts';
import { openScene, type Scene } from './scene.ts';

const ACTOR = actorOf('ana', ['reviewer']);

/** One installation: its own records, queue store and vault key. */
interface Site {
  readonly scene: Scene;
  readonly keyFile: string;
  withRecords<T>(use: (database: Database) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

async function openSite(column: ColumnName): Promise<Site> {
  if (column === 'embedded') {
    const scene = openScene();
    return {
      scene,
      keyFile: join(scene.data, 'vault.key'),
      withRecords: scene.withRecords,
      close: scene.close,
    };
  }
  const database = await createMigrated();
  const redisUrl = await freeRedisDatabase();
  const scene = openScene({ VIGIE_DATABASE_URL: database.url, VIGIE_REDIS_URL: redisUrl });
  const keyFile = scene.path('vault.key');
  scene.env.VIGIE_VAULT_KEY_FILE = keyFile;
  return {
    scene,
    keyFile,
    withRecords: (use) => withRecords({ kind: 'server', url: database.url }, use),
    async close() {
      await scene.close();
      await withRedis(redisUrl, (redis) => redis.flushdb());
      await database.drop();
    },
  };
}

/** Everything that works on the records: one process, or those of production. */
async function startAll(column: ColumnName, { scene }: Site): Promise<string> {
  const dashboard =
    column === 'embedded' ? await scene.start() : scene.spawn(['dashboard'], { env: { VIGIE_PORT: '0' } });
  if (column === 'production') {
    await Promise.all(['worker', 'scheduler'].map((role) => scene.spawn([role]).says(`${role} is ready`)));
    await dashboard.says('dashboard is ready');
  }
  return /http:\/\/[\d.:]+/.exec(dashboard.output())?.[0] ?? 'no address';
}

/** A desk whose clock a test moves on: nobody waits until a post is read. */
function deskOf(site: Site, { db }: Database): TestDesk {
  const clock = manualClock(Date.now());
  return { clock, desk: createDesk({ db, vault: createVault(readMasterKey(site.keyFile)), clock }) };
}

async function statusOf({ scene }: Site) {
  return JSON.parse((await scene.onData('status', '--json')).stdout);
}

describe.each(COLUMNS)('backup and restore, %s', (column) => {
  let live: Site;
  let spare: Site;
  let file = '';
  let judged = '';
  let before: Awaited<ReturnType<typeof statusOf>>;

  beforeAll(async () => {
    live = await openSite(column);
    spare = await openSite(column);
    const { scene } = live;
    const posts = scene.write('posts.ndjson', ndjson(120));
    const wait = column === 'embedded' ? [] : ['--no-wait'];
    expect((await scene.onData('import', posts, '--source', 'file-import', ...wait)).code).toBe(0);
    if (column === 'production') {
      const processes = ['worker', 'scheduler'].map((role) => scene.spawn([role]));
      await until('every post has its lane', async () => (await statusOf(live)).posts.staged === 0);
      await Promise.all(processes.map((process) => process.kill('SIGTERM')));
    }
    await live.withRecords(async (database) => {
      judged = await makeOffer(deskOf(live, database), await firstFlagged(database.db));
      // A server's answer may hold anything that ends a line elsewhere.
      await sql`insert into vigie.imports (id, source_id, file_name, lines_done, posts_new, posts_known, lines_rejected, is_finished, updated_at)
        values ('odd', 'file-import', ${'a\u2028b\u2029c\u0085.csv'}, 0, 0, 0, 0, true, now())`.execute(
        database.db,
      );
    });
    file = scene.path('backup.gz');
  });
  afterAll(async () => {
    await live.close();
    await spare.close();
  });

  const keysFile = () => live.scene.path('text-keys.gz');

  it('writes records and keys that only their owner reads, and says that the key is in it', async () => {
    const done = await live.scene.onData('backup', file, '--include-vault-key');
    expect(done.stdout).toMatch(
      /all records, with the vault key [0-9a-f]{16}\n.*text-keys\.gz: the keys of the texts/,
    );
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(keysFile()).mode & 0o777).toBe(0o600);
    before = await statusOf(live);
    expect(before).toMatchObject({ posts: { total: 120, staged: 0 }, items: { decided: 1 } });
  });

  it('says what cannot be written, before it reads the records', async () => {
    const done = await live.scene.onData('backup', live.scene.path('nowhere/b.gz'), '--include-vault-key');
    expect(done.stderr).toMatch(/^vigie: expected to write .*nowhere\/b\.gz/);
    expect(done.code).toBe(5);
  });

  it('refuses a cut or altered file and restores nothing of it', async () => {
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString('utf8');
    const lines = text.trimEnd().split('\n');
    const { scene } = spare;
    for (const [name, bytes, reason] of [
      ['half', whole.subarray(0, whole.length / 2), 'unexpected end of file'],
      ['no-end', gzipSync(`${lines.slice(0, -1).join('\n')}\n`), 'the file was cut'],
      [
        'altered',
        gzipSync(
          text
            .replace('"outcome": "offer"', '"outcome": "protect"')
            .replace('"outcome":"offer"', '"outcome":"protect"'),
        ),
        'the file was altered',
      ],
      ['line-lost', gzipSync([...lines.slice(0, 3), ...lines.slice(4)].join('\n')), 'nothing was restored'],
      ['no-backup', gzipSync('{"id":1}\n'), 'does not begin as one'],
      ['no-gzip', Buffer.from(text), 'incorrect header check'],
    ] as const) {
      const done = await scene.onData('restore', scene.write(`${name}.gz`, bytes), '--keys', keysFile());
      expect(done.stderr, name).toContain(reason);
      expect(done, name).toMatchObject({ code: 4, stdout: '' });
    }
    await spare.withRecords(async ({ db }) => {
      const { rows } = await sql`select 1 from vigie.posts union all select 1 from vigie.log_entries`.execute(
        db,
      );
      expect(rows).toEqual([]);
    });
  });

  it('restores into empty records what was there: counts, log, decision and texts', async () => {
    const restored = await spare.scene.onData('restore', file);
    expect(restored.stdout).toMatch(/rows restored from 20.*; log intact, \d+ entries/);
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    const after = await statusOf(spare);
    // The restore itself is the one entry more.
    expect(after).toMatchObject({
      posts: before.posts,
      items: before.items,
      log: { size: before.log.size + 1 },
    });
    expect((await spare.scene.onData('log', 'verify')).code).toBe(0);
    expect(statSync(spare.keyFile).mode & 0o777).toBe(0o600);
    await spare.withRecords(async (database) => {
      const item = await deskOf(spare, database).desk.view(ACTOR, judged);
      expect(item).toMatchObject({
        outcome: 'offer',
        text: expect.stringContaining('We take you from Harbour City'),
      });
      const { rows } = await sql`select file_name from vigie.imports where id = 'odd'`.execute(database.db);
      expect(rows).toEqual([{ file_name: 'a\u2028b\u2029c\u0085.csv' }]);
    });
  });

  it('refuses records that hold something already', async () => {
    const done = await spare.scene.onData('restore', file);
    expect(done.stderr).toContain('expected empty records to restore into');
    expect(done.code).toBe(4);
  });

  it('goes on working afterwards: new posts get their lanes, and the page answers', async () => {
    const url = await startAll(column, spare);
    // The embedded database does one thing after another, and a first start has work: its answer may take a second.
    await until('the page is ready', async () => (await fetch(`${url}/readyz`)).status === 200);
    const more = spare.scene.write(
      'more.ndjson',
      `${JSON.stringify({ id: 'new', text: 'harmless' })}\n${ndjson(20)}`,
    );
    const done = await spare.scene.onData('import', more, '--source', 'file-import', '--json');
    expect(JSON.parse(done.stdout)).toMatchObject({ fresh: 1, known: 20, waiting: 0 });
    expect(await statusOf(spare)).toMatchObject({ posts: { total: 121, staged: 0 }, items: before.items });
    expect((await spare.scene.onData('log', 'verify')).code).toBe(0);
  });

  it('without the vault key is useless until the key is put in place', async () => {
    const bare = live.scene.path('bare.gz');
    const made = await live.scene.onData('backup', bare, '--without-vault-key');
    expect(made.stdout).toContain('WITHOUT the vault key');
    const key = readFileSync(live.keyFile, 'utf8');
    expect(gunzipSync(readFileSync(bare)).toString('utf8')).not.toContain(key.trim());
    const third = await openSite(column);
    try {
      const refused = await third.scene.onData('restore', bare);
      expect(refused.stderr).toContain('the backup was made without it; put the key there first');
      expect(refused.code).toBe(3);
      if (column === 'embedded') await third.scene.onData('migrate');
      writeFileSync(third.keyFile, `vigie-vault-1:${Buffer.alloc(32, 7).toString('base64')}\n`, {
        mode: 0o600,
      });
      const wrong = await third.scene.onData('restore', bare);
      expect(wrong.stderr).toMatch(
        /expected the vault key [0-9a-f]{16} of this backup .*; nothing was restored/,
      );
      expect(wrong.code).toBe(3);
      writeFileSync(third.keyFile, key, { mode: 0o600 });
      expect((await third.scene.onData('restore', bare)).code).toBe(0);
      expect((await statusOf(third)).posts).toEqual(before.posts);
    } finally {
      await third.close();
    }
  });
});
