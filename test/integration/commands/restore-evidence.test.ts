import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localStore, sha256 } from '../../../queue/evidence/index.ts';
import { readStoredObjects } from '../../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { ndjson } from '../../support/config-folder.ts';
import { logEntries } from '../../support/log.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { prepareCase } from './prepared-case.ts';
import { openScene, type Scene } from './scene.ts';

describe('a backup of captures', () => {
  let scene: Scene;
  let file: string;
  let names: string[];
  // In a drill the store may be the real one, where this object belongs to a capture that was completed since.
  const object = Buffer.from('completed since the backup');
  const left = sha256(object);
  beforeAll(async () => {
    scene = openScene();
    scene.write('posts.ndjson', ndjson(1));
    await scene.onData('import', scene.path('posts.ndjson'), '--source', 'file-import');
    await scene.withRecords(async (database) => {
      await prepareCase(database, scene);
      names = (await readStoredObjects(database.db)).map(({ storedAs }) => storedAs);
      await database.pool.query(
        `insert into vigie.evidence_leavings (name, remove_at, is_refused) values ('${left}', '-infinity', true)`,
      );
    });
    mkdirSync(scene.path('backups'));
    file = scene.path('backups/full.gz');
    expect((await scene.onData('backup', file, '--include-vault-key')).code).toBe(0);
  }, 240_000);
  afterAll(() => scene.close());

  const pathIn = (folder: string, name: string) => join(folder, 'evidence', name.slice(0, 2), name);
  const entries = (data: string) =>
    withEmbedded({ directory: data, mayUseOwner: false }, async ({ db }) => {
      const vault = createVault(readMasterKey(join(data, 'vault.key')));
      const restored = await logEntries(db, sql`e.kind = 'backup.restored'`, vault);
      for (const { actor } of restored) expect(actor).toMatch(/^os:/);
      return restored.map(({ subject }) => subject);
    });

  it('is restored into a store of which nothing is removed, not even what its records give up', {
    timeout: 300_000,
  }, async () => {
    const restored = scene.path('restored');
    const closed = await scene.run(['restore', file, '--data', restored], {
      env: { VIGIE_EVIDENCE_DIR: scene.write('no-folder', '') },
    });
    expect(closed).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/^vigie: expected to write to .*no-folder, but .*nothing was restored/),
    });
    expect(existsSync(restored)).toBe(false);
    const store = localStore(join(restored, 'evidence'));
    await store.put(left, object);
    const done = await scene.run(['restore', file, '--data', restored]);
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/: \d+ captured objects\n.*log intact/),
    });
    expect(await store.get(left)).toEqual(object);
    const doctor = await scene.run(['doctor', '--data', restored]);
    expect(doctor.stdout).toMatch(/^ok {4}evidence: \d+ objects in /m);
    expect(doctor.stdout).toMatch(/^warn {2}evidence: 1 objects .* could not be removed/m);
  });

  it('goes on where the store refused half way, as often as it takes, and mends what was altered', {
    timeout: 300_000,
  }, async () => {
    const data = scene.path('half');
    const [first = '', ...others] = names;
    const blocked = others.find((name) => name.slice(0, 2) !== first.slice(0, 2)) ?? '';
    const inTheWay = join(data, 'evidence', blocked.slice(0, 2));
    mkdirSync(join(data, 'evidence'), { recursive: true });
    writeFileSync(inTheWay, '');
    const half = await scene.run(['restore', file, '--data', data]);
    expect(half).toMatchObject({
      code: 5,
      stdout: expect.stringMatching(/rows restored from .*; log intact, \d+ entries/),
      stderr: expect.stringMatching(
        /^vigie: \d+ captured objects may still be missing: .*ENOTDIR.*run vigie restore .*full\.gz --evidence-only/,
      ),
    });
    const again = await scene.run(['restore', file, '--data', data]);
    expect(again).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/found some at .*half that hold .* --evidence-only brings them back/),
    });
    const only = ['restore', file, '--evidence-only', '--data', data];
    expect(await scene.run(only)).toMatchObject({ code: 5, stderr: expect.stringContaining('ENOTDIR') });

    rmSync(inTheWay);
    const lies = Buffer.from('other bytes');
    rmSync(pathIn(data, first));
    writeFileSync(pathIn(data, first), lies);
    const doctor = await scene.run(['doctor', '--data', data]);
    expect(doctor.stdout).toMatch(/vigie restore FILE --evidence-only/);
    const mended = await scene.run(only);
    expect(mended).toMatchObject({ code: 0, stderr: '' });
    expect(mended.stdout).toMatch(/: \d+ captured objects brought back\n1 of them had lain there altered/);
    expect(mended.stdout).toContain(`all ${names.length} that captures name are as they were stored`);
    expect(readdirSync(join(data, 'evidence', 'altered'))).toEqual([`${first}-${sha256(lies).slice(0, 16)}`]);
    const store = localStore(join(data, 'evidence'));
    for (const name of names) expect(sha256(await store.get(name))).toBe(name);
    expect(await entries(data)).toEqual(['records', 'evidence']);
    const idle = await scene.run(only);
    expect(idle).toMatchObject({ code: 0, stdout: expect.stringContaining(': 0 captured objects brought') });
    expect(await entries(data)).toHaveLength(2);
    expect((await scene.run(['log', 'verify', '--data', data])).code).toBe(0);
  });

  it('names what is not beside it either, and is refused by other records', {
    timeout: 300_000,
  }, async () => {
    const [first = ''] = names;
    const here = pathIn(scene.data, first);
    const beside = pathIn(scene.path('backups'), first);
    renameSync(here, `${here}.away`);
    renameSync(beside, `${beside}.away`);
    const only = ['restore', file, '--evidence-only'];
    expect(await scene.onData(...only)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        `1 captured objects are not beside the backup as they were stored, such as ${first}`,
      ),
    });
    renameSync(`${beside}.away`, beside);
    const running = await scene.start();
    expect(await scene.onData(...only)).toMatchObject({ code: 0, stderr: '' });
    await running.kill('SIGTERM');
    expect(existsSync(here)).toBe(true);
    const none = await scene.run([...only, '--data', scene.path('nowhere')]);
    expect(none).toMatchObject({ code: 5, stderr: expect.stringContaining('expected records in') });
    const other = openScene();
    try {
      await other.begin();
      expect(await other.onData(...only)).toMatchObject({
        code: 4,
        stderr: expect.stringMatching(
          /to be a backup of the records at .*, found one under .*; nothing was brought back/,
        ),
      });
    } finally {
      await other.close();
    }
    expect(await scene.onData(...only, '--keys', file)).toMatchObject({ code: 2 });
  });
});
