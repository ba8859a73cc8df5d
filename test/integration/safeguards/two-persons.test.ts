import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Accounts, HOST, seedDemoPeople } from '../../../queue/accounts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  approveResume,
  liftSuspension,
  readStop,
  requirePerson,
  stopWork,
  suspendSource,
} from '../../../queue/storage/index.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { testVault } from '../../support/vault.ts';

const now = new Date('2026-06-01T12:00:00Z');
const HOUR_MS = 3_600_000;

describe.each(COLUMNS)('steps that take two persons, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let anna: string;
  let ben: string;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    accounts = accountsOn(column.database, manualClock(now.getTime()));
    anna = (await joined(accounts, 'Anna', ['operator'])).account.id;
    ben = (await joined(accounts, 'Ben', ['operator'])).account.id;
    await accounts.nameHostUser(HOST, anna, 'anna');
  });
  afterAll(() => column.close());

  const db = () => column.database.db;
  const stop = (actor: string) => stopWork(db(), { actor, now, reason: 'the court has asked' });
  const approve = (actor: string) => approveResume(db(), { actor, now });

  it.each([
    ['at the desk, then on the host', () => anna, () => 'os:anna'],
    ['on the host, then at the desk', () => 'os:anna', () => anna],
  ])('HUM-11 one person is one, %s', async (_where, first, second) => {
    await stop('os:anna');
    expect(await approve(first())).toMatchObject({ approvedBy: anna });
    await expect(approve(second())).rejects.toMatchObject({ code: 'resume.refused' });
    expect(await approve(ben)).toBeNull();
  });

  it('HUM-11 a user of the host whom no account names may stop, and does not count as a second person', async () => {
    await stop('os:carl');
    expect(await readStop(db())).toMatchObject({ stoppedBy: 'os:carl' });
    await approve(anna);
    await expect(approve('os:carl')).rejects.toMatchObject({
      code: 'operator.unknown',
      message: expect.stringContaining('vigie users host-user NAME carl'),
    });
    await accounts.nameHostUser(HOST, ben, 'carl');
    expect(await approve('os:carl')).toBeNull();
  });

  it('HUM-11 a word given before accounts named users of the host counts no more', async () => {
    await stop('os:anna');
    await sql`update vigie.stops set approved_at = ${now}, approved_by = 'os:carl'`.execute(db());
    expect(await approve(anna), 'the first one anew').toMatchObject({ approvedBy: anna });
    expect(await approve(ben)).toBeNull();
  });

  const suspend = () =>
    db()
      .transaction()
      .execute((tx) => suspendSource(tx, 'board', { reason: 'plan missed', actor: 'evaluation', now }));

  it('EVA-03 HUM-11 a source is lifted by two who are known where the first word is of nobody in particular', async () => {
    await suspend();
    await sql`update vigie.source_suspensions set asked_at = ${now}, asked_by = 'os:carl'`.execute(db());
    const lift = (actor: string) => liftSuspension(db(), 'board', { actor, now });
    await expect(lift('os:carl')).rejects.toMatchObject({ code: 'operator.unknown' });
    expect(await lift(anna), 'the first one anew').toBe(false);
    await expect(lift('os:anna'), 'the same person').rejects.toMatchObject({ code: 'evaluation.refused' });
    expect(await lift(ben)).toBe(true);
  });

  it('EVA-03 HUM-11 a source is lifted by two who agree within 24 hours, each word one entry', async () => {
    await suspend();
    const lift = (actor: string, hours: number) =>
      liftSuspension(db(), 'board', { actor, now: new Date(now.getTime() + hours * HOUR_MS) });
    expect(await lift(anna, 0)).toBe(false);
    await expect(lift(anna, 23)).rejects.toMatchObject({ code: 'evaluation.refused' });
    expect(await lift(ben, 25), 'the first one anew').toBe(false);
    expect(await lift(anna, 48)).toBe(true);
    const entries = await logEntries(db(), sql`e.subject = 'board'`);
    expect(entries.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['source.suspended', 'evaluation'],
      ['source.resume-approved', anna],
      ['source.resume-approved', ben],
      ['source.resumed', anna],
    ]);
  });

  it('an account that was disabled no longer speaks through its user of the host', async () => {
    await stop('os:anna');
    await approve(ben);
    await accounts.disable(HOST, anna);
    await expect(approve('os:anna')).rejects.toMatchObject({
      code: 'operator.unknown',
      message: expect.stringContaining('"Anna" names that user, but it is disabled'),
    });
  });

  it('says of an account that nobody joined yet that it names the user, and of two persons only where it takes two', async () => {
    const { account } = await accounts.invite(HOST, 'Carl', ['exporter']);
    await accounts.nameHostUser(HOST, account.id, 'carl');
    const refusalOf = (step: 'role' | 'two-persons') =>
      requirePerson(db(), 'os:carl', step).then(String, ({ message }) => message);
    const why = 'The account "Carl" names that user, but nobody has joined with it yet';
    expect(await refusalOf('two-persons')).toMatch(/this step takes two persons/);
    expect(await refusalOf('role')).not.toMatch(/two persons/);
    for (const step of ['role', 'two-persons'] as const) expect(await refusalOf(step)).toContain(why);
  });

  it('tells a number without a name to have the list of users at hand, and nobody to name it', async () => {
    const { message } = await requirePerson(db(), 'os:uid-1000').catch((error) => error);
    expect(message).toContain('--volume /etc/passwd:/etc/passwd:ro');
    expect(message).not.toContain('host-user');
  });

  it('while nobody has an account, or in a demonstration, users of the host are the persons', async () => {
    await column.reset();
    await seedDemoPeople({ db: db(), vault: testVault(), clock: manualClock(now.getTime()) }, ['en']);
    await stop('os:carl');
    await approve('os:carl');
    await expect(approve('os:carl')).rejects.toMatchObject({ code: 'resume.refused' });
    expect(await approve('os:dora')).toBeNull();
  });

  it('one user of the host is one account', async () => {
    await expect(accounts.nameHostUser(HOST, ben, 'anna')).rejects.toMatchObject({
      code: 'account.conflict',
    });
    await accounts.nameHostUser(HOST, anna, null);
    expect(await accounts.nameHostUser(HOST, ben, 'anna')).toMatchObject({ osUser: 'anna' });
    const entries = await logEntries(db(), sql`e.kind = 'account.host-user-named'`);
    expect(entries).toHaveLength(3);
    expect(JSON.stringify(entries)).not.toContain('"anna"');
  });
});
