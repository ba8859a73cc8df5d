import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logEntries } from '../../support/log.ts';
import { openScene, type Scene } from './scene.ts';

describe('vigie users tie', { timeout: 120_000 }, () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = openScene({
      VIGIE_OIDC_ISSUER: 'https://id.example.org',
      VIGIE_OIDC_CLIENT_ID: 'vigie',
      VIGIE_OIDC_CLIENT_SECRET: 'a fictional secret',
    });
    await scene.begin();
    expect((await scene.onData('users', 'invite', 'Ola', '--role', 'oversight')).code).toBe(0);
  });
  afterAll(() => scene.close());

  it('ACC-05 says who oversight is at the provider, as the host, and the log says that it did', async () => {
    const tied = await scene.onData('users', 'tie', 'Ola', '--email', 'ola@team.example', '--json');
    expect(tied.code, tied.stderr).toBe(0);
    const { id } = JSON.parse(tied.stdout);
    expect((await scene.onData('users', 'tie', 'Ola', '--subject', 'ola-1')).code).toBe(0);
    const entries = await scene.withRecords(({ db }) =>
      logEntries(db, sql`e.kind = 'account.identity-expected'`, scene.vault()),
    );
    expect(entries.map(({ actor, subject, body }) => ({ actor, subject, body }))).toEqual([
      { actor: 'operator:cli', subject: id, body: { kind: 'email' } },
      { actor: 'operator:cli', subject: id, body: { kind: 'subject' } },
    ]);
  });

  it.each<readonly [words: string, ...args: string[]]>([
    ['expected one of --email and --subject, found none'],
    [
      'expected one of --email and --subject, found both',
      '--email',
      'ola@team.example',
      '--subject',
      'ola-1',
    ],
    ['expected an e-mail address, found "ola"', '--email', 'ola'],
    ['expected a subject, found ""', '--subject', ''],
  ])('changes nothing where nobody is named: %s', async (words, ...args) => {
    const done = await scene.onData('users', 'tie', 'Ola', ...args);
    expect(done).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
  });

  it('needs the provider that the dashboard has', async () => {
    const env = { VIGIE_OIDC_ISSUER: '', VIGIE_OIDC_CLIENT_ID: '', VIGIE_OIDC_CLIENT_SECRET: '' };
    const done = await scene.run(['users', 'tie', 'Ola', '--subject', 'ola-1', '--data', scene.data], {
      env,
    });
    expect(done).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('VIGIE_OIDC_ISSUER') });
  });
});
