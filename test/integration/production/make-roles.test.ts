import { spawnSync } from 'node:child_process';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { withClient } from '../../support/with-client.ts';

const DATABASE_URL = process.env.VIGIE_TEST_DATABASE_URL ?? '';
const canRun = DATABASE_URL !== '' && spawnSync('psql', ['--version']).status === 0;
if (!canRun) console.warn('skipped: config/postgres/make-roles.sh needs psql and VIGIE_TEST_DATABASE_URL');

const SECRETS = ['postgres', 'owner', 'app', 'public', 'reports'];

/** Whether a role signs in by this password, as PostgreSQL keeps it (RFC 5803): a test server may ask nobody for any. */
function isPassword(password: string, kept: string): boolean {
  const [, rounds = '', salt = '', stored = ''] = /^SCRAM-SHA-256\$(\d+):(.+)\$(.+):/.exec(kept) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256');
  const key = createHmac('sha256', salted).update('Client Key').digest();
  return createHash('sha256').update(key).digest('base64') === stored;
}

describe.skipIf(!canRun)('config/postgres/make-roles.sh', () => {
  const name = `vigie_roles_${randomBytes(6).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), 'vigie-roles-'));
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await withClient(DATABASE_URL, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      for (const role of SECRETS.slice(1)) await client.query(`drop role if exists ${name}_${role}`);
    });
  });

  /** The script under names of our own; it leaves alone whoever administers the test server. */
  function run(): { readonly status: number | null; readonly output: string } {
    const own = readFileSync(join(projectRoot(), 'config', 'postgres', 'make-roles.sh'), 'utf8')
      .replaceAll('vigie', name)
      .replaceAll('/run/secrets', folder)
      .replace(/^alter role current_user .*\n/m, '')
      .replace('usename in (current_user, ', 'usename in (');
    const { hostname, port, username, password } = new URL(DATABASE_URL);
    const server = {
      PGHOST: hostname,
      PGPORT: port || '5432',
      POSTGRES_USER: username,
      PGPASSWORD: password,
    };
    const { status, stdout, stderr } = spawnSync('sh', ['-c', own], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...server },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  function writeSecrets(): Record<string, string> {
    const passwords = SECRETS.map((secret) => [secret, randomBytes(24).toString('hex')] as const);
    for (const [secret, password] of passwords)
      writeFileSync(join(folder, `${secret}_password`), `${password}\n`);
    return Object.fromEntries(passwords);
  }

  async function expectPasswords(passwords: Readonly<Record<string, string>>): Promise<void> {
    const { rows } = await withClient(DATABASE_URL, (client) =>
      client.query<{ rolname: string; rolpassword: string }>(
        'select rolname, rolpassword from pg_authid where starts_with(rolname, $1)',
        [`${name}_`],
      ),
    );
    expect(rows.map(({ rolname }) => rolname.slice(name.length + 1)).toSorted()).toEqual(
      SECRETS.slice(1).toSorted(),
    );
    for (const { rolname, rolpassword } of rows)
      expect(isPassword(passwords[rolname.slice(name.length + 1)] ?? '', rolpassword), rolname).toBe(true);
  }

  it('makes the roles and the database; run again, it sets the passwords anew and ends connections of before', async () => {
    const first = writeSecrets();
    expect(run()).toEqual({ status: 0, output: 'passwords set; connections ended: 0\n' });
    await expectPasswords(first);

    const address = new URL(DATABASE_URL);
    [address.pathname, address.username, address.password] = [`/${name}`, `${name}_app`, first.app ?? ''];
    const held = new pg.Client({ connectionString: address.href });
    const ended = new Promise((resolve) => held.once('error', resolve));
    await held.connect();
    const second = writeSecrets();
    expect(run()).toEqual({ status: 0, output: 'passwords set; connections ended: 1\n' });
    expect(await ended).toMatchObject({ code: '57P01' });
    await held.end();
    await expectPasswords(second);
    expect(Object.values(second)).not.toContain(first.app);
  });

  it('changes nothing where a secret is empty', async () => {
    const passwords = writeSecrets();
    run();
    writeSecrets();
    writeFileSync(join(folder, 'reports_password'), '');
    expect(run()).toEqual({ status: 1, output: 'expected a password in reports_password, found none\n' });
    await expectPasswords(passwords);
  });
});
