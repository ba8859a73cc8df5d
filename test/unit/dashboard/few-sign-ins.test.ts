import { describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import { SIGN_INS_AT_ONCE } from '../../../dashboard/auth/few-sign-ins.ts';
import type { IdentityProvider } from '../../../dashboard/auth/identity-provider.ts';
import { hashPassword, isPassword } from '../../../dashboard/auth/passwords.ts';
import { type Accounts, refused } from '../../../queue/accounts/index.ts';
import { until } from '../../support/until.ts';
import { post } from './support/call.ts';
import { demoContext } from './support/demo-context.ts';

const GIVEN = { name: 'Kim', password: 'some words', code: '000000' };

/** An application whose records answer when the test lets them, and how many were asked. */
function slowApp() {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const asked = { count: 0 };
  const wait = async () => {
    asked.count += 1;
    await gate;
  };
  const accounts: Partial<Accounts> = {
    async admitAttempt() {
      await wait();
      throw refused();
    },
    async keep() {
      await wait();
      return 'token';
    },
  };
  const identityProvider = {
    begin: async () => ({ address: 'https://provider.example/', memory: {} }),
  } as unknown as IdentityProvider;
  const app = createApp(
    demoContext({ accounts: accounts as Accounts, identityProvider, isDemo: false, person: null }),
  );
  return { app, asked, open };
}

describe('signing in while many do', () => {
  it.each([
    ['password', GIVEN, 401],
    ['passkey/options', {}, 200],
    ['provider', {}, 200],
  ])(
    'ACC-06 %s: refuses the next before the records are asked, and lets them in right after',
    async (way, body, status) => {
      const { app, asked, open } = slowApp();
      const path = `/api/sign-in/${way}`;
      const first = Array.from({ length: SIGN_INS_AT_ONCE }, () => post(app, path, body));
      await until('all are asked', async () => asked.count === SIGN_INS_AT_ONCE);
      const next = await post(app, path, body);
      expect([next.status, (await next.json()).code]).toEqual([429, 'sign-in.throttled']);
      expect(asked.count).toBe(SIGN_INS_AT_ONCE);
      open();
      expect(new Set((await Promise.all(first)).map((answer) => answer.status))).toEqual(new Set([status]));
      expect((await post(app, path, body)).status).toBe(status);
    },
  );

  it('holds no place for a request that is still being sent', async () => {
    const { app, open } = slowApp();
    open();
    const ends: (() => void)[] = [];
    const slow = Array.from({ length: SIGN_INS_AT_ONCE }, () =>
      app.request('/api/sign-in/password', {
        method: 'POST',
        body: new ReadableStream({ start: (stream) => void ends.push(() => stream.close()) }),
        headers: { 'Content-Type': 'application/json', Origin: 'http://localhost' },
        duplex: 'half',
      } as RequestInit),
    );
    expect((await post(app, '/api/sign-in/password', GIVEN)).status).toBe(401);
    for (const end of ends) end();
    expect((await Promise.all(slow)).every(({ status }) => status === 400)).toBe(true);
  });

  it('hashes what somebody sets before what strangers typed', async () => {
    await isPassword('words', undefined);
    const done: string[] = [];
    const typed = Array.from({ length: 8 }, () =>
      isPassword('words', undefined).then(() => done.push('typed')),
    );
    await Promise.all([...typed, hashPassword('other words').then(() => done.push('set'))]);
    expect(done.indexOf('set')).toBeLessThan(6);
  });
});
