import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { type Accounts, HOST, seedDemoPeople } from '../../../queue/accounts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { accountsOn } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { codeOf, PASSWORD } from '../../support/sign-in.ts';
import { testVault } from '../../support/vault.ts';
import { get, post } from '../../unit/dashboard/support/call.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

const MINUTE = 60_000;

describe.each(COLUMNS)('signing in, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let clock: ReturnType<typeof manualClock>;
  let app: ReturnType<typeof createApp>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    accounts = accountsOn(column.database, clock);
    app = appWith(false);
  });
  afterAll(() => column.close());

  function appWith(isDemo: boolean) {
    const whoIs = async (token: string | undefined) => (token === undefined ? null : accounts.whoIs(token));
    return createApp(demoContext({ accounts, clock, isDemo, whoIs }));
  }

  /** Follows a link to the end; its answer, and the authenticator's secret. */
  async function enrol(token: string, given: Record<string, unknown> = {}) {
    const begun = await post(app, '/api/join/begin', { token, ...(given.name ? { name: given.name } : {}) });
    const { enrolment, secret } = await begun.json();
    const body = { token, enrolment, password: PASSWORD, code: codeOf(secret, clock.now()), ...given };
    return { answer: await post(app, '/api/join/password', body), secret: secret as string };
  }

  async function enrolled() {
    const { token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    const { answer, secret } = await enrol(token);
    const { recoveryCodes } = await answer.json();
    clock.advance(MINUTE);
    return { secret, recoveryCodes: recoveryCodes as string[], cookie: sessionOf(answer) };
  }

  const sessionOf = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((one) => /^__Host-vigie=([\w-]+);/.exec(one)?.[1])
      .findLast(Boolean) ?? '';
  const signIn = (given: Record<string, string>, cookie = '') =>
    post(
      app,
      '/api/sign-in/password',
      { name: 'Kim', password: PASSWORD, ...given },
      cookie ? { Cookie: cookie } : {},
    );
  const desk = (session: string) => get(app, '/api/desk', { Cookie: `__Host-vigie=${session}` });

  it('the setup link asks for a name, and its account administers', async () => {
    const { token } = await accounts.makeSetupLink();
    expect((await post(app, '/api/join/begin', { token })).status).toBe(400);
    const { answer } = await enrol(token, { name: 'Ada' });
    expect(answer.status).toBe(200);
    const settings = await (await desk(sessionOf(answer))).json();
    expect(settings.person).toMatchObject({ name: 'Ada', roles: ['administrator'] });
    expect(settings.may).toMatchObject({ people: true, review: false, protect: false, try: false });
    expect(
      (await enrol(token, { name: 'Eve' }).catch(() => ({ answer: { status: 410 } }))).answer.status,
    ).toBe(410);
  });

  it('ACC-06 the cookie is out of reach of scripts and other sites, and a new one at every sign-in', async () => {
    const { secret, cookie } = await enrolled();
    const answer = await signIn({ code: codeOf(secret, clock.now()) }, `__Host-vigie=${cookie}`);
    expect(answer.status).toBe(204);
    const header = answer.headers.getSetCookie().at(-1) ?? '';
    for (const part of ['__Host-vigie=', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(header).toContain(part);
    expect(header).not.toContain('Domain');
    expect(sessionOf(answer)).not.toBe(cookie);
    expect((await desk(cookie)).status).toBe(401);
    expect((await desk(sessionOf(answer))).status).toBe(200);
  });

  it('ACC-06 asks for password and code, and answers every mistake in the same words', async () => {
    const { secret } = await enrolled();
    const code = codeOf(secret, clock.now());
    const wrong = [
      await signIn({ name: 'nobody', code }),
      await signIn({ password: 'another plain fictional word', code }),
      await signIn({ code: '000000' }),
      await signIn({ code: codeOf(secret, clock.now() - 5 * MINUTE) }),
    ];
    const bodies = new Set(await Promise.all(wrong.map((one) => one.text())));
    expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(bodies.size).toBe(1);
    expect((await signIn({ code })).status).toBe(204);
    expect((await signIn({ code })).status, 'the same code again').toBe(401);
  });

  it('takes a recovery code however it is typed, once', async () => {
    const { recoveryCodes } = await enrolled();
    expect(new Set(recoveryCodes).size).toBe(10);
    const code = (recoveryCodes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    expect((await signIn({ code })).status).toBe(204);
    expect((await signIn({ code })).status).toBe(401);
  });

  it('makes whoever guesses wait', async () => {
    const { secret } = await enrolled();
    for (let attempt = 0; attempt < 5; attempt += 1) await signIn({ code: '000000' });
    const answer = await signIn({ code: codeOf(secret, clock.now()) });
    expect([answer.status, (await answer.json()).code]).toEqual([429, 'sign-in.throttled']);
    clock.advance(MINUTE);
    expect((await signIn({ code: codeOf(secret, clock.now()) })).status).toBe(204);
  });

  it('ends with signing out', async () => {
    const { cookie } = await enrolled();
    const headers = { Cookie: `__Host-vigie=${cookie}` };
    expect((await post(app, '/api/sign-out', {}, headers)).status).toBe(204);
    expect((await desk(cookie)).status).toBe(401);
  });

  it.each([
    ['too short', 'short words'],
    ['with the name in it', 'kim and some more words'],
    ['a few characters repeated', 'abababababababab'],
  ])('refuses a password that is %s', async (_what, password) => {
    const { token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    const { answer } = await enrol(token, { password });
    expect(answer.status).toBe(400);
    expect((await answer.json()).faults).toMatchObject([{ path: 'password' }]);
    expect((await enrol(token)).answer.status, 'the link was not used up').toBe(200);
  });

  it('refuses a code that is not the one of the authenticator', async () => {
    const { token } = await accounts.invite(HOST, 'Kim', ['reviewer']);
    expect((await enrol(token, { code: '000000' })).answer.status).toBe(400);
  });

  it('ACC-06 has demo people in a demonstration only, and no way in to them elsewhere', async () => {
    await seedDemoPeople({ db: column.database.db, vault: testVault(), clock }, ['en']);
    const demo = appWith(true);
    const { demoPeople } = await (await get(demo, '/api/sign-in')).json();
    expect(demoPeople.map(({ roles }: { roles: string[] }) => roles.join())).toEqual([
      'reviewer',
      'reviewer',
      'protection',
      'adjudicator',
      'exporter',
      'custodian',
      'analyst',
      'operator',
      'administrator',
      'oversight',
    ]);
    const id = demoPeople[0].id;
    expect((await post(demo, '/api/sign-in/demo', { id })).status).toBe(204);
    expect((await post(app, '/api/sign-in/demo', { id })).status).toBe(401);
    expect((await (await get(app, '/api/sign-in')).json()).demoPeople).toEqual([]);
    await accounts.invite(HOST, 'Kim', ['reviewer']);
    const kim = await accounts.find({ name: 'kim' });
    expect((await post(demo, '/api/sign-in/demo', { id: kim.id })).status).toBe(401);
  });
});
