import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { HOST } from '../../../queue/accounts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { preventionMessage } from '../../support/prevention.ts';
import { openScene, type Scene } from './scene.ts';

describe('vigie prevention', () => {
  let scene: Scene;
  let file: string;
  beforeAll(async () => {
    scene = openScene();
    mkdirSync(join(scene.configDir, 'prevention'));
    mkdirSync(join(scene.configDir, 'rights'), { recursive: true });
    file = join(scene.configDir, 'prevention/sea.yml');
    writeFileSync(file, stringify(preventionMessage()));
    await scene.begin();
  });
  afterAll(() => scene.close());

  it('PRE-08 checks, has signed, and takes out what a person shows; that is an entry', async () => {
    const unsigned = await scene.run(['prevention', 'check', '--json']);
    expect(unsigned, unsigned.stderr).toMatchObject({ code: 1 });
    expect(JSON.parse(unsigned.stdout)).toMatchObject({
      usable: [],
      faults: [expect.stringContaining('found none')],
    });
    expect(
      await scene.onData('prevention', 'export', 'sea-crossing-en', scene.path('early.html')),
    ).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('vigie prevention sign'),
    });

    const key = scene.path('officer.key');
    const made = await scene.run(['rights', 'keygen', key, '--id', 'officer']);
    writeFileSync(join(scene.configDir, 'rights/approvers.yml'), `approvers:\n${made.stdout}`);
    const signed = await scene.run(['prevention', 'sign', file, '--as', 'officer', '--key', key]);
    expect(signed, signed.stderr).toMatchObject({ code: 0 });
    expect(await scene.run(['prevention', 'check'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"sea-crossing-en" may be used until'),
    });

    const take = (...args: string[]) =>
      scene.onData('prevention', 'export', 'sea-crossing-en', scene.path('sea.txt'), '--as', 'txt', ...args);
    const { stderr } = await take();
    expect(stderr).toContain('whom an account names');
    expect(stderr).toContain('this is done by people with a role');
    await scene.withRecords(async (database) => {
      const accounts = accountsOn(database, manualClock(Date.now()));
      const { account } = await joined(accounts, 'Anna', ['exporter']);
      await accounts.nameHostUser(HOST, account.id, userInfo().username);
    });
    const taken = await take();
    expect(taken, taken.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('show it yourself'),
    });
    expect(scene.read('sea.txt')).toMatch(/^This is an official message of the Cyber unit of Examplia/);
    // Never over a file that is there, and then nothing is said to have been taken out.
    expect(await take()).toMatchObject({ code: 2 });
    const entries = await scene.withRecords(({ db }) =>
      db.selectFrom('vigie.log_entries').select('kind').where('kind', '=', 'prevention.exported').execute(),
    );
    expect(entries).toHaveLength(1);
    expect(await scene.onData('prevention', 'export', 'other', scene.path('o.html'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sea-crossing-en'),
    });
  });
});
