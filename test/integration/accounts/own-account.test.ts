import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { type Accounts, FRESH_MINUTES, HOST, type OwnChange } from '../../../queue/accounts/index.ts';
import type { OwnAccount } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { accountsMeanwhile, accountsOn, joined, signInWith } from '../../support/accounts.ts';
import { inTheMidst } from '../../support/at-once.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { codeOf, PASSWORD } from '../../support/sign-in.ts';
import { get, post } from '../../unit/dashboard/support/call.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

const MINUTE = 60_000;
const OTHER_PASSWORD = 'five other plain fictional words';
const PASSKEY = { publicKey: Buffer.from('k'), counter: 0, transports: [] };

describe.each(COLUMNS)('one’s own account, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let clock: ReturnType<typeof manualClock>;
  let app: ReturnType<typeof createApp>;
  let kim: { id: string; session: string; secret: string; recoveryCodes: string[] };
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    accounts = accountsOn(column.database, clock);
    app = appWith(accounts);
    kim = await enrolled();
  });
  afterAll(() => column.close());

  function appWith(given: Accounts) {
    const whoIs = async (token: string | undefined) => (token === undefined ? null : accounts.whoIs(token));
    return createApp(demoContext({ accounts: given, clock, isDemo: false, whoIs }));
  }
  const sessionOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((one) => /^__Host-vigie=([\w-]+);/.exec(one)?.[1])
      .findLast(Boolean) ?? '';

  async function enrolled() {
    const { account, token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    const { enrolment, secret } = await (await post(app, '/api/join/begin', { token })).json();
    const code = codeOf(secret, clock.now());
    const answer = await post(app, '/api/join/password', { token, enrolment, password: PASSWORD, code });
    const { recoveryCodes } = await answer.json();
    clock.advance(MINUTE);
    return { id: account.id, session: sessionOf(answer), secret: secret as string, recoveryCodes };
  }
  async function signIn(password = PASSWORD, secret = kim.secret): Promise<string> {
    clock.advance(MINUTE);
    const code = codeOf(secret, clock.now());
    const answer = await post(app, '/api/sign-in/password', { name: 'Kim', password, code });
    return answer.status === 204 ? sessionOf(answer) : `refused: ${answer.status}`;
  }
  const change = async (path: string, body: unknown = {}, session = kim.session) => {
    const answer = await post(app, `/api/account/${path}`, body, { Cookie: `__Host-vigie=${session}` });
    return answer.status === 204 ? 204 : [answer.status, (await answer.json()).code];
  };
  const cookieOf = (session: string) => ({ Cookie: `__Host-vigie=${session}` });
  const own = async (session = kim.session) =>
    (await (await get(app, '/api/account', { Cookie: `__Host-vigie=${session}` })).json()) as OwnAccount;
  async function entries(since = 0): Promise<string[]> {
    const all = await logEntries(column.database.db, sql`e.subject = ${kim.id}`);
    return all.slice(since).map(({ kind, body }) => `${kind} ${JSON.stringify(body)}`);
  }

  it('shows what somebody signs in with, and where they are signed in', async () => {
    const other = await signIn();
    expect(await own()).toMatchObject({
      isFresh: true,
      hasPassword: true,
      recoveryCodes: 10,
      passkeys: [],
      sessions: [{ isThis: false }, { isThis: true }],
    });
    expect(JSON.stringify(await own())).not.toContain(kim.session);
    expect((await own(other)).sessions.map(({ isThis }) => isThis)).toEqual([true, false]);
  });

  it('ACC-06 changes the password: the new one opens, the old one and every other session do not', async () => {
    const other = await signIn();
    const before = (await entries()).length;
    expect(await change('password', { password: OTHER_PASSWORD })).toBe(204);
    expect(await entries(before)).toEqual([
      'account.credential-set {"method":"password"}',
      'account.signed-out {"others":1}',
    ]);
    expect((await get(app, '/api/desk', { Cookie: `__Host-vigie=${other}` })).status).toBe(401);
    expect((await get(app, '/api/desk', { Cookie: `__Host-vigie=${kim.session}` })).status).toBe(200);
    expect(await signIn(PASSWORD)).toBe('refused: 401');
    expect(await signIn(OTHER_PASSWORD)).toMatch(/^[\w-]{43}$/);
  });

  it('ACC-06 opens nothing with what the owner replaced while it was verified', async () => {
    const signInWhile = async (wanted: OwnChange, code: string) => {
      // Password and code were right; the owner is done before the records are asked to open a session.
      const meanwhile: Accounts = {
        ...accounts,
        async signInWithPassword(...verified) {
          await accounts.changeOwn(kim.session, wanted);
          return accounts.signInWithPassword(...verified);
        },
      };
      const given = { name: 'Kim', password: PASSWORD, code };
      const answer = await post(appWith(meanwhile), '/api/sign-in/password', given);
      return [answer.status, (await answer.json().catch(() => ({}))).code];
    };
    const { hash } = (await accounts.readPassword('Kim')) ?? { hash: '' };
    const refused = [401, 'sign-in.refused'];
    const code = codeOf(kim.secret, clock.now());
    expect(await signInWhile({ kind: 'password', hash: 'another' }, code)).toEqual(refused);
    await accounts.changeOwn(kim.session, { kind: 'password', hash });
    const recoveryCode = kim.recoveryCodes[0] ?? '';
    expect(await signInWhile({ kind: 'password', hash: 'another' }, recoveryCode)).toEqual(refused);
    expect((await own()).recoveryCodes, 'none was used up').toBe(10);
    await accounts.changeOwn(kim.session, { kind: 'password', hash });
    const other = { totpSecret: 'JBSWY3DPEHPK3PXP', totpStep: 0, recoveryCodes: ['abcd-efgh-jkmn'] };
    expect(await signInWhile({ kind: 'authenticator', hash: undefined, ...other }, code)).toEqual(refused);
    expect((await own()).sessions).toHaveLength(1);
  });

  it('takes a new authenticator with its code, and new recovery codes in place of the old', async () => {
    const cookie = { Cookie: `__Host-vigie=${kim.session}` };
    const { enrolment, secret } = await (
      await post(app, '/api/account/authenticator/begin', {}, cookie)
    ).json();
    expect(await change('authenticator', { enrolment, code: '000000' })).toEqual([400, 'input.invalid']);
    const code = codeOf(secret, clock.now());
    const answer = await post(app, '/api/account/authenticator', { enrolment, code }, cookie);
    expect(new Set((await answer.json()).recoveryCodes).size).toBe(10);
    expect((await entries()).at(-1)).toBe('account.credential-set {"method":"authenticator"}');
    expect(await signIn()).toBe('refused: 401');
    expect(await signIn(PASSWORD, secret)).toMatch(/^[\w-]{43}$/);
  });

  it('lets nobody finish what another began', async () => {
    const eve = await joined(accounts, 'Eve', ['reviewer']);
    const cookie = { Cookie: `__Host-vigie=${eve.session}` };
    const { enrolment, secret } = await (
      await post(app, '/api/account/authenticator/begin', {}, cookie)
    ).json();
    const code = codeOf(secret, clock.now());
    expect(await change('authenticator', { enrolment, code })).toEqual([400, 'input.invalid']);
  });

  it('ACC-06 removes a passkey or the password, and never the last way in', async () => {
    expect(await change('password/remove')).toEqual([409, 'account.conflict']);
    expect((await own()).recoveryCodes, 'all or nothing').toBe(10);
    for (const id of ['one', 'two'])
      await accounts.changeOwn(kim.session, { kind: 'passkey', passkey: { id, ...PASSKEY } });
    expect(await change('password/remove')).toBe(204);
    expect(await change('passkey/remove', { id: 'one' })).toBe(204);
    expect((await entries()).slice(-2)).toEqual([
      'account.credential-removed {"method":"password"}',
      'account.credential-removed {"method":"passkey"}',
    ]);
    expect(await change('passkey/remove', { id: 'two' })).toEqual([409, 'account.conflict']);
    expect(await own()).toMatchObject({ hasPassword: false, passkeys: [{ id: 'two' }] });
    expect(await change('password', { password: OTHER_PASSWORD })).toEqual([409, 'account.conflict']);
  });

  it('ACC-06 counts the identity provider as a way in for whoever came by it just now, and for nobody else', async () => {
    const at = { issuer: 'https://id.example', subject: 'kim' };
    await accounts.tieToProvider(HOST, kim.id, { kind: 'subject', value: 'kim', issuer: at.issuer });
    const answer = await post(app, '/api/account/password/remove', {}, cookieOf(kim.session));
    expect(answer.status).toBe(409);
    expect((await answer.json()).detail).toContain('Sign in through it');
    const session = await accounts.signInWithProvider({ ...at, email: null });
    clock.advance(FRESH_MINUTES * MINUTE);
    expect(await change('password/remove', {}, session)).toEqual([403, 'session.stale']);
    const fresh = await accounts.signInWithProvider({ ...at, email: null });
    expect(await change('password/remove', {}, fresh)).toBe(204);
    expect(await own(fresh)).toMatchObject({
      hasPassword: false,
      passkeys: [],
      sessions: [{ isThis: true }],
    });
    expect(await accounts.signInWithProvider({ ...at, email: null })).toMatch(/^[\w-]{43}$/);
  });

  it('of two at once that would each leave the other way, one is refused', async () => {
    await accounts.changeOwn(kim.session, { kind: 'passkey', passkey: { id: 'one', ...PASSKEY } });
    const both = await Promise.all([change('password/remove'), change('passkey/remove', { id: 'one' })]);
    expect(both.filter((answer) => answer === 204)).toHaveLength(1);
  });

  it('ACC-06 takes no change from a session that its owner ends at that moment', async () => {
    const mine = await signIn();
    const stolen = (await own(mine)).sessions.find(({ isThis }) => !isThis)?.id ?? '';
    const [ended, added] = await inTheMidst(
      column,
      () => accounts.changeOwn(mine, { kind: 'end-session', id: stolen }),
      () => accounts.changeOwn(kim.session, { kind: 'passkey', passkey: { id: 'theirs', ...PASSKEY } }),
    );
    expect(ended.status).toBe('fulfilled');
    expect(added).toMatchObject({ reason: { code: 'session.none' } });
    expect((await own(mine)).passkeys).toEqual([]);
    expect((await entries()).at(-1)).toBe('account.signed-out {}');
  });

  it('decides by when the request came whether the sign-in is fresh and in force', async () => {
    const meanwhile = accountsMeanwhile(column.database, clock);
    meanwhile.pass(FRESH_MINUTES * MINUTE);
    expect(await meanwhile.accounts.own(kim.session)).toMatchObject({ isFresh: true });
    const fresh = await signIn();
    meanwhile.pass(FRESH_MINUTES * MINUTE);
    await meanwhile.accounts.changeOwn(fresh, { kind: 'passkey', passkey: { id: 'one', ...PASSKEY } });
    expect(await own(fresh)).toMatchObject({ isFresh: false, passkeys: [{ id: 'one' }] });
  });

  it('changes and removes nothing of anybody else', async () => {
    const eve = await joined(accounts, 'Eve', ['reviewer']);
    await accounts.changeOwn(eve.session, { kind: 'passkey', passkey: { id: 'hers', ...PASSKEY } });
    expect(await change('passkey/remove', { id: 'hers' })).toEqual([409, 'account.conflict']);
    const hers = (await own(eve.session)).sessions[0]?.id;
    expect(await change('sessions/end', { id: hers })).toEqual([409, 'account.conflict']);
    expect((await own(eve.session)).passkeys).toHaveLength(1);
  });

  it('ACC-06 asks for a fresh sign-in before a change, and none to end a session', async () => {
    clock.advance(FRESH_MINUTES * MINUTE);
    expect((await own()).isFresh).toBe(false);
    const before = (await entries()).length;
    for (const [path, body] of [
      ['password', { password: OTHER_PASSWORD }],
      ['password/remove', {}],
      ['passkey/remove', { id: 'one' }],
      // What comes before a change: a passkey or an authenticator that nobody takes would stay on the device.
      ['passkey/options', {}],
      ['authenticator/begin', {}],
    ] as const)
      expect(await change(path, body), path).toEqual([403, 'session.stale']);
    expect((await entries()).length).toBe(before);
    const fresh = await signIn();
    const old = (await own(fresh)).sessions.find(({ isThis }) => !isThis)?.id;
    expect(await change('sessions/end', { id: old }, fresh)).toBe(204);
    expect((await own(fresh)).sessions).toHaveLength(1);
    await signIn();
    expect(await change('sessions/end-others', {}, fresh)).toBe(204);
    expect((await own(fresh)).sessions).toHaveLength(1);
    expect(await change('password', { password: OTHER_PASSWORD }, fresh)).toBe(204);
  });

  it('ACC-06 asks an administrator for a fresh sign-in before somebody is let in or may do more, and not before an end', async () => {
    const ada = await joined(accounts, 'Ada', ['administrator']);
    await accounts.disable(HOST, (await joined(accounts, 'Eve', ['reviewer'])).account.id);
    const eve = (await accounts.find({ name: 'Eve' })).id;
    clock.advance(FRESH_MINUTES * MINUTE);
    const before = await logEntries(column.database.db);
    const byAda = async (path: string, body: unknown = {}) => {
      const cookie = { Cookie: `__Host-vigie=${ada.session}` };
      const answer = await post(app, `/api/people/${path}`, body, cookie);
      return [answer.status, (await answer.json()).code ?? null];
    };
    const identity = { kind: 'subject', value: 'somebody' };
    for (const [path, body] of [
      ['invite', { name: 'Another', roles: ['reviewer'] }],
      ['invite-at-provider', { name: 'Another', roles: ['reviewer'], identity }],
      // Their own card: whoever opened the link would be the administrator.
      [`${ada.account.id}/invite`, {}],
      [`${ada.account.id}/tie`, { identity }],
      [`${kim.id}/grant`, { role: 'analyst' }],
      [`${eve}/enable`, {}],
      [`${kim.id}/host-user`, { osUser: 'somebody' }],
      [`${kim.id}/author`, { author: null }],
      [`${kim.id}/certify`, { language: 'ar', skills: ['read'] }],
    ] as const)
      expect(await byAda(path, body), path).toEqual([403, 'session.stale']);
    // Resigning is for good, and not for whoever finds an open page.
    const resigned = await post(app, '/api/me/resign', {}, { Cookie: `__Host-vigie=${ada.session}` });
    expect([resigned.status, (await resigned.json()).code]).toEqual([403, 'session.stale']);
    expect(await logEntries(column.database.db)).toEqual(before);
    expect(await byAda(`${kim.id}/disable`)).toEqual([200, null]);
    ada.session = await signInWith(accounts, 'Ada', { totpStep: 1 });
    expect(await byAda(`${kim.id}/enable`)).toEqual([200, null]);
  });
});
