import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunningDashboard } from '../../dashboard/serve.ts';
import type { Accounts } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { accountsOn, joined } from '../support/accounts.ts';
import { type Column, openColumn } from '../support/columns.ts';
import { startProvider, type TestProvider } from '../support/identity-provider.ts';
import { launchBrowser } from './support/browser.ts';
import { startDashboard } from './support/dashboard-server.ts';
import { expectWell } from './support/look.ts';
import { openSession } from './support/session.ts';
import { watchContext, watchPage } from './support/watch-page.ts';

const KIM = { subject: 'kim-1', email: 'kim@team.example' };

// The provider is at 127.0.0.1 and the dashboard at localhost: two sites, as they will be.
describe.sequential('signing in at an identity provider, in a browser', () => {
  const faults: string[] = [];
  let browser: Browser;
  let column: Column;
  let accounts: Accounts;
  let provider: TestProvider;
  let server: RunningDashboard;
  let origin = '';

  beforeAll(async () => {
    [browser, column] = [await launchBrowser(), await openColumn('embedded')];
    accounts = accountsOn(column.database, SYSTEM_CLOCK);
    provider = await startProvider(KIM);
    server = await startDashboard({
      accounts,
      whoIs: async (token) => (token === undefined ? null : accounts.whoIs(token)),
      identityProvider: provider.connect(),
      isDemo: false,
    });
    origin = server.url.replace('127.0.0.1', 'localhost');
  }, 90_000);
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(async () => {
    await browser.close();
    await server.close();
    await provider.close();
    await column.close();
  });

  async function open(locale = 'en-GB', session?: string): Promise<Page> {
    const context = await browser.newContext({ locale });
    context.setDefaultTimeout(10_000);
    const seen: string[] = [];
    await watchContext(context, origin, seen);
    context.on('close', () =>
      faults.push(...seen.filter((one) => !one.startsWith(`request to ${provider.issuer}/`))),
    );
    if (session !== undefined) await openSession(context, origin, session);
    const page = await context.newPage();
    watchPage(page, faults);
    return page;
  }

  it('ACC-06 an administrator lets somebody in by address; they sign in there and come back to their work', async () => {
    const administrator = await joined(accounts, 'Ada Example', ['administrator']);
    const page = await open('en-GB', administrator.session);
    await page.goto(`${origin}/people`);
    await page.fill('.people-side input[type=text]', 'Kim Example');
    await page.check('input[name=reviewer]');
    await page.selectOption('.people-side select', 'email');
    await page.locator('.people-side input[type=text]').last().fill(KIM.email);
    await expectWell(page, 'people-provider-en');
    await page.getByRole('button', { name: 'Let in' }).click();
    await page.getByText('Kim Example', { exact: true }).waitFor();
    await page.context().close();

    const kim = await open();
    await kim.goto(origin);
    const button = kim.getByRole('button', { name: `Sign in at ${new URL(provider.issuer).host}` });
    await button.waitFor();
    await expectWell(kim, 'sign-in-provider-en');
    await button.click();
    await kim.getByText('Signed in as Kim Example').waitFor();
    expect(new URL(kim.url()).pathname).toBe('/review');
    const cookies = (await kim.context().cookies(origin)).filter(({ domain }) => domain === 'localhost');
    expect(cookies.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite])).toEqual(
      [['__Host-vigie', true, true, 'Strict']],
    );
    await kim.getByRole('button', { name: 'Sign out' }).click();
    await button.waitFor();
    expect(await kim.context().cookies(origin)).toEqual([]);
    await kim.goBack();
    expect(kim.url(), 'no code stays in the history').not.toContain('code=');
    await kim.context().close();
  });

  it.each([
    ['en-GB', 'no account here was made for you', { subject: 'somebody-else' }],
    ['en-GB', 'did not say that it asked for a second factor', { ...KIM, amr: ['pwd'] }],
    ['ar', 'لم يُنشأ لك حساب هنا', { subject: 'somebody-else' }],
  ])('says in plain words, %s, that somebody is not let in: %s', async (locale, words, person) => {
    provider.person = person;
    const page = await open(locale);
    await page.goto(origin);
    await page.locator('.other-way button').last().click();
    await page.getByText(words).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await expectWell(page, `return-${locale}-${words.length}`);
    await page.locator('.notice a').click();
    await page.waitForSelector('input[type=password]');
    await expectWell(page, `sign-in-provider-${locale}`);
    await page.context().close();
  });

  it('refuses an answer that the browser brings without having asked', async () => {
    const page = await open();
    await page.goto(`${origin}/sign-in/return?code=made-up&state=made-up`);
    await page.getByText('begun in another browser').waitFor();
    await page.context().close();
  });
});
