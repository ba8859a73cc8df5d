import { chmodSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyRow } from '../../../bin/cli/keys/key-row.ts';
import { bindKind, migrate } from '../../../queue/storage/index.ts';
import { createMasterKey } from '../../../queue/vault/index.ts';
import { withEmbedded } from '../../support/with-records.ts';
import { openScene, parseLines, type Scene } from './scene.ts';

describe('keys', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene();
    await scene.begin();
  });
  afterAll(() => scene.close());

  const list = async (data = scene.data) => {
    const done = await scene.run(['keys', 'list', '--format', 'ndjson', '--data', data]);
    return { code: done.code, rows: parseLines<KeyRow>(done.stdout) };
  };
  const rowsOf = (rows: readonly KeyRow[], key: string) => rows.filter((row) => row.key === key);

  it('say what each is for, who has it, and where it is expected', { timeout: 120_000 }, async () => {
    const vkey = (await scene.onData('log', 'key')).stdout.trim();
    const pem = (await scene.onData('evidence', 'key')).stdout;
    expect((await scene.onData('keys', 'print', 'log')).stdout.trim()).toBe(vkey);
    expect((await scene.onData('keys', 'print', 'unit')).stdout).toBe(pem);

    const { code, rows } = await list();
    expect(code).toBe(0);
    const { fingerprint } = scene.vault();
    const file = join(scene.data, 'vault.key');
    expect(rowsOf(rows, 'vault')).toMatchObject([{ state: 'ok', fingerprint, file }]);
    expect(rowsOf(rows, 'log')).toMatchObject([{ state: 'ok', publicKey: vkey, file: null }]);
    expect(rowsOf(rows, 'unit')).toMatchObject([{ state: 'ok', publicKey: pem, file: null }]);
    expect(rowsOf(rows, 'intake')).toMatchObject([
      { state: 'ok', publicKey: expect.stringMatching(/^age1/) },
    ]);
    expect(rowsOf(rows, 'archives')).toMatchObject([{ state: 'none yet' }]);
    // Those who sign have theirs elsewhere.
    expect(rowsOf(rows, 'rules').map(({ state }) => state)).toEqual(['elsewhere', 'elsewhere']);
    const told = await scene.onData('keys');
    expect(told.stdout).toContain(
      `vault: ok; seals texts; the keys of log, unit and intake are made of it\n    ${fingerprint}\n    ${file}\n`,
    );
    expect(told.stdout).toContain(`log: ok; signs checkpoints of the transparency log\n    ${vkey}\n`);
  });

  it('are told of where there are no records, and none is made', async () => {
    const nothing = scene.path('nothing');
    const { code, rows } = await list(nothing);
    expect(code).toBe(0);
    for (const key of ['vault', 'log', 'unit', 'intake'])
      expect(rowsOf(rows, key)).toMatchObject([{ state: 'none yet' }]);
    expect(existsSync(nothing)).toBe(false);
  });

  it('end with 1 where one is missing, open to others or of no use, and say how to mend it', {
    timeout: 120_000,
  }, async () => {
    const file = join(scene.data, 'vault.key');
    chmodSync(file, 0o644);
    writeFileSync(join(scene.configDir, 'approvers.yml'), 'approvers: nobody\n');
    const open = await list();
    expect(open.code).toBe(1);
    expect(rowsOf(open.rows, 'vault')).toMatchObject([
      { state: 'open', fingerprint: null, note: 'expected mode 0600, found mode 0644; run chmod 600 on it' },
    ]);
    expect(rowsOf(open.rows, 'log')).toMatchObject([{ state: 'faulty' }]);
    expect(rowsOf(open.rows, 'rules')).toMatchObject([
      { state: 'faulty', note: expect.stringContaining(join(scene.configDir, 'approvers.yml')) },
    ]);
    rmSync(join(scene.configDir, 'approvers.yml'));
    rmSync(file);
    const missing = await list();
    expect(missing.code).toBe(1);
    expect(rowsOf(missing.rows, 'vault')).toMatchObject([{ state: 'missing', file }]);
  });

  it('of a demonstration are its own, and none of those that the real installation has', {
    timeout: 120_000,
  }, async () => {
    const demo = scene.path('demo');
    await withEmbedded({ directory: demo, mayUseOwner: false }, async ({ db }) => {
      await migrate(db);
      await bindKind(db, 'demo');
    });
    const file = join(demo, 'vault.key');
    const real = scene.path('real.key');
    createMasterKey(real);
    const listDemo = () =>
      scene.run(['keys', '--json', '--data', demo], { env: { VIGIE_VAULT_KEY_FILE: real } });
    const sound = JSON.parse((await listDemo()).stdout) as readonly KeyRow[];
    expect(rowsOf(sound, 'vault')).toMatchObject([{ state: 'ok', file }]);
    chmodSync(file, 0o644);
    const open = await listDemo();
    expect(open.code).toBe(1);
    const opened = JSON.parse(open.stdout) as readonly KeyRow[];
    expect(rowsOf(opened, 'vault')).toMatchObject([{ state: 'open', file }]);
    for (const rows of [sound, opened])
      expect(rows.filter(({ key }) => ['archives', 'alerts', 'witness'].includes(key))).toEqual([]);
  });

  it.each([
    ['rules', '--id', 'ann', /^- \{ id: ann, publicKey: "[^"]{44}" \}\n$/],
    ['rights', '--id', 'ben', /^- \{ id: ben, publicKey: "[^"]{44}" \}\n$/],
    ['witness', '--name', 'a.example/w', /^a\.example\/w\+[0-9a-f]{8}\+/],
    ['reports', '', '', /^age1[0-9a-z]+\n$/],
  ])('are made for %s, the private half for its owner alone', async (what, option, name, printed) => {
    const file = scene.path(`${what}.key`);
    const args = ['keys', 'make', what, file, ...(option === '' ? [] : [option, name])];
    const made = await scene.run(args);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(printed);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Never over one that is there.
    expect((await scene.run(args)).code).toBe(2);
  });
});
