import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../dashboard/app.ts';
import type { PasskeyCreation, PasskeyRequest } from '../../../dashboard/wire.ts';
import { type Accounts, HOST } from '../../../queue/accounts/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { accountsOn, joined } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { type TestPasskey, testPasskey } from '../../support/passkey-signer.ts';
import { post } from '../../unit/dashboard/support/call.ts';
import { demoContext } from '../../unit/dashboard/support/demo-context.ts';

type Options = { user: { id: string }; excludeCredentials: { id: string }[]; challenge: string };

describe.each(COLUMNS)('passkeys, %s', (name) => {
  let column: Column;
  let accounts: Accounts;
  let app: ReturnType<typeof createApp>;
  let kim: { id: string; session: string; passkey: TestPasskey };
  let warnings: object[];
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    accounts = accountsOn(column.database, clock);
    const whoIs = async (token: string | undefined) => (token === undefined ? null : accounts.whoIs(token));
    warnings = [];
    const logger = { ...SILENT_LOGGER, warn: (said: object) => void warnings.push(said) };
    app = createApp(demoContext({ accounts, clock, isDemo: false, whoIs, logger }));
    const { account, session } = await joined(accounts, 'Kim', ['reviewer']);
    kim = { id: account.id, session, passkey: testPasskey() };
    await accounts.changeOwn(session, { kind: 'passkey', passkey: kim.passkey.record });
  });
  afterAll(() => column.close());

  async function signIn(given: Parameters<TestPasskey['answer']>[1] = {}, passkey = kim.passkey) {
    const begun = await (await post(app, '/api/sign-in/passkey/options')).json();
    const { ceremony, options } = begun as PasskeyRequest;
    const credential = passkey.answer((options as Options).challenge, given);
    return (await post(app, '/api/sign-in/passkey', { ceremony, credential })).status;
  }
  async function doubts(): Promise<number> {
    const entries = await logEntries(column.database.db, sql`e.subject = ${kim.id}`);
    return entries.filter(({ kind }) => kind === 'account.passkey-doubted').length;
  }

  it('ACC-06 tells of a passkey whose counter stands still: there are two of it', async () => {
    expect(await signIn({ counter: 3 })).toBe(204);
    expect([warnings, await doubts()]).toEqual([[], 0]);
    expect(await signIn({ counter: 3 })).toBe(401);
    expect(await signIn({ counter: 0 })).toBe(401);
    expect(warnings).toMatchObject([{ account: kim.id, way: 'passkey' }, { account: kim.id }]);
    expect(await doubts()).toBe(2);
    expect(await signIn({ counter: 4 })).toBe(204);
  });

  it('logs why another passkey was refused, and doubts none of them', async () => {
    expect(await signIn({ origin: 'https://elsewhere.example' })).toBe(401);
    const forged = testPasskey();
    const other = {
      ...forged,
      answer: (...given: Parameters<TestPasskey['answer']>) => ({
        ...forged.answer(...given),
        id: kim.passkey.record.id,
        rawId: kim.passkey.record.id,
      }),
    };
    expect(await signIn({}, other)).toBe(401);
    expect(await signIn({}, forged)).toBe(401);
    await accounts.disable(HOST, kim.id);
    expect(await signIn()).toBe(401);
    expect(warnings).toMatchObject([
      { account: kim.id, reason: expect.stringContaining('elsewhere.example') },
      { account: kim.id, reason: expect.stringContaining('signature') },
      { account: null, reason: expect.stringContaining('passkey of the records') },
      { account: kim.id, reason: expect.stringContaining('active account') },
    ]);
    expect(await doubts()).toBe(0);
  });

  it('ACC-06 asks a device for one passkey a person, so that a second way in is another device', async () => {
    const cookie = { Cookie: `__Host-vigie=${kim.session}` };
    const answer = await post(app, '/api/account/passkey/options', {}, cookie);
    const offered = ((await answer.json()) as PasskeyCreation).options as Options;
    expect(Buffer.from(offered.user.id, 'base64url').toString()).toBe(kim.id);
    expect(offered.excludeCredentials.map(({ id }) => id)).toEqual([kim.passkey.record.id]);
    const { token } = await accounts.inviteAgain(HOST, kim.id);
    const joining = await post(app, '/api/join/passkey/options', { token });
    const anew = ((await joining.json()) as PasskeyCreation).options as Options;
    expect(anew).toMatchObject({ user: { id: offered.user.id }, excludeCredentials: [] });
  });

  it('ACC-06 refuses a passkey that is kept already, and leaves it to whose it is', async () => {
    const lea = await joined(accounts, 'Lea', ['reviewer']);
    const again = { kind: 'passkey', passkey: kim.passkey.record } as const;
    for (const session of [kim.session, lea.session])
      await expect(accounts.changeOwn(session, again)).rejects.toMatchObject({ code: 'account.conflict' });
    const { token } = await accounts.invite(HOST, 'Mia', ['reviewer']);
    const joining = { method: 'passkey', passkey: kim.passkey.record } as const;
    await expect(accounts.join(token, 'Mia', joining)).rejects.toMatchObject({ code: 'account.conflict' });
    expect(await accounts.openLink(token)).toMatchObject({ account: { name: 'Mia' } });
    expect(await accounts.readPasskey(kim.passkey.record.id)).toMatchObject({ accountId: kim.id });
  });
});
