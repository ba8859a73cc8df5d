import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import type { Finished } from '../../support/run-vigie.ts';
import { until } from '../../support/until.ts';
import { openScene, type Scene } from './scene.ts';

/** So many times `--version` beside it, and this besides, may a refusal take: it loads more, and waits for nothing. */
const TIMES = 3;
const BESIDES_MS = 2000;
const PATIENCE_MS = 60_000;

async function timed(run: Promise<Finished>): Promise<{ readonly done: Finished; readonly tookMs: number }> {
  const startedAt = Date.now();
  return { done: await run, tookMs: Date.now() - startedAt };
}

let scene: Scene;
beforeEach(() => {
  scene = openScene();
});
afterEach(() => scene.close());

describe('a data directory', () => {
  it('that another process owns is refused at once, naming that process, and stays whole', async () => {
    const owner = await scene.start();
    const pid = owner.child.pid;
    for (const args of [['start', '--port', '0'], ['migrate']]) {
      // Both at the same time, so that a busy machine slows both; whoever waits for the owner is late every time.
      await until(
        `${args[0]} refused as fast as a command starts`,
        async () => {
          const [version, second] = await Promise.all([
            timed(scene.run(['--version'])),
            timed(scene.onData(...args)),
          ]);
          expect(second.done.stderr).toContain(
            `expected ${scene.data} to be free, but process ${pid} (vigie start, since 20`,
          );
          expect(second.done.stderr).toContain('choose another directory with --data DIR');
          expect(second.done).toMatchObject({ code: 5, stdout: '' });
          return second.tookMs < TIMES * version.tookMs + BESIDES_MS;
        },
        PATIENCE_MS,
      );
    }
    const done = await scene.onData(
      'import',
      scene.write('posts.ndjson', ndjson(20)),
      '--source',
      'file-import',
    );
    expect(done.code, done.stderr).toBe(0);
    expect((await owner.kill('SIGTERM')).code).toBe(0);
    expect(existsSync(join(scene.data, 'owner.json'))).toBe(false);
    expect(JSON.parse((await scene.onData('status', '--json')).stdout)).toMatchObject({
      posts: { total: 20, staged: 0 },
    });
    expect((await scene.onData('log', 'verify')).code).toBe(0);
  }, 300_000);

  it('whose owner was killed is taken over', async () => {
    const owner = await scene.start();
    await owner.kill('SIGKILL');
    expect(existsSync(join(scene.data, 'owner.json'))).toBe(true);
    const again = await scene.start();
    expect((await again.kill('SIGTERM')).code).toBe(0);
  });

  it.each([
    ['import', 'posts.ndjson', '--source', 'file-import'],
    ['collect', '--once'],
  ])('without records is begun by %s, which says so', { timeout: 300_000 }, async (...args) => {
    scene.write('posts.ndjson', ndjson(2));
    const begun = await scene.onData(...args.map((one) => (one === 'posts.ndjson' ? scene.path(one) : one)));
    expect(begun.code, begun.stderr).toBe(0);
    expect(begun.stderr).toContain(`vigie: begins new records in ${scene.data};`);
    expect(begun.stderr).toContain('name their directory with --data DIR or VIGIE_DATA_DIR');
  });

  it('that exists and is empty is fine to begin in', { timeout: 300_000 }, async () => {
    mkdirSync(scene.data);
    expect((await scene.onData('migrate')).code).toBe(0);
    expect((await scene.onData('status')).code).toBe(0);
    // `status` was the first to seal there.
    expect((await scene.onData('collect', '--once')).stderr).not.toContain('begins new records');
  });

  it.each<readonly [string, ...string[]]>([
    ['stop', '--reason', 'in doubt'],
    ['status'],
    ['backup', 'records.gz', '--include-vault-key'],
    ['log', 'verify'],
    ['users', 'list'],
    ['users', 'invite', 'Ana', '--role', 'reviewer'],
    ['reports', 'export', 'reports.ndjson'],
    ['public', '--demo'],
  ])('without records is none that %s is meant for, and stays as it is', async (...args) => {
    const inScene = args.map((one) => (/\.(gz|ndjson)$/.test(one) ? scene.path(one) : one));
    // The public pages read what they show first; the folder of a test has no such file.
    const env = args[0] === 'public' ? { VIGIE_CONFIG_DIR: 'config' } : {};
    const done = await scene.run([...inScene, '--data', scene.data], { env });
    expect(done.stderr).toBe(
      `vigie: expected records in ${scene.data}, found none; name their directory with --data DIR or ` +
        'VIGIE_DATA_DIR, or begin an installation there with vigie start\n',
    );
    expect(done).toMatchObject({ code: 5, stdout: '' });
    expect(readdirSync(scene.folder)).toEqual([basename(scene.configDir)]);
  });

  it.each([
    ['below a file', (one: Scene) => join(one.write('a-file', ''), 'data')],
    ['that is a file', (one: Scene) => one.write('a-file', '')],
    ['where the system lets nobody write', () => '/proc/vigie/data'],
  ])('is refused with its path and what to do: %s', async (_, place) => {
    const directory = place(scene);
    const done = await scene.run(['start', '--port', '0', '--data', directory]);
    expect(done.stderr).toContain(`expected a data directory at ${directory}, but it cannot be made`);
    expect(done.stderr).toContain('choose another with --data DIR or VIGIE_DATA_DIR');
    expect(done).toMatchObject({ code: 5, stdout: '' });
    const looking = await scene.run(['status', '--data', directory]);
    expect(looking.stderr).toContain(directory);
    expect(looking.stderr).toContain('--data DIR');
    expect(looking).toMatchObject({ code: 5, stdout: '' });
  });

  it('written by a newer version is left alone', async () => {
    await scene.begin();
    await scene.withRecords(({ db }) =>
      sql`insert into vigie.migrations (name, timestamp) values ('29990101-01-later', '2999-01-01')`.execute(
        db,
      ),
    );
    const done = await scene.onData('status');
    expect(done.stderr).toContain(
      'found the newer migrations 29990101-01-later; run the newer Vigie that wrote it',
    );
    expect(done.code).toBe(3);
  });

  it('that holds the demo is not started for real posts', async () => {
    const real = {
      VIGIE_TRANSLATOR_URL: 'http://127.0.0.1:9',
      VIGIE_EVIDENCE_DIR: scene.path('evidence'),
      VIGIE_VAULT_KEY_FILE: scene.path('unit.key'),
    };
    const demo = scene.spawn(['start', '--demo', '--port', '0', '--data', scene.data], { env: real });
    await demo.says('Left unused: VIGIE_VAULT_KEY_FILE, VIGIE_EVIDENCE_DIR, VIGIE_TRANSLATOR_URL.');
    await demo.kill('SIGTERM');
    expect(existsSync(real.VIGIE_EVIDENCE_DIR)).toBe(false);
    expect(existsSync(real.VIGIE_VAULT_KEY_FILE)).toBe(false);
    const refused = await scene.onData('start', '--port', '0');
    expect(refused.stderr).toContain(
      'expected a data directory for real posts, found one that holds the demo',
    );
    expect(refused.code).toBe(3);
  });
});

