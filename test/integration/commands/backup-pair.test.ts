import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { openScene, type Scene } from './scene.ts';

/** Each runs several commands, and Node's start alone takes seconds on a busy machine. */
const PATIENCE_MS = 300_000;

let scene: Scene;
const records = () => scene.path('records.gz');
const keys = () => scene.path('text-keys.gz');
const backup = () => scene.onData('backup', records(), '--include-vault-key');

async function importPosts(count: number): Promise<void> {
  const file = scene.write(`${count}.ndjson`, ndjson(count));
  const done = await scene.onData('import', file, '--source', 'file-import');
  expect(done.code, done.stderr).toBe(0);
}

beforeAll(async () => {
  scene = openScene();
  await importPosts(20);
  expect((await backup()).code).toBe(0);
}, PATIENCE_MS);
afterAll(() => scene.close());

// In this order: each goes on with the files that the one before leaves.
describe.sequential('records and keys of a backup', () => {
  it(
    'are of one backup where something is in the place of the next one’s keys, and no draft stays',
    async () => {
      const before = readFileSync(records());
      renameSync(keys(), scene.path('old-keys.gz'));
      mkdirSync(keys());
      const done = await backup();
      expect(done.stderr).toMatch(
        /^vigie: expected no file at .*text-keys\.gz, .* found no regular file; move it away/,
      );
      expect(done).toMatchObject({ code: 2, stdout: '' });
      expect(readFileSync(records()).equals(before)).toBe(true);
      expect(readdirSync(scene.folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'never take a place in the data directory, where the store would lose what no record names yet',
    async () => {
      mkdirSync(join(scene.data, 'evidence/91'), { recursive: true });
      const object = join(scene.data, `evidence/91/${'91'.repeat(32)}`);
      writeFileSync(object, 'of a capture whose record is being written');
      const key = readFileSync(join(scene.data, 'vault.key'));
      for (const name of ['b.gz', 'vault.key']) {
        const done = await scene.onData('backup', join(scene.data, name), '--include-vault-key');
        expect(done.stderr).toContain("outside the installation's own data");
        expect(done).toMatchObject({ code: 2, stdout: '' });
      }
      expect(existsSync(object)).toBe(true);
      expect(readFileSync(join(scene.data, 'vault.key')).equals(key)).toBe(true);
      expect(readdirSync(scene.data).filter((name) => name.endsWith('.gz'))).toEqual([]);
      rmSync(object);
    },
    PATIENCE_MS,
  );

  it(
    'are refused where the keys are older, by name and with what to do, and nothing is restored',
    async () => {
      renameSync(keys(), scene.path('was-in-the-way'));
      renameSync(records(), scene.path('old-records.gz'));
      await importPosts(40);
      expect((await backup()).code).toBe(0);
      const data = scene.path('refused');
      const oldKeys = scene.path('old-keys.gz');
      const done = await scene.run(['restore', records(), '--keys', oldKeys, '--data', data]);
      expect(done.stderr).toContain(`${oldKeys}, for ${records()}: expected keys made with the records (20`);
      expect(done.stderr).toContain('name the newest keys with --keys FILE');
      expect(done).toMatchObject({ code: 4, stdout: '' });
      expect(readdirSync(scene.folder)).not.toContain('refused');
    },
    PATIENCE_MS,
  );

  it(
    'are restored with every text where the keys are newer',
    async () => {
      const data = scene.path('restored');
      const done = await scene.run([
        'restore',
        scene.path('old-records.gz'),
        '--keys',
        keys(),
        '--data',
        data,
      ]);
      expect(done.stdout).toMatch(/rows restored from 20.*; log intact/);
      expect(done).toMatchObject({ code: 0, stderr: '' });
      await withEmbedded({ directory: data, mayUseOwner: false }, async ({ db }) => {
        const { rows } = await sql`select count(*) as flagged from vigie.sealed_posts`.execute(db);
        const { rows: gone } = await sql`select 1 from vigie.control_items where state = 'erased'`.execute(
          db,
        );
        expect(rows).toEqual([{ flagged: 2 }]);
        expect(gone).toEqual([]);
      });
    },
    PATIENCE_MS,
  );

  it(
    'are never replaced by those of another installation, nor where something else lies in their place',
    async () => {
      const before = readFileSync(keys());
      const other = scene.path('other');
      expect((await scene.run(['migrate', '--data', other])).code).toBe(0);
      const backupOther = () =>
        scene.run(['backup', scene.path('other.gz'), '--include-vault-key', '--data', other]);
      const done = await backupOther();
      expect(done.stderr).toMatch(
        /text-keys\.gz to hold keys under the vault key [0-9a-f]{16} of these records/,
      );
      expect(done.stderr).toMatch(/found keys of another installation, under [0-9a-f]{16}/);
      expect(done).toMatchObject({ code: 4, stdout: '' });
      expect(readFileSync(keys()).equals(before)).toBe(true);
      expect(existsSync(scene.path('other.gz'))).toBe(false);

      // The folder is another installation's, wherever the keys are put and whatever the records are called.
      const held = readFileSync(records());
      mkdirSync(scene.path('evidence/91'), { recursive: true });
      scene.write(`evidence/91/${'91'.repeat(32)}`, 'a captured object');
      const options = ['--keys', scene.path('elsewhere.keys'), '--data', other, '--include-vault-key'];
      const elsewhere = await scene.run(['backup', scene.path('today.gz'), ...options]);
      expect(elsewhere.stderr).toMatch(/found [a-z-]+\.gz of another installation, under [0-9a-f]{16}/);
      expect(elsewhere).toMatchObject({ code: 4, stdout: '' });
      expect(readFileSync(records()).equals(held)).toBe(true);
      expect(scene.read(`evidence/91/${'91'.repeat(32)}`)).toBe('a captured object');
      expect(readdirSync(scene.folder)).not.toContain('today.gz');
      expect(readdirSync(scene.folder)).not.toContain('elsewhere.keys');

      writeFileSync(keys(), 'notes of a person');
      const unknown = await backup();
      expect(unknown.stderr).toContain(
        'found another or a damaged file; move it away, or choose another folder',
      );
      expect(unknown).toMatchObject({ code: 4, stdout: '' });
      expect(scene.read('text-keys.gz')).toBe('notes of a person');
      writeFileSync(keys(), before);
      expect((await backup()).code).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'leave nothing for good of a dated backup that was killed: the next one removes its draft, and says so',
    async () => {
      const draft = `${records().replace('records', '2026-11-30')}.part`;
      copyFileSync(records(), draft);
      const own = scene.write('notes.part', 'of a person');
      const done = await backup();
      expect(done).toMatchObject({ code: 0, stderr: '' });
      expect(done.stdout).toContain(`${draft}: removed, the draft of a backup that was ended`);
      expect(readdirSync(scene.folder).filter((name) => name.endsWith('.part'))).toEqual(['notes.part']);
      rmSync(own);
    },
    PATIENCE_MS,
  );
});
