import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRecords } from '../../../bin/cli/records.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { COLUMNS } from '../../support/columns.ts';
import { createDatabase } from '../../support/migrated-template.ts';
import { openScene, type Scene } from './scene.ts';

describe('a restore that is refused', () => {
  let scene: Scene;
  let file: string;
  beforeAll(async () => {
    scene = openScene();
    await begin(scene.data, 'real');
    file = scene.path('full.gz');
    expect((await scene.onData('backup', file, '--include-vault-key')).code).toBe(0);
  }, 240_000);
  afterAll(() => scene.close());

  async function begin(data: string, kind: 'demo' | 'real'): Promise<void> {
    const config = parseConfig({ ...scene.env, VIGIE_DATA_DIR: data });
    const records = await openRecords(config, { command: 'test', mayUseOwner: false, mayBegin: true, kind });
    await records.close();
  }
  const linesOf = (path: string) => gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  /** The backup with another first line, and the hash that belongs to it. */
  function withHead(change: (head: Record<string, unknown>) => void): Buffer {
    const lines = linesOf(file);
    const head = JSON.parse(lines[0] ?? '');
    change(head);
    const kept = [JSON.stringify(head), ...lines.slice(1, -1)];
    const { end } = JSON.parse(lines.at(-1) ?? '');
    const sha256 = createHash('sha256')
      .update(`${kept.join('\n')}\n`)
      .digest('hex');
    return gzipSync(`${[...kept, JSON.stringify({ end: { ...end, sha256 } })].join('\n')}\n`);
  }

  it('leaves no key of the backup behind: not for a file that is cut, nor for a key that is none', {
    timeout: 240_000,
  }, async () => {
    const data = scene.path('fresh');
    const cut = scene.write('cut.gz', gzipSync(linesOf(file).slice(0, -1).join('\n')));
    const keys = ['--keys', scene.path('text-keys.gz')];
    expect(await scene.run(['restore', cut, ...keys, '--data', data])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('the file was cut; nothing was restored'),
    });
    expect(existsSync(join(data, 'vault.key'))).toBe(false);
    const torn = withHead((head) => Object.assign(head, { vaultKey: 'no key' }));
    const refused = await scene.run(['restore', scene.write('torn.gz', torn), ...keys, '--data', data]);
    expect(refused.stderr).toContain('and 32 bytes in base64, found something else');
    expect(existsSync(join(data, 'vault.key'))).toBe(false);
    expect(await scene.run(['restore', file, '--data', data])).toMatchObject({ code: 0, stderr: '' });
  });

  it('because another key is in the place says that the backup holds its own, which comes out by the documented lines', async () => {
    const place = scene.path('secrets/vault_key');
    mkdirSync(scene.path('secrets'), { mode: 0o700 });
    const other = `vigie-vault-1:${Buffer.alloc(32, 7).toString('base64')}\n`;
    writeFileSync(place, other, { mode: 0o600 });
    const env = { VIGIE_VAULT_KEY_FILE: place };
    const refused = await scene.run(['restore', file, '--data', scene.path('held')], { env });
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('"The key out of a backup"') });

    const docs = readFileSync(join(projectRoot(), 'docs', 'operating.md'), 'utf8');
    const [, lines = ''] = /### The key out of a backup\n.*?```sh\n(.*?)```/s.exec(docs) ?? [];
    const said = execFileSync('sh', ['-ec', lines.replace('backups/2026-11-25.gz', file)], {
      cwd: scene.path('.'),
      encoding: 'utf8',
    });
    expect(said).toMatch(/^59 /);
    expect(readFileSync(place, 'utf8')).toBe(readFileSync(join(scene.data, 'vault.key'), 'utf8'));
    expect(statSync(place).mode & 0o777).toBe(0o444);
  });

  it.skipIf(!COLUMNS.includes('production'))(
    'by a server says what is wrong there: no schema, records, a demonstration',
    { timeout: 240_000 },
    async () => {
      const server = await createDatabase();
      const env = {
        VIGIE_DATABASE_URL: server.url,
        VIGIE_REDIS_URL: process.env.VIGIE_TEST_REDIS_URL ?? '',
        VIGIE_VAULT_KEY_FILE: scene.path('server.key'),
      };
      const place = new URL(server.url).pathname;
      const run = (...args: string[]) => scene.run([...args, '--data', scene.path('aside')], { env });
      try {
        expect(await run('restore', file)).toMatchObject({
          code: 5,
          stdout: '',
          stderr: expect.stringMatching(/\d+ migration\(s\) are missing; run vigie migrate as the owner/),
        });
        expect(existsSync(env.VIGIE_VAULT_KEY_FILE)).toBe(false);
        const demo = scene.write(
          'demo.gz',
          withHead((head) => Object.assign(head, { kind: 'demo' })),
        );
        expect(await run('restore', demo, '--keys', scene.path('text-keys.gz'))).toMatchObject({
          code: 3,
          stderr: expect.stringMatching(/found one of a demonstration.*unset both.*nothing was restored/),
        });
        expect(existsSync(join(scene.path('aside'), 'vault.key'))).toBe(false);
        expect((await run('migrate')).code).toBe(0);
        expect((await run('restore', file)).code).toBe(0);
        const taken = await run('restore', file);
        expect(taken.code).toBe(4);
        expect(taken.stderr).toContain(`${place} that hold posts or log entries; name an empty database in`);
        expect(taken.stderr).toContain('--evidence-only brings them back; nothing was restored');
      } finally {
        await server.drop();
      }
    },
  );
});
