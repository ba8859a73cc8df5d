import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { createIdentityProvider } from '../../../dashboard/auth/identity-provider.ts';
import type { ProviderView } from '../../../dashboard/wire.ts';
import { type Accounts, HOST, IDENTITY_DAYS } from '../../../queue/accounts/index.ts';
import type { ProviderIdentity } from '../../../queue/contracts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { accountsOn, JOINING, joined } from '../../support/accounts.ts';
import { inTheMidst } from '../../support/at-once.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import {
  startProvider,
  type TestProvider,
  TWO_FACTORS,
  throughProvider,
} from '../../support/identity-provider.ts';
import { logEntries } from '../../support/log.ts';
import { get, post } from '../../unit/dashboard/support/call.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

const RETURN = 'http://localhost/sign-in/return';
const KIM = { subject: 'kim-1', email: 'kim@team.example' };
const MINUTE = 60_000;

describe.each(COLUMNS)('signing in at an identity provider, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let clock: ReturnType<typeof manualClock>;
  let provider: TestProvider;
  let app: ReturnType<typeof createApp>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.now());
    accounts = accountsOn(column.database, clock);
    provider = await startProvider(KIM);
    app = appWith();
  });
  afterEach(() => provider.close());
  afterAll(() => column.close());

  function appWith(acr: readonly string[] = []) {
    const whoIs = async (token: string | undefined) => (token === undefined ? null : accounts.whoIs(token));
    return createApp(
      demoContext({ accounts, clock, isDemo: false, whoIs, identityProvider: provider.connect(acr) }),
    );
  }

  const invite = (identity: ProviderIdentity, roles: Parameters<Accounts['invite']>[2] = ['reviewer']) =>
    accounts.inviteAtProvider(HOST, 'Kim', roles, { ...identity, issuer: provider.issuer });

  const cookieIn = (response: Response, cookie: string) =>
    response.headers
      .getSetCookie()
      .map((one) => new RegExp(`^__Host-${cookie}=([\\w-]+);`).exec(one)?.[1])
      .findLast(Boolean);

  async function begin() {
    const answer = await post(app, '/api/sign-in/provider');
    const { address } = (await answer.json()) as ProviderView;
    return { address, flow: cookieIn(answer, 'vigie-provider') ?? '' };
  }

  const comeBack = (query: string, flow: string) =>
    post(app, '/api/sign-in/provider/return', { query }, { Cookie: `__Host-vigie-provider=${flow}` });

  /** The whole way; `bend` may change what is sent to the provider, or what comes back. */
  async function goThrough(bend: { there?: (url: URL) => void; back?: (url: URL) => void } = {}) {
    const { address, flow } = await begin();
    const there = new URL(address);
    bend.there?.(there);
    const back = await throughProvider(there.href, provider.issuer);
    bend.back?.(back);
    const answer = await comeBack(back.search, flow);
    const session = cookieIn(answer, 'vigie') ?? '';
    const { code = null } = answer.status === 204 ? {} : await answer.json();
    return { status: answer.status, code, session, back, flow };
  }

  const desk = (session: string) => get(app, '/api/desk', { Cookie: `__Host-vigie=${session}` });
  async function entries() {
    const all = await logEntries(column.database.db);
    return all.map(({ kind, body }) => `${kind} ${JSON.stringify(body)}`);
  }

  it('ACC-06 lets in whom an administrator named by verified address, with the roles given here', async () => {
    const account = await invite({ kind: 'email', value: 'Kim@Team.example' });
    const { status, session } = await goThrough();
    expect(status).toBe(204);
    const settings = await (await desk(session)).json();
    expect(settings.person).toMatchObject({ id: account.id, roles: ['reviewer'] });
    const kinds = await entries();
    for (const kind of [
      'identity-expected {"kind":"email"}',
      'credential-set {"method":"provider"}',
      'joined {}',
    ])
      expect(kinds).toContain(`account.${kind}`);
    expect(kinds).toContain('account.signed-in {"method":"provider"}');
    expect(JSON.stringify(kinds)).not.toMatch(/kim/i);
  });

  it('ACC-06 lets nobody in by the provider whom a link lets in anew at that moment', async () => {
    const { id } = await invite({ kind: 'subject', value: KIM.subject });
    const { token } = await accounts.inviteAgain(HOST, id);
    const [join, signIn] = await inTheMidst(
      column,
      () => accounts.join(token, null, JOINING),
      () => accounts.signInWithProvider({ issuer: provider.issuer, subject: KIM.subject, email: null }),
    );
    expect(join.status).toBe('fulfilled');
    expect(signIn).toMatchObject({ reason: { code: 'sign-in.unknown' } });
  });

  it('lets somebody in for the first time, and who disables them then waits for that', async () => {
    const { id } = await invite({ kind: 'email', value: KIM.email });
    const both = await inTheMidst(
      column,
      () => accounts.signInWithProvider({ issuer: provider.issuer, ...KIM }),
      () => accounts.disable(HOST, id),
    );
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect((await accounts.find({ id })).state).toBe('disabled');
  });

  it('asks with PKCE, state and nonce, for a fresh sign-in, and tells the cookie to nobody else', async () => {
    const answer = await post(app, '/api/sign-in/provider');
    const asked = new URL(((await answer.json()) as ProviderView).address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: RETURN,
      prompt: 'login',
      max_age: '600',
      state: expect.stringMatching(/^[\w-]{40,}$/),
      nonce: expect.stringMatching(/^[\w-]{40,}$/),
    });
    const cookie = answer.headers.getSetCookie().at(-1);
    for (const part of ['__Host-vigie-provider=', 'HttpOnly', 'Secure', 'SameSite=Strict'])
      expect(cookie).toContain(part);
  });

  it('ties the account to the subject: a new address opens it, the same address of somebody else does not', async () => {
    await invite({ kind: 'email', value: KIM.email });
    expect((await goThrough()).status).toBe(204);
    provider.person = { subject: KIM.subject, email: 'kim.lee@team.example' };
    expect((await goThrough()).status).toBe(204);
    provider.person = { subject: 'kim-2', email: KIM.email };
    expect(await goThrough()).toMatchObject({ status: 403, code: 'sign-in.unknown' });
  });

  it('takes a subject, to the letter', async () => {
    await invite({ kind: 'subject', value: KIM.subject });
    provider.person = { subject: 'Kim-1' };
    expect((await goThrough()).code).toBe('sign-in.unknown');
    provider.person = { subject: 'kim-1' };
    expect((await goThrough()).status).toBe(204);
  });

  it('makes no account for whom nobody let in', async () => {
    expect(await goThrough()).toMatchObject({ status: 403, code: 'sign-in.unknown', session: '' });
    expect(await accounts.list()).toEqual([]);
  });

  it.each([
    ['an address that the provider has not verified', { ...KIM, isVerified: false }, 0],
    ['no address', { subject: 'kim-1' }, 0],
    ['a subject that reads like the address', { subject: KIM.email }, 0],
    [`an address that was expected ${IDENTITY_DAYS} days ago`, KIM, IDENTITY_DAYS * 24 * 60 * MINUTE],
  ])('does not take %s', async (_what, person, laterMs) => {
    await invite({ kind: 'email', value: KIM.email });
    provider.person = person;
    clock.advance(laterMs);
    expect((await goThrough()).code).toBe('sign-in.unknown');
  });

  it('opens no account that was disabled', async () => {
    const { id } = await invite({ kind: 'subject', value: KIM.subject });
    expect((await goThrough()).status).toBe(204);
    await accounts.disable(HOST, id);
    expect((await goThrough()).code).toBe('sign-in.unknown');
  });

  it('ACC-06 takes the provider at its word for the second factor, and only if it gives it', async () => {
    await invite({ kind: 'subject', value: KIM.subject });
    provider.person = { ...KIM, amr: ['pwd'] };
    expect(await goThrough()).toMatchObject({ status: 403, code: 'sign-in.one-factor', session: '' });
    app = appWith([TWO_FACTORS]);
    provider.person = { ...KIM, amr: ['pwd', 'mfa'] };
    expect((await goThrough()).code, 'acr is what was agreed upon').toBe('sign-in.one-factor');
    provider.person = { ...KIM, amr: ['pwd'], acr: TWO_FACTORS };
    expect((await goThrough()).status).toBe(204);
  });

  it.each([
    [
      'another nonce',
      { there: (url: URL) => url.searchParams.set('nonce', 'x'.repeat(43)) },
      'sign-in.unproven',
    ],
    [
      'another state',
      { back: (url: URL) => url.searchParams.set('state', 'x'.repeat(43)) },
      'sign-in.unproven',
    ],
    [
      'another issuer',
      { back: (url: URL) => url.searchParams.set('iss', 'https://evil.example') },
      'sign-in.unproven',
    ],
    ['no issuer', { back: (url: URL) => url.searchParams.delete('iss') }, 'sign-in.unproven'],
    [
      'another verifier',
      { there: (url: URL) => url.searchParams.set('code_challenge', 'x'.repeat(43)) },
      'sign-in.over',
    ],
    ['a made-up code', { back: (url: URL) => url.searchParams.set('code', 'x'.repeat(43)) }, 'sign-in.over'],
    [
      'the word of the provider that it refused',
      {
        back: (url: URL) => {
          url.searchParams.delete('code');
          url.searchParams.set('error', 'access_denied');
        },
      },
      'sign-in.unproven',
    ],
  ])('refuses %s', async (_what, bend, code) => {
    await invite({ kind: 'subject', value: KIM.subject });
    expect(await goThrough(bend)).toMatchObject({ code, session: '' });
    expect((await goThrough()).status).toBe(204);
  });

  it('takes an answer once, from the browser that asked, in time', async () => {
    await invite({ kind: 'subject', value: KIM.subject });
    const first = await goThrough();
    expect(first.status).toBe(204);
    const over = async (answer: Response) => [answer.status, (await answer.json()).code];
    expect(await over(await comeBack(first.back.search, first.flow)), 'again').toEqual([410, 'sign-in.over']);
    const other = await begin();
    const replayed = new URLSearchParams(first.back.search);
    replayed.set('state', new URL(other.address).searchParams.get('state') ?? '');
    expect(await over(await comeBack(`?${replayed}`, other.flow)), 'its code in another flow').toEqual([
      410,
      'sign-in.over',
    ]);
    const elsewhere = await throughProvider((await begin()).address, provider.issuer);
    expect(await over(await comeBack(elsewhere.search, '')), 'another browser').toEqual([
      410,
      'sign-in.over',
    ]);
    const late = await begin();
    const back = await throughProvider(late.address, provider.issuer);
    clock.advance(10 * MINUTE);
    expect(await over(await comeBack(back.search, late.flow)), 'late').toEqual([410, 'sign-in.over']);
  });

  it('says that the provider does not answer, and asks it anew when it does', async () => {
    await invite({ kind: 'subject', value: KIM.subject });
    const { address, flow } = await begin();
    const back = await throughProvider(address, provider.issuer);
    await provider.close();
    const fault = await comeBack(back.search, flow);
    expect([fault.status, (await fault.json()).code]).toEqual([502, 'provider.unavailable']);
    app = appWith();
    expect((await post(app, '/api/sign-in/provider')).status).toBe(502);
  });

  it('asks no origin that was not named, and none without TLS unless a test said so', async () => {
    const settings = { clientId: 'x', clientSecret: 'y', otherOrigins: [], acr: [] };
    const plain = createIdentityProvider({ ...settings, issuer: provider.issuer });
    await expect(plain.begin(RETURN)).rejects.toMatchObject({ code: 'provider.unavailable' });
    const elsewhere = createIdentityProvider(
      { ...settings, issuer: provider.issuer.replace('127.0.0.1', 'localhost') },
      { isLoopbackAllowed: true },
    );
    await expect(elsewhere.begin(RETURN), 'its issuer is another').rejects.toMatchObject({
      code: 'provider.unavailable',
    });
  });

  it('ACC-05 nobody but the host says who oversight is at the provider', async () => {
    const oversight = await joined(accounts, 'Ola', ['oversight']);
    const administrator = await joined(accounts, 'Ada', ['administrator']);
    const tie = (session: string, identity: ProviderIdentity) =>
      post(
        app,
        `/api/people/${oversight.account.id}/tie`,
        { identity },
        { Cookie: `__Host-vigie=${session}` },
      );
    const answer = await tie(administrator.session, { kind: 'subject', value: KIM.subject });
    expect(answer.status).toBe(403);
    expect((await goThrough()).code).toBe('sign-in.unknown');
    const identity = { kind: 'email', value: KIM.email, issuer: provider.issuer } as const;
    await accounts.tieToProvider(HOST, oversight.account.id, identity);
    const { status, session } = await goThrough();
    expect(status).toBe(204);
    expect((await (await desk(session)).json()).person).toMatchObject({ id: oversight.account.id });
  });

  it('ties an account that has joined, one to each identity, until it is let in anew', async () => {
    const kim = await joined(accounts, 'Kim Lee', ['reviewer']);
    const administrator = await joined(accounts, 'Ada', ['administrator']);
    const headers = { Cookie: `__Host-vigie=${administrator.session}` };
    const identity = { kind: 'subject', value: KIM.subject };
    expect((await post(app, `/api/people/${kim.account.id}/tie`, { identity }, headers)).status).toBe(200);
    const other = { name: 'Other', roles: ['analyst'], identity };
    expect((await post(app, '/api/people/invite-at-provider', other, headers)).status).toBe(409);
    expect((await goThrough()).status).toBe(204);
    const { token } = await accounts.inviteAgain(HOST, kim.account.id);
    await accounts.join(token, null, JOINING);
    expect((await goThrough()).code).toBe('sign-in.unknown');
  });

  it('ends what was opened through the provider where an account is tied to somebody else', async () => {
    const kim = await joined(accounts, 'Kim Lee', ['reviewer']);
    const administrator = await joined(accounts, 'Ada', ['administrator']);
    const headers = { Cookie: `__Host-vigie=${administrator.session}` };
    const tie = (value: string) =>
      post(app, `/api/people/${kim.account.id}/tie`, { identity: { kind: 'subject', value } }, headers);
    expect((await tie(KIM.subject)).status).toBe(200);
    expect((await goThrough()).status).toBe(204);
    const methods = async () =>
      (
        await column.database.db
          .selectFrom('vigie.sessions')
          .select('method')
          .where('account_id', '=', kim.account.id)
          .execute()
      ).map(({ method }) => method);
    expect(await methods()).toContain('provider');
    expect((await tie('somebody-else')).status).toBe(200);
    expect(await methods()).toEqual([expect.not.stringMatching('provider')]);
  });

  it('is offered where it is configured', async () => {
    expect((await (await get(app, '/api/sign-in')).json()).provider).toBe(new URL(provider.issuer).host);
    const without = createApp(demoContext({ accounts, clock, isDemo: false, whoIs: async () => null }));
    expect((await (await get(without, '/api/sign-in')).json()).provider).toBeNull();
    expect((await post(without, '/api/sign-in/provider')).status).toBe(400);
  });
});
