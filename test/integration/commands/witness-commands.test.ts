import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import type { Running } from '../../support/run-vigie.ts';
import { openScene, type Scene } from './scene.ts';

describe('commands of a witness', () => {
  let scene: Scene;
  let witness: Running;
  let log = '';
  let vkey = '';
  const serve = async () => {
    witness = scene.spawn([
      ...['witness', 'serve', '--key', scene.path('witness.key'), '--log', log],
      ...['--data', scene.path('witness'), '--port', '0'],
    ]);
    await witness.says('witness is ready');
    const url = /http:\/\/[\d.:]+/.exec(witness.output())?.[0];
    const policy = `witness other ${vkey} ${url}\nquorum other\n`;
    writeFileSync(join(scene.configDir, 'witnesses.policy'), policy);
    scene.write('policy', policy);
  };

  beforeAll(async () => {
    scene = openScene({ VIGIE_WITNESS_NETWORK: 'loopback' });
    const posts = scene.write('posts.ndjson', ndjson(20));
    expect((await scene.onData('import', posts, '--source', 'file-import')).code).toBe(0);
    log = (await scene.onData('log', 'key')).stdout.trim();
    const made = await scene.run([
      ...['witness', 'keygen', scene.path('witness.key'), '--name', 'oversight.example/witness'],
    ]);
    vkey = made.stdout.trim();
    expect(vkey).toMatch(/^oversight\.example\/witness\+[0-9a-f]{8}\+/);
    expect(statSync(scene.path('witness.key')).mode & 0o777).toBe(0o600);
    await serve();
  }, 60_000);
  afterAll(() => scene.close());

  it('LOG-07 cosigns what the log shows it, and an export that lacks it does not count', async () => {
    const { stdout, code } = await scene.onData('log', 'checkpoint');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n— vigie\.invalid\/[^\n]+\n— oversight\.example\/witness [^\n]+\n$/);
    await scene.onData('log', 'export', scene.path('exported'));
    const checks = ['log', 'verify', scene.path('exported'), '--key', log, '--policy', scene.path('policy')];
    const counted = await scene.run([...checks, '--json']);
    expect(JSON.parse(counted.stdout)).toMatchObject({ witnesses: ['other'], fault: null });
    const bare = stdout.replace(/— oversight[^\n]*\n/, '');
    writeFileSync(scene.path('exported/checkpoint'), bare);
    expect(await scene.run(checks)).toMatchObject({
      code: 4,
      stdout: expect.stringContaining('does not count'),
    });
  });

  it('LOG-07 remembers what it cosigned when it is killed, and tells a log that was set back', async () => {
    await witness.kill('SIGKILL');
    await serve();
    expect((await scene.onData('log', 'checkpoint')).stdout).toContain('— oversight.example/witness ');
    await scene.onData('log', 'proof', '0', '--with-body', '--purpose', 'integrity');
    const later = await scene.onData('log', 'checkpoint');
    expect(later.stdout).toContain('— oversight.example/witness ');
  });

  it('says what is no key and no log', async () => {
    const key = ['--key', scene.path('witness.key')];
    const data = ['--data', scene.path('other')];
    for (const [args, reason] of [
      [[...key, '--log', 'nonsense', ...data], '--log 1: expected a verifier key'],
      [[...key, '--log', vkey, ...data], 'found that of a witness'],
      [['--key', scene.path('policy'), '--log', log, ...data], 'make one with "vigie witness keygen"'],
      [['--key', scene.path('none'), '--log', log, ...data], 'expected the key of a witness in'],
    ] as const) {
      const { code, stderr } = await scene.run(['witness', 'serve', ...args]);
      expect(stderr).toContain(reason);
      expect(code).toBe(2);
    }
  });

  it('names every fault of a policy with its line', async () => {
    writeFileSync(join(scene.configDir, 'witnesses.policy'), `witness a ${vkey} http://192.0.2.1/\nwibble\n`);
    const { code, stderr } = await scene.onData('log', 'checkpoint');
    expect(stderr).toMatch(/witnesses\.policy: line 2: expected log, witness, group or quorum/);
    expect(stderr).toContain('expected a line "quorum"');
    expect(code).toBe(3);
  });
});
