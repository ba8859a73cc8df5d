import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ndjson } from '../../support/config-folder.ts';
import { verifyByAll, verifyByOther } from '../../support/exported-log.ts';
import { hasPython } from '../../tooling/surroundings.mjs';
import { openScene, type Scene } from './scene.ts';

const NAME = 'unit.example/vigie';

describe('commands on the log', () => {
  let scene: Scene;
  let vkey = '';
  beforeAll(async () => {
    scene = openScene({ VIGIE_LOG_ORIGIN: NAME });
    const posts = scene.write('posts.ndjson', ndjson(120));
    expect((await scene.onData('import', posts, '--source', 'file-import')).code).toBe(0);
    vkey = (await scene.onData('log', 'key')).stdout.trim();
  }, 60_000);
  afterAll(() => scene.close());

  it('print a key and a checkpoint that carry the name of the log', async () => {
    expect(vkey).toMatch(/^unit\.example\/vigie\+[0-9a-f]{8}\+/);
    const { stdout, code } = await scene.onData('log', 'checkpoint');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unit\.example\/vigie\n\d+\n[^\n]{44}\n\n— unit\.example\/vigie /);
    expect((await scene.onData('log', 'checkpoint')).stdout).toBe(stdout);
    scene.write('early', stdout);
    const verified = await scene.onData('log', 'verify', '--checkpoint', scene.path('early'));
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining('log: intact') });
  });

  it('refuse another name for a log that has one', async () => {
    const { code, stderr } = await scene.run(['log', 'key', '--data', scene.data], {
      env: { VIGIE_LOG_ORIGIN: 'other.example/vigie' },
    });
    expect(stderr).toContain(`VIGIE_LOG_ORIGIN: expected ${NAME}`);
    expect(code).toBe(3);
  });

  it('write a log that verifies without records, and say whose key that takes', async () => {
    const folder = scene.path('exported');
    const exported = await scene.onData('log', 'export', folder, '--json');
    expect(JSON.parse(exported.stdout)).toMatchObject({ folder, withBodies: false });
    expect(existsSync(join(folder, 'bodies.ndjson'))).toBe(false);
    const own = await scene.run(['log', 'verify', folder]);
    expect(own).toMatchObject({ code: 0, stderr: expect.stringContaining('came with the export') });
    const early = ['--checkpoint', scene.path('early')];
    const known = await scene.run(['log', 'verify', folder, '--key', vkey, ...early, '--json']);
    expect(JSON.parse(known.stdout)).toMatchObject({ origin: NAME, continued: 1, fault: null });
    expect(known.stderr).toBe('');
    for (const verdict of await verifyByAll(folder, vkey, [early[1] ?? '']))
      expect(verdict).toMatchObject({ fault: null });
    const again = await scene.onData('log', 'export', folder);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('holds something') });
    for (const [place, reason] of [
      [scene.path('early'), 'which is no folder'],
      [join(scene.data, 'exported'), "outside the installation's own data"],
    ] as const)
      expect(await scene.onData('log', 'export', place)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(reason),
      });
    const none = await scene.run(['log', 'verify', scene.configDir]);
    expect(none).toMatchObject({
      code: 2,
      stderr: `vigie: expected an exported log at ${scene.configDir}, found none\n`,
    });
  });

  it('LOG-09 give away what entries say for one of four purposes, which is an entry', async () => {
    for (const args of [
      ['export', scene.path('open'), '--with-bodies'],
      ['proof', '3', '--with-body'],
    ])
      expect(await scene.onData('log', ...args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('--purpose'),
      });
    const curious = await scene.onData('log', 'proof', '3', '--with-body', '--purpose', 'curiosity');
    expect(curious).toMatchObject({ code: 2, stderr: expect.stringContaining('lawfulness') });
    const open = await scene.onData(
      'log',
      'export',
      scene.path('open'),
      '--with-bodies',
      '--purpose',
      'integrity',
    );
    expect(open.code).toBe(0);
    const lines = readFileSync(scene.path('open/bodies.ndjson'), 'utf8').trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(JSON.parse(line).body));
    expect(entries.at(-1)).toMatchObject({
      kind: 'log.read',
      actor: expect.stringMatching(/^os:/),
      body: { purpose: 'integrity', entries: 'all' },
    });
  });

  it('LOG-05 print a proof by what an entry is about, with or without what it says', async () => {
    const bare = await scene.onData('log', 'proof', 'file-import');
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    const file = scene.write('bare.tlog-proof', bare.stdout);
    const checked = await scene.run(['log', 'verify', file, '--key', vkey, '--json']);
    expect(JSON.parse(checked.stdout)).toMatchObject({ origin: NAME, entry: null, fault: null });
    expect(await scene.run(['log', 'verify', file])).toMatchObject({ code: 2 });
    const full = await scene.onData('log', 'proof', 'file-import', '--with-body', '--purpose', 'lawfulness');
    const told = await scene.run([
      ...['log', 'verify', scene.write('full.tlog-proof', full.stdout)],
      ...['--key', scene.write('key', `${vkey}\n`)],
    ]);
    expect(told.stdout).toContain('"subject": "file-import"');
    const bent = scene.write('bent.tlog-proof', full.stdout.replace(/^index \d+/m, 'index 0'));
    const refused = await scene.run(['log', 'verify', bent, '--key', vkey]);
    expect(refused).toMatchObject({ code: 4, stdout: expect.stringContaining('DOES NOT HOLD') });
  });

  it('give no verdict on a log that cannot be read', async () => {
    const folder = scene.path('closed');
    cpSync(scene.path('exported'), folder, { recursive: true });
    rmSync(join(folder, 'checkpoint'));
    mkdirSync(join(folder, 'checkpoint'));
    const done = await scene.run(['log', 'verify', folder, '--key', vkey]);
    expect(done).toMatchObject({ code: 5, stdout: '' });
    const checkpoint = join(folder, 'checkpoint');
    expect(done.stderr).toContain(`expected to read ${checkpoint} of an exported log, but EISDIR`);
    if (hasPython())
      await expect(verifyByOther(folder, vkey)).rejects.toThrow('this says nothing about the log');
  });

  it('say what is no key, no proof and no folder', async () => {
    const cases = [
      [['verify', scene.path('nowhere')], 'found nothing there'],
      [['verify', scene.path('exported'), '--key', 'nonsense'], 'NAME+ID+KEY'],
      [['verify', scene.path('exported'), '--key', scene.path('exported')], 'verifier key in'],
      [['verify', scene.path('exported'), '--checkpoint', scene.path('none')], 'an earlier checkpoint in'],
    ] as const;
    for (const [args, reason] of cases) {
      const { code, stderr } = await scene.run(['log', ...args]);
      expect(stderr).toContain(reason);
      expect(code).toBe(2);
    }
    expect((await scene.onData('log', 'proof', 'nothing')).stderr).toContain('no entry for "nothing"');
  });
});
