import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Accounts,
  HOST,
  IDLE_MINUTES,
  SESSION_HOURS,
  type SignedIn,
} from '../../../queue/accounts/index.ts';
import { forbiddenAmong, Role } from '../../../queue/contracts/role.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { hasAccounts } from '../../../queue/storage/accounts.ts';
import { accountsMeanwhile, accountsOn, JOINING, joined, signInWith } from '../../support/accounts.ts';
import { inTheMidst } from '../../support/at-once.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { testVault } from '../../support/vault.ts';

const MINUTE = 60_000;

describe.each(COLUMNS)('accounts, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let clock: ReturnType<typeof manualClock>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    accounts = accountsOn(column.database, clock);
  });
  afterAll(() => column.close());

  async function entries(subject: string) {
    return logEntries(column.database.db, sql`e.subject = ${subject}`);
  }
  const who = async (session: string) => (await accounts.whoIs(session)) as SignedIn;

  it('ACC-06 has no account to begin with; a link makes the first administrator, once and for 15 minutes', async () => {
    expect(await accounts.exist()).toBe(false);
    const late = await accounts.makeSetupLink();
    clock.advance(15 * MINUTE);
    await expect(accounts.openLink(late.token)).rejects.toMatchObject({ code: 'link.invalid' });
    const replaced = await accounts.makeSetupLink();
    const { token } = await accounts.makeSetupLink();
    await expect(accounts.openLink(replaced.token)).rejects.toMatchObject({ code: 'link.invalid' });
    expect(await accounts.openLink(token)).toEqual({ account: null });
    const session = await accounts.join(token, 'Ada', JOINING);
    expect(await who(session)).toMatchObject({ name: 'Ada', roles: ['administrator'], method: 'password' });
    await expect(accounts.join(token, 'Eve', JOINING)).rejects.toMatchObject({ code: 'link.invalid' });
    await expect(accounts.makeSetupLink()).rejects.toMatchObject({ code: 'account.conflict' });
    expect((await entries('setup')).map(({ kind }) => kind)).toEqual(Array(3).fill('account.link-made'));
  });

  it('of two that use one link at once, one gets in', async () => {
    const { token } = await accounts.makeSetupLink();
    const tries = await Promise.allSettled([
      accounts.join(token, 'One', JOINING),
      accounts.join(token, 'Two', JOINING),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await accounts.list()).toHaveLength(1);
  });

  it('ACC-06 of two setup links that are made at once, one opens, and one administrator comes of them', async () => {
    const make = () => accounts.makeSetupLink();
    const made = await inTheMidst(column, make, make);
    const tokens = made.map((one) => (one.status === 'fulfilled' ? one.value.token : ''));
    const opened = await Promise.allSettled(tokens.map((token) => accounts.openLink(token)));
    expect(opened.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await Promise.allSettled(tokens.map((token, at) => accounts.join(token, `Ada ${at}`, JOINING)));
    expect((await accounts.list()).map((account) => account.name)).toEqual(['Ada 1']);
  });

  it('ACC-06 lets nobody join who is disabled at that moment', async () => {
    const { account, token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    const before = (await entries(account.id)).length;
    const [disabled, join] = await inTheMidst(
      column,
      () => accounts.disable(HOST, account.id),
      () => accounts.join(token, null, JOINING),
    );
    expect(disabled).toMatchObject({ value: { state: 'disabled' } });
    expect(join).toMatchObject({ reason: { code: 'link.invalid' } });
    expect((await accounts.find({ id: account.id })).state).toBe('disabled');
    expect((await entries(account.id)).slice(before).map(({ kind }) => kind)).toEqual(['account.disabled']);
  });

  it.each(Role.options)(
    'ACC-01 refuses at a grant what %s must not be besides, and logs the attempt',
    async (one) => {
      for (const other of Role.options.filter((role) => role !== one)) {
        const { account } = await joined(accounts, `${one} ${other}`, [one]);
        const grant = accounts.grant(HOST, account.id, other);
        if (forbiddenAmong([one, other]).length === 0) {
          expect((await grant).roles).toEqual([one, other].sort());
          continue;
        }
        await expect(grant, other).rejects.toMatchObject({ code: 'account.roles' });
        expect((await accounts.find({ id: account.id })).roles).toEqual([one]);
        expect((await entries(account.id)).at(-1)).toMatchObject({
          kind: 'account.change-refused',
          body: { change: 'grant', reason: 'pair' },
        });
      }
    },
  );

  it('ACC-01 refuses at run time: of roles that exclude each other, written past the program, none counts', async () => {
    const { account, session } = await joined(accounts, 'Kim', ['reviewer']);
    await sql`insert into vigie.account_roles values (${account.id}, 'protection', now(), 'somebody')`.execute(
      column.database.db,
    );
    expect(await who(session)).toMatchObject({ roles: [], isConflicted: true });
  });

  it('reads roles at each request, and ends the sessions of who is disabled at once', async () => {
    const { account, session } = await joined(accounts, 'Kim', ['reviewer']);
    await accounts.grant(HOST, account.id, 'analyst');
    expect((await who(session)).roles).toEqual(['analyst', 'reviewer']);
    await accounts.revoke(HOST, account.id, 'reviewer');
    expect((await who(session)).roles).toEqual(['analyst']);
    await accounts.disable(HOST, account.id);
    expect(await accounts.whoIs(session)).toBeNull();
    await accounts.enable(HOST, account.id);
    expect(await accounts.whoIs(session)).toBeNull();
  });

  it('lets nobody in who was only invited: enabled again, the account is invited still', async () => {
    const { account, token } = await accounts.invite(HOST, 'Ada', ['administrator']);
    await accounts.disable(HOST, account.id);
    expect(await accounts.enable(HOST, account.id)).toMatchObject({ state: 'invited' });
    expect(
      await hasAccounts(column.database.db),
      'the link of the first administrator is still printed',
    ).toBe(false);
    await accounts.join(token, null, JOINING);
    await joined(accounts, 'Ben', ['administrator']);
    await accounts.disable(HOST, account.id);
    expect(await accounts.enable(HOST, account.id)).toMatchObject({ state: 'active' });
  });

  it('ACC-06 ends a session after two hours without a request, and after a working day with them', async () => {
    const { account, session } = await joined(accounts, 'Kim', ['reviewer']);
    clock.advance(IDLE_MINUTES * MINUTE);
    expect(await accounts.whoIs(session)).toBeNull();
    const again = await accounts.join((await accounts.inviteAgain(HOST, account.id)).token, null, JOINING);
    for (let hour = 0; hour < SESSION_HOURS - 1; hour += 1) {
      clock.advance(60 * MINUTE);
      expect(await accounts.whoIs(again), `hour ${hour + 1}`).not.toBeNull();
    }
    clock.advance(60 * MINUTE);
    expect(await accounts.whoIs(again)).toBeNull();
  });

  it('ACC-06 ends it too where a request waited for the records while it ran out', async () => {
    const { session } = await joined(accounts, 'Kim', ['reviewer']);
    const meanwhile = accountsMeanwhile(column.database, clock);
    meanwhile.pass(IDLE_MINUTES * MINUTE);
    expect(await meanwhile.accounts.whoIs(session)).toMatchObject({ name: 'Kim' });
    expect(await accounts.whoIs(session)).toBeNull();
  });

  it('ACC-05 LOG-13 lets no administrator disable oversight, take the role or its sign-in, and logs each attempt', async () => {
    const { session } = await joined(accounts, 'Ada', ['administrator']);
    const { account } = await joined(accounts, 'Olu', ['oversight']);
    const ada = await who(session);
    for (const attempt of [
      () => accounts.disable(ada, account.id),
      () => accounts.revoke(ada, account.id, 'oversight'),
      () => accounts.inviteAgain(ada, account.id),
      () => accounts.disable(HOST, account.id),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'request.forbidden' });
    expect((await accounts.find({ id: account.id })).state).toBe('active');
    const refused = (await entries(account.id)).filter(({ kind }) => kind === 'account.change-refused');
    expect(refused.map(({ actor, body }) => [actor, body.change, body.reason])).toEqual([
      [ada.id, 'disable', 'oversight'],
      [ada.id, 'revoke', 'oversight'],
      [ada.id, 'invite-again', 'oversight'],
      [HOST.id, 'disable', 'oversight'],
    ]);
  });

  it('ACC-05 oversight changes nothing, and ends by its own hand alone', async () => {
    const { account, session } = await joined(accounts, 'Olu', ['oversight']);
    const { account: other } = await joined(accounts, 'Kim', ['reviewer']);
    const olu = await who(session);
    for (const attempt of [
      () => accounts.invite(olu, 'New', ['reviewer']),
      () => accounts.grant(olu, other.id, 'analyst'),
      () => accounts.revoke(olu, other.id, 'reviewer'),
      () => accounts.disable(olu, other.id),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'request.forbidden' });
    await accounts.resign(olu);
    expect((await accounts.find({ id: account.id })).state).toBe('disabled');
  });

  it('keeps the last administrator', async () => {
    const { account, session } = await joined(accounts, 'Ada', ['administrator']);
    const ada = await who(session);
    await expect(accounts.disable(ada, account.id)).rejects.toMatchObject({ code: 'account.conflict' });
    await expect(accounts.revoke(ada, account.id, 'administrator')).rejects.toThrow(/last one/);
    await joined(accounts, 'Bo', ['administrator']);
    await accounts.disable(ada, account.id);
  });

  it('takes what somebody had when they are let in anew', async () => {
    const { account, session } = await joined(accounts, 'Kim', ['reviewer']);
    const { token } = await accounts.inviteAgain(HOST, account.id);
    expect(await accounts.whoIs(session)).not.toBeNull();
    const passkey = { id: 'a-key', publicKey: new Uint8Array([1]), counter: 0, transports: [] };
    await accounts.join(token, null, { method: 'passkey', passkey });
    expect(await accounts.whoIs(session)).toBeNull();
    expect(await accounts.readPassword('kim')).toBeUndefined();
    expect(await who(await accounts.signInWithPasskey('a-key', 0))).toMatchObject({
      name: 'Kim',
    });
  });

  it('refuses a passkey whose counter does not go up: it is a copy', async () => {
    const { token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    const passkey = { id: 'a-key', publicKey: new Uint8Array([1]), counter: 7, transports: [] };
    await accounts.join(token, null, { method: 'passkey', passkey });
    await accounts.signInWithPasskey('a-key', 8);
    for (const counter of [8, 7, 0])
      await expect(accounts.signInWithPasskey('a-key', counter)).rejects.toMatchObject({
        code: 'sign-in.refused',
      });
  });

  it('takes a code of an authenticator, and a recovery code, once each', async () => {
    await joined(accounts, 'Kim', ['reviewer']);
    const step = { totpStep: 59_000_000 };
    await signInWith(accounts, 'Kim', step);
    await expect(signInWith(accounts, 'Kim', step)).rejects.toMatchObject({
      code: 'sign-in.refused',
    });
    const [recoveryCode] = JOINING.password.recoveryCodes;
    await signInWith(accounts, 'Kim', { recoveryCode });
    await expect(signInWith(accounts, 'Kim', { recoveryCode })).rejects.toMatchObject({
      code: 'sign-in.refused',
    });
  });

  it('makes attempts under one name wait, longer each time, known or not, and forgets them after a success', async () => {
    const { account } = await joined(accounts, 'Kim', ['reviewer']);
    for (const typed of ['kim', 'nobody']) {
      for (let attempt = 0; attempt < 5; attempt += 1) await accounts.admitAttempt(typed);
      await expect(accounts.admitAttempt(` ${typed.toUpperCase()}`)).rejects.toMatchObject({
        code: 'sign-in.throttled',
        details: { seconds: 60 },
      });
      clock.advance(MINUTE);
      await accounts.admitAttempt(typed);
      await expect(accounts.admitAttempt(typed)).rejects.toMatchObject({ details: { seconds: 120 } });
    }
    await signInWith(accounts, 'kim', { totpStep: 60_000_000 });
    await accounts.admitAttempt('kim');
    const throttled = (await entries(account.id)).filter(({ kind }) => kind === 'account.throttled');
    expect(throttled.map(({ body }) => body.minutes)).toEqual([1, 2]);
  });

  it('HUM-06 knows under which name somebody writes rules, in their session, and writes it to no log', async () => {
    const { account, token } = await accounts.invite(HOST, 'Zilpzalp', ['reviewer', 'analyst']);
    const session = await accounts.join(token, null, JOINING);
    expect((await accounts.stateAuthor(HOST, account.id, 'z.zalp')).writesAs).toBe('z.zalp');
    expect((await accounts.whoIs(session))?.writesAs).toBe('z.zalp');
    expect(await accounts.stateAuthor(HOST, account.id, null)).not.toHaveProperty('writesAs');
    const reviewer = { id: account.id, roles: account.roles };
    await expect(accounts.stateAuthor(reviewer, account.id, 'another')).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    const stated = (await entries(account.id)).filter(({ kind }) => kind === 'account.author-stated');
    expect(stated.map(({ body }) => body.isAuthor)).toEqual([true, false]);
  });

  it('writes no name and no secret to the log, and secrets nowhere in the clear', async () => {
    const { account, token } = await accounts.invite(HOST, 'Zilpzalp', ['reviewer']);
    const session = await accounts.join(token, null, JOINING);
    await accounts.certify(HOST, account.id, {
      training: 'language',
      language: 'ar',
      validUntil: '2027-01-01',
    });
    await accounts.signOut(session);
    const log = JSON.stringify(await logEntries(column.database.db));
    for (const secret of ['Zilpzalp', token, session, JOINING.password.totpSecret, 'abcd-efgh'])
      expect(log).not.toContain(secret);
    const tables = ['passwords', 'recovery_codes', 'sessions', 'sign_in_links', 'ceremonies'];
    for (const table of tables) {
      const stored = await sql<{
        row: unknown;
      }>`select to_jsonb(t) as row from ${sql.table(`vigie.${table}`)} t`.execute(column.database.db);
      expect(JSON.stringify(stored.rows)).not.toMatch(new RegExp(`${token}|${session}|JBSWY3|abcd-efgh`));
    }
    const vault = testVault();
    await sequence(column.database.db, vault);
    expect(await verifyLog(column.database.db, vault)).toMatchObject({ fault: null });
  });
});
