import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueueView, StatusReport } from '../../../dashboard/wire.ts';
import { createMasterKey } from '../../../queue/vault/index.ts';
import { asYaml, importAuthorisation } from '../../support/authorisation.ts';
import { followLink, invite } from '../../support/sign-in.ts';
import { withClient } from '../../support/with-client.ts';
import { RunningProcess } from './running-process.ts';
import { openStores, type Stores } from './stores.ts';

const DATABASE_URL = process.env.VIGIE_TEST_DATABASE_URL ?? '';
const REDIS_URL = process.env.VIGIE_TEST_REDIS_URL ?? '';
const hasStores = DATABASE_URL !== '' && REDIS_URL !== '';
if (!hasStores) {
  console.warn(
    'skipped: the production processes need VIGIE_TEST_DATABASE_URL (a superuser of a PostgreSQL 15 or newer) and VIGIE_TEST_REDIS_URL (a Redis 7 or newer)',
  );
}

const SOURCE = `id: test-file\nkind: import\nname: A file of the test\n${asYaml(importAuthorisation())}`;

/** Of every four posts one is an offer, one a call for help, two are neither. */
const TEXTS = [
  'We take you to Northport by boat, 4 places left, 900 euro, pay on arrival. Message @example_handle',
  'Our boat has no engine any more, forty people on board, please call the coastguard',
  'Bake sale in the village hall, cakes and coffee for everybody.',
  'Does anyone know whether the road over the pass is open?',
];
const COUNT = 240;
const STOP_MS = 30_000;

function countSamples(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ drawn: number }>(
      'select count(*)::int as drawn from vigie.samples',
    );
    return rows[0]?.drawn ?? 0;
  });
}

