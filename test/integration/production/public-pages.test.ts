import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { openDatabase } from '../../../queue/storage/index.ts';
import { createMasterKey, createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { logEntries } from '../../support/log.ts';
import { formWith, picture } from '../../support/pictures.ts';
import { withClient } from '../../support/with-client.ts';
import { RunningProcess } from './running-process.ts';
import { openStores, type Stores } from './stores.ts';

const DATABASE_URL = process.env.VIGIE_TEST_DATABASE_URL ?? '';
const REDIS_URL = process.env.VIGIE_TEST_REDIS_URL ?? '';
const hasStores = DATABASE_URL !== '' && REDIS_URL !== '';
if (!hasStores) {
  console.warn(
    'skipped: the public pages as their own role need VIGIE_TEST_DATABASE_URL and VIGIE_TEST_REDIS_URL',
  );
}

const TODAY = new Date().toISOString().slice(0, 10);
const ADDRESS = 'https://canary-board-9101.example/offer';
const AGENT = 'canary-agent-9105';

const configOf = (keys: { reports: string; contact: string }) => `
authority: Example Authority
supervision: the Example Data Protection Office
countries: [XA]
keys: { reports: ${keys.reports}, contact: ${keys.contact} }
contacts:
${['emergency', 'protection']
  .map(
    (kind) =>
      `  - { country: XA, kind: ${kind}, name: Test ${kind}, phone: "000", source: a test, checkedOn: ${TODAY}, verifiedBy: a test }`,
  )
  .join('\n')}
`;

describe.skipIf(!hasStores)('the public pages as a process and a role of their own', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vigie-public-'));
  const running: RunningProcess[] = [];
  const roles: Record<string, { name: string; url: string }> = {};
  let stores: Stores;
  let env: Record<string, string>;

  const run = (args: string[], extra: Record<string, string> = {}) =>
    new RunningProcess(args, { ...env, ...extra });
  const publicEnv = () => ({
    VIGIE_PUBLIC_DATABASE_URL: roles.public?.url ?? '',
    VIGIE_CONFIG_DIR: join(directory, 'config'),
    VIGIE_LOG_LEVEL: 'debug',
  });

  beforeAll(async () => {
    stores = await openStores(DATABASE_URL, REDIS_URL);
    for (const kind of ['public', 'reports']) {
      const name = `${stores.appRole}_${kind}`;
      const password = randomBytes(12).toString('hex');
      const url = new URL(stores.appUrl);
      await withClient(DATABASE_URL, async (client) => {
        await client.query(`create role ${name} login password '${password}'`);
        await client.query(`grant connect on database ${url.pathname.slice(1)} to ${name}`);
      });
      [url.username, url.password] = [name, password];
      roles[kind] = { name, url: url.href };
    }
    mkdirSync(join(directory, 'config'));
    cpSync(join(projectRoot(), 'config', 'public.yml'), join(directory, 'config', 'public.yml'));
    mkdirSync(join(directory, 'config', 'sources'));
    createMasterKey(join(directory, 'vault_key'));
    env = { VIGIE_LOG_LEVEL: 'warn' };
    const stored = {
      VIGIE_DATABASE_URL: stores.appUrl,
      VIGIE_OWNER_DATABASE_URL: stores.ownerUrl,
      VIGIE_REDIS_URL: stores.redisUrl,
      VIGIE_VAULT_KEY_FILE: join(directory, 'vault_key'),
      VIGIE_CONFIG_DIR: join(directory, 'config'),
    };
    const grants = ['--app-role', stores.appRole];
    for (const [kind, { name }] of Object.entries(roles)) grants.push(`--${kind}-role`, name);
    expect(await run(['migrate', ...grants], stored).ended()).toMatchObject({ code: 0 });
    const scheduler = run(['scheduler'], stored);
    running.push(scheduler);
    await scheduler.line(/scheduler is ready/);
  }, 90_000);

  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop('SIGKILL')));
    await stores?.close();
    await withClient(DATABASE_URL, async (client) => {
      for (const { name } of Object.values(roles)) await client.query(`drop role if exists ${name}`);
    });
    rmSync(directory, { recursive: true, force: true });
  }, 30_000);

  it('REP-09 refuses to be served with invented contacts and without keys, all faults at once', async () => {
    const { code, stderr } = await run(['public', '--port', '0'], publicEnv()).ended();
    expect(code).toBe(3);
    for (const part of [
      'keys:',
      'verified emergency contact for XA',
      'verified protection contact for XA',
      'public.yml',
    ])
      expect(stderr).toContain(part);
  }, 30_000);

  it('refuses a role with more rights, and to borrow that of the other processes', async () => {
    const demo = ['public', '--demo', '--port', '0'];
    const wide = await run(demo, { ...publicEnv(), VIGIE_PUBLIC_DATABASE_URL: stores.appUrl }).ended();
    expect([wide.code, wide.stderr]).toEqual([3, expect.stringContaining('--public-role')]);
    const borrowed = await run(demo, {
      VIGIE_DATABASE_URL: stores.appUrl,
      VIGIE_REDIS_URL: stores.redisUrl,
    }).ended();
    expect([borrowed.code, borrowed.stderr]).toEqual([
      2,
      expect.stringContaining('never use VIGIE_DATABASE_URL'),
    ]);
  }, 60_000);

  it('REP-11 gives the public role two inserts and nothing else, and the processes no sight of reports', async () => {
    await withClient(roles.public?.url ?? '', async (client) => {
      const { rows } =
        await client.query(`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'vigie' and c.relkind = 'r'`);
      expect(rows.length).toBeGreaterThan(20);
      for (const { relname } of rows) {
        for (const statement of [`select 1 from vigie.${relname}`, `delete from vigie.${relname}`])
          await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
      for (const statement of [
        `update vigie.reports set state = 'closed'`,
        `insert into vigie.reports (id, receipt_hash, reply_recipient, state) values (gen_random_uuid(), decode(repeat('00', 32), 'hex'), 'x', 'answered')`,
        `insert into vigie.contests (id, receipt_hash, received_on) values (gen_random_uuid(), decode(repeat('00', 32), 'hex'), '2020-01-01')`,
        'insert into vigie.log_entries (kind, subject, body) values (1, 1, 1)',
        `select vigie.empty_old_reports('2000-01-01')`,
        'create table vigie.mine (x int)',
      ])
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
    });
    await withClient(stores.appUrl, async (client) => {
      const pruned = await client.query(`select vigie.empty_old_reports('2000-01-01') as emptied`);
      expect(pruned.rows).toEqual([{ emptied: 0 }]);
      for (const column of [
        'sealed',
        'sealed_contact',
        'sealed_pictures',
        'receipt_hash',
        'answer',
        'reply_recipient',
      ])
        await expect(client.query(`select ${column} from vigie.reports`), column).rejects.toMatchObject({
          code: '42501',
        });
    });
    await withClient(roles.reports?.url ?? '', async (client) => {
      await client.query('select sealed from vigie.reports');
      for (const table of ['posts', 'items', 'sealed_posts', 'contests', 'decisions'])
        await expect(client.query(`select 1 from vigie.${table}`), table).rejects.toMatchObject({
          code: '42501',
        });
    });
  }, 30_000);

  it('REP-01 REP-12 takes a report, logs nothing of it, and only the offline key opens the export; the answer comes back', async () => {
    const keys: Record<string, string> = {};
    for (const name of ['reports', 'contact']) {
      const made = await run(['reports', 'keygen', join(directory, `${name}.key`)]).ended();
      keys[name] = made.stdout.trim();
      expect(keys[name]).toMatch(/^age1[0-9a-z]{58}$/);
    }
    writeFileSync(
      join(directory, 'config', 'public.yml'),
      configOf({ reports: keys.reports ?? '', contact: keys.contact ?? '' }),
    );
    const pages = run(['public', '--port', '0'], publicEnv());
    running.push(pages);
    const [, url = ''] = await pages.line(/public is ready: (http:\/\/\S+)/);

    const visit = (path: string, body?: FormData) =>
      fetch(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { 'user-agent': AGENT, 'x-forwarded-for': '203.0.113.77' },
        ...(body === undefined ? {} : { body }),
      }).then((answer) => answer.text());
    const formOf = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(await visit('/en/')).toContain('Test emergency');
    const form = formWith({
      form: formOf(await visit('/en/report')),
      address: ADDRESS,
      text: 'canary-text-9102',
      contact: 'canary-contact-9103',
    });
    form.append('pictures', picture('jpg'), 'canary-name-9106.jpg');
    const taken = await visit('/en/report', form);
    const receipt = /<bdi dir="ltr">([0-9A-Z-]{19})</.exec(taken)?.[1] ?? '';
    expect(receipt).not.toBe('');

    const records = { VIGIE_REPORTS_DATABASE_URL: roles.reports?.url ?? '' };
    const bundle = join(directory, 'reports.ndjson');
    expect(await run(['reports', 'export', bundle], records).ended()).toMatchObject({ code: 0 });
    expect(readFileSync(bundle, 'utf8')).not.toContain('canary');
    // Their receipts say "read": a later export never takes the place of the file that may be the only one with them.
    const later = await run(['reports', 'export', bundle], records).ended();
    expect(later).toMatchObject({ code: 2, stderr: expect.stringContaining('never written over') });
    const openArgs = ['reports', 'open', bundle, '--key', join(directory, 'reports.key')];
    const copies = join(directory, 'pictures');
    const more = ['--contact-key', join(directory, 'contact.key'), '--pictures', copies];
    const open = await run([...openArgs, ...more]).ended();
    const said = JSON.parse(open.stdout);
    expect(readdirSync(copies)).toEqual(said.pictures);
    expect(said.pictures).toEqual([`${said.thread}-1-1.jpg`]);
    expect(said).toMatchObject({
      text: 'canary-text-9102',
      contact: 'canary-contact-9103',
      receivedOn: TODAY,
    });
    const wrong = await run(['reports', 'open', bundle, '--key', join(directory, 'contact.key')]).ended();
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);

    const answerFile = join(directory, 'answer.txt');
    writeFileSync(answerFile, 'canary-answer-9104\n');
    const answered = await run(
      ['reports', 'answer', said.thread, answerFile, '--as', 'reports:desk'],
      records,
    ).ended();
    expect(answered, answered.stderr).toMatchObject({ code: 0 });
    const shown = await visit('/en/receipt', formWith({ receipt }));
    expect(shown).toContain('canary-answer-9104');
    expect(shown).not.toContain('9102');

    // Nobody gives themselves another actor: a name on the command line stands beside the user of the host.
    const close = (as: string) => run(['reports', 'close', said.thread, '--as', as], records).ended();
    expect(await close('')).toMatchObject({ code: 2, stderr: expect.stringContaining('--as') });
    expect(await close('scheduler')).toMatchObject({ code: 0 });
    const kinds = sql`e.kind in ('reports.exported', 'report.answered', 'report.closed')`;
    const database = await openDatabase({ kind: 'server', url: stores.ownerUrl, maxConnections: 1 });
    const vault = createVault(readMasterKey(join(directory, 'vault_key')));
    const entries = await logEntries(database.db, kinds, vault).finally(() => database.close());
    expect(entries.map(({ body }) => body.as)).toEqual([undefined, 'reports:desk', 'scheduler']);
    for (const { actor } of entries) expect(actor).toMatch(/^os:/);

    const { stdout, stderr } = await pages.stop();
    for (const secret of ['canary', '203.0.113', receipt, 'POST', '/en/'])
      expect(`${stdout}${stderr}`, secret).not.toContain(secret);
  }, 90_000);
});