describe('the vault key', () => {
  const keyFile = () => join(scene.data, 'vault.key');

  it('that others may read, that is damaged, lost or of other records is refused', async () => {
    await scene.onData('import', scene.write('posts.ndjson', ndjson(3)), '--source', 'file-import');
    const key = readFileSync(keyFile(), 'utf8');
    const other = `vigie-vault-1:${Buffer.alloc(32, 7).toString('base64')}\n`;

    chmodSync(keyFile(), 0o644);
    const open = await scene.onData('status');
    expect(open.stderr).toContain('(mode 0600), found mode 0644; run chmod 600 on it');
    chmodSync(keyFile(), 0o600);

    writeFileSync(keyFile(), 'no key');
    const damaged = await scene.onData('status');
    expect(damaged.stderr).toContain('found something else; restore it from the backup');

    writeFileSync(keyFile(), other);
    const wrong = await scene.onData('status');
    expect(wrong.stderr).toMatch(
      /expected the vault key [0-9a-f]{16} that these records .* found the key [0-9a-f]{16}/,
    );

    const lost = await scene.run(['status', '--data', scene.data], {
      env: { VIGIE_VAULT_KEY_FILE: scene.path('no.key') },
    });
    expect(lost.stderr).toContain('without it sealed texts cannot be opened: restore it from the backup');
    expect(existsSync(scene.path('no.key'))).toBe(false);

    for (const done of [open, damaged, wrong, lost]) expect(done).toMatchObject({ code: 3, stdout: '' });
    writeFileSync(keyFile(), key);
    expect((await scene.onData('status')).code).toBe(0);
  });
});

describe('the port', () => {
  it('in use is named, with exit code 5, and no lock stays behind', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      }),
    );
    try {
      const done = await scene.onData('start', '--port', String(port));
      expect(done.stderr).toMatch(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use.*--port`));
      expect(done).toMatchObject({ code: 5, stdout: '' });
      expect(existsSync(join(scene.data, 'owner.json'))).toBe(false);
      expect((await scene.onData('status')).code).toBe(0);
    } finally {
      server.close();
    }
  });
});