describe.skipIf(!hasStores)('the processes of docker-compose.yml on Redis and PostgreSQL', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-production-'));
  const running: RunningProcess[] = [];
  let stores: Stores;
  let env: Record<string, string>;

  function run(...args: string[]): RunningProcess {
    return new RunningProcess(args, env);
  }

  /** As the container gets its secrets: in files, named by `_FILE`. */
  function secretFile(name: string, content: string): string {
    const path = join(directory, name);
    writeFileSync(path, `${content}\n`, { mode: 0o600 });
    return path;
  }

  beforeAll(async () => {
    stores = await openStores(DATABASE_URL, REDIS_URL);
    mkdirSync(join(directory, 'config', 'sources'), { recursive: true });
    writeFileSync(join(directory, 'config', 'sources', 'test-file.yml'), SOURCE);
    createMasterKey(join(directory, 'vault_key'));
    env = {
      VIGIE_DATABASE_URL_FILE: secretFile('database_url', stores.appUrl),
      VIGIE_REDIS_URL_FILE: secretFile('redis_url', stores.redisUrl),
      VIGIE_VAULT_KEY_FILE: join(directory, 'vault_key'),
      VIGIE_CONFIG_DIR: join(directory, 'config'),
      VIGIE_PORT: '0',
      VIGIE_LOG_LEVEL: 'warn',
    };
  }, 30_000);

  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop('SIGKILL')));
    await stores?.close();
    rmSync(directory, { recursive: true, force: true });
  }, 30_000);

  it('refuses to start on records that were never migrated', async () => {
    const { code, stderr } = await run('worker').ended();
    expect(code).not.toBe(0);
    expect(stderr).toContain('run vigie migrate as the owner of the tables, with --app-role');
  }, 30_000);

  it('migrates as the owner, twice without harm, and grants the role of the processes', async () => {
    const migrateEnv = {
      ...env,
      VIGIE_OWNER_DATABASE_URL_FILE: secretFile('owner_database_url', stores.ownerUrl),
    };
    for (const said of ['applied ', 'nothing to apply']) {
      const migrate = new RunningProcess(['migrate', '--app-role', stores.appRole], migrateEnv);
      expect(await migrate.ended()).toMatchObject({ code: 0, stdout: expect.stringContaining(said) });
    }
  }, 60_000);

  it('LOG-13 gives the role of the processes no way to change what the log says', async () => {
    await withClient(stores.appUrl, async (client) => {
      for (const [table, column] of [
        ['log_entries', 'body'],
        ['log_leaves', 'commitment'],
        ['log_subtrees', 'root'],
        ['log_checkpoints', 'note'],
      ]) {
        for (const statement of [
          `update vigie.${table} set ${column} = ${column}`,
          `delete from vigie.${table}`,
          `truncate vigie.${table} cascade`,
          `drop table vigie.${table} cascade`,
          `alter table vigie.${table} disable trigger all`,
        ]) {
          await expect(client.query(statement), statement).rejects.toMatchObject({
            code: '42501',
            message: expect.not.stringContaining('insert-only'),
          });
        }
      }
    });
  }, 30_000);

  it('MIN-02 gives the role of the processes no way to a key on the server', async () => {
    await withClient(stores.appUrl, async (client) => {
      const keyFile = env.VIGIE_VAULT_KEY_FILE;
      for (const statement of [`select pg_read_file('${keyFile}')`, `copy vigie.settings from '${keyFile}'`])
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    });
  }, 30_000);

  it('moves an imported file to its lanes, shows it on the dashboard, and stops within 30 s', async () => {
    const worker = run('worker');
    const secondWorker = run('worker');
    const scheduler = run('scheduler');
    const dashboard = run('dashboard');
    running.push(worker, secondWorker, scheduler, dashboard);
    const [, url = ''] = await dashboard.line(/dashboard is ready: (http:\/\/\S+)/);
    await Promise.all([
      worker.line(/worker is ready/),
      secondWorker.line(/worker is ready/),
      scheduler.line(/scheduler is ready/),
    ]);

    const file = join(directory, 'posts.ndjson');
    const lines = Array.from({ length: COUNT }, (_, at) =>
      JSON.stringify({ id: at, text: `${TEXTS[at % TEXTS.length]} (${at})`, author: 'example_handle' }),
    );
    writeFileSync(file, `${lines.join('\n')}\n`);
    const imported = await run('import', file, '--source', 'test-file', '--no-wait', '--json').ended();
    expect(imported, imported.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(imported.stdout)).toMatchObject({ fresh: COUNT, rejected: 0 });

    const [, token = ''] = await dashboard.line(/\/join#(\S+)/);
    const administrator = await followLink(url, token, 'first administrator');
    const reviewer = await invite(url, administrator, 'a reviewer', ['reviewer']);
    const status = () => administrator.get<StatusReport>('/api/status');
    await expect
      .poll(status, { timeout: 60_000, interval: 200 })
      .toMatchObject({ posts: { total: COUNT, staged: 0, dead: 0, review: COUNT / 4, protect: COUNT / 4 } });

    // The scheduler alone gives entries their position: a log that does not grow is a scheduler that may not write it.
    await expect.poll(async () => (await status()).log.size, { timeout: 10_000 }).toBeGreaterThan(0);

    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, { ready: true, reasons: [] }]);
    const queue = await reviewer.get<QueueView>('/api/queue');
    const { items } = await status();
    // What chance drew of the others lies among them unmarked, and is in no figure of the status.
    const drawn = await countSamples(stores.appUrl);
    expect(queue.counts).toMatchObject({ review: items.open / 2 + drawn, protect: null });
    expect(queue.items).toEqual([]);

    for (const command of [['log', 'verify'], ['reconcile']]) {
      const done = await run(...command).ended();
      expect(done, done.stderr).toMatchObject({ code: 0 });
    }

    const began = Date.now();
    const ended = await Promise.all(running.splice(0).map((one) => one.stop()));
    expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
      ended.map(() => ({ code: 0, stderr: expect.not.stringContaining('"level":50') })),
    );
    expect(Date.now() - began).toBeLessThan(STOP_MS);
  }, 180_000);

  it('is backed up and restored by the owner of the tables: what the public reported is out of sight for the processes', async () => {
    const file = join(directory, 'backup.gz');
    const backup = ['backup', file, '--without-vault-key'];
    expect(await run(...backup).ended()).toMatchObject({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(/may not read reports; .*VIGIE_OWNER_DATABASE_URL .*nothing was written/),
    });
    const asOwner = (owned: Stores) => ({ ...env, VIGIE_OWNER_DATABASE_URL: owned.ownerUrl });
    expect(await new RunningProcess(backup, asOwner(stores)).ended()).toMatchObject({ code: 0, stderr: '' });

    const other = await openStores(DATABASE_URL, REDIS_URL);
    try {
      const there = {
        ...asOwner(other),
        VIGIE_DATABASE_URL_FILE: secretFile('other_url', other.appUrl),
        VIGIE_REDIS_URL_FILE: secretFile('other_redis', other.redisUrl),
        VIGIE_EVIDENCE_DIR: join(directory, 'other'),
      };
      for (const command of [
        ['migrate', '--app-role', other.appRole],
        ['restore', file],
      ]) {
        const done = await new RunningProcess(command, there).ended();
        expect(done, done.stderr).toMatchObject({ code: 0 });
      }
      const { VIGIE_OWNER_DATABASE_URL: _, ...asProcess } = there;
      for (const command of [['log', 'verify'], ['reconcile']]) {
        const done = await new RunningProcess(command, asProcess).ended();
        expect(done, done.stderr).toMatchObject({ code: 0 });
      }
      const { stdout } = await new RunningProcess(['status', '--json'], asProcess).ended();
      expect(JSON.parse(stdout)).toMatchObject({ posts: { total: COUNT, staged: 0 } });
    } finally {
      await other.close();
    }
  }, 180_000);
});
