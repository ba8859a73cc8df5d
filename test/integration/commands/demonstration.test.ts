import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecords } from '../../../bin/cli/records.ts';
import { parseConfig } from '../../../queue/runtime/config.ts';
import { createMasterKey, readMasterKey } from '../../../queue/vault/index.ts';
import { asYaml, authorisationOf } from '../../support/authorisation.ts';
import { openScene, type Scene } from './scene.ts';

describe('a demonstration where the environment is that of a real installation', () => {
  let scene: Scene;
  let env: { readonly VIGIE_VAULT_KEY_FILE: string };
  beforeEach(() => {
    scene = openScene();
    env = { VIGIE_VAULT_KEY_FILE: scene.path('unit.key') };
  });
  afterEach(() => scene.close());

  const configFor = (data: string) => parseConfig({ ...scene.env, ...env, VIGIE_DATA_DIR: data });
  const run = (...args: string[]) => scene.run(args, { env });

  /** As `start` opens them, where a kind is said. */
  async function begin(data: string, kind?: 'demo' | 'real'): Promise<string> {
    const records = await openRecords(configFor(data), {
      ...{ command: 'test', mayUseOwner: false, mayBegin: true },
      ...(kind === undefined ? {} : { kind }),
    });
    await records.close();
    return records.vault.fingerprint;
  }

  it('is restored under its own key, and leaves the place of the real one as it is', async () => {
    const restored = scene.path('restored');
    const file = scene.path('demo.gz');
    const real = createMasterKey(env.VIGIE_VAULT_KEY_FILE).fingerprint;
    const own = await begin(scene.data, 'demo');
    expect(await run('backup', file, '--include-vault-key', '--data', scene.data)).toMatchObject({ code: 0 });
    expect(await run('restore', file, '--data', restored)).toMatchObject({ code: 0, stderr: '' });
    expect(readMasterKey(env.VIGIE_VAULT_KEY_FILE).fingerprint).toBe(real);
    expect(readMasterKey(join(restored, 'vault.key')).fingerprint).toBe(own);
    // As a command opens them that is not told what they are.
    expect(await begin(restored)).toBe(own);
  }, 240_000);

  it('takes no directory that was begun as a real installation, which goes on as one', async () => {
    expect(await run('migrate', '--data', scene.data)).toMatchObject({ code: 0 });
    expect(await run('users', 'list', '--data', scene.data)).toMatchObject({ code: 0 });
    const demo = await run('start', '--demo', '--port', '0', '--data', scene.data);
    expect(demo.code).not.toBe(0);
    expect(demo.stderr).toMatch(
      /found one that was begun as a real installation, under the vault key [0-9a-f]{16}/,
    );
    expect(existsSync(join(scene.data, 'vault.key'))).toBe(false);
    expect(await run('users', 'list', '--data', scene.data)).toMatchObject({ code: 0, stderr: '' });
    await begin(scene.data, 'real');
    const late = await run('start', '--demo', '--port', '0', '--data', scene.data);
    expect(late.stderr).toContain('expected a data directory for the demo, found one that holds real posts');
  }, 240_000);

  it('is read by no round of a real source, also where that would keep nothing, and shown to no witness', async () => {
    await begin(scene.data, 'demo');
    const url = 'https://board.invalid/feed';
    const file = `id: board\nkind: feed\nname: board\nurl: ${url}\n${asYaml(authorisationOf(url))}`;
    writeFileSync(join(scene.configDir, 'sources', 'board.yml'), file);
    const tried = await run('collect', '--once', '--dry-run', '--source', 'board', '--data', scene.data);
    expect(tried).toMatchObject({ code: 3, stdout: '' });
    expect(tried.stderr).toContain('expected a data directory for real posts, found one that holds the demo');
    // Whoever asked them would have to read this.
    writeFileSync(join(scene.configDir, 'witnesses.policy'), 'what a real installation would refuse');
    const checkpoint = await run('log', 'checkpoint', '--data', scene.data);
    expect(checkpoint, checkpoint.stderr).toMatchObject({ code: 0 });
  }, 240_000);

  it('goes on where its first start ended before it was known as one', async () => {
    const key = await begin(scene.data, 'demo');
    await scene.withRecords(async ({ db }) => {
      await db.deleteFrom('vigie.settings').where('name', '=', 'records.kind').execute();
    });
    expect(await begin(scene.data, 'demo')).toBe(key);
  }, 240_000);
});
