import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Accounts,
  FRESH_MINUTES,
  HOST,
  IDLE_MINUTES,
  seedDemoPeople,
} from '../../queue/accounts/index.ts';
import { type Clock, manualClock } from '../../queue/runtime/clock.ts';
import { accountsOn, JOINING, signInWith } from '../support/accounts.ts';
import { type Column, openColumn } from '../support/columns.ts';
import { until } from '../support/until.ts';
import { testVault } from '../support/vault.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';
import { openSession } from './support/session.ts';

const MINUTE = 60_000;
const dashboard = useDashboard();
let column: Column;
let clock: Clock & { advance(ms: number): void };
let accounts: Accounts;

beforeAll(async () => {
  column = await openColumn('embedded');
});
beforeEach(async () => {
  await column.reset();
  clock = manualClock(Date.now());
  accounts = accountsOn(column.database, clock);
});
afterAll(() => column.close());

async function open(options: { isDemo: boolean; locale?: string }): Promise<{ page: Page; url: string }> {
  const whoIs = async (token: string | undefined) => (token === undefined ? null : accounts.whoIs(token));
  const { page, url } = await dashboard.open({
    browser: { locale: options.locale ?? 'en-GB' },
    dashboard: { accounts, whoIs, isDemo: options.isDemo },
    host: 'localhost',
  });
  return { page, url };
}

function signedIn(page: Page, url: string, session: string): Promise<void> {
  return openSession(page.context(), url, session);
}

/** Demo people, of whom one has signed in. */
async function signInTo(as: string) {
  await seedDemoPeople({ db: column.database.db, vault: testVault(), clock }, [
    'en',
    'ar',
    'fr',
    'es',
    'fa',
    'tr',
  ]);
  const { page, url } = await open({ isDemo: true });
  await page.goto(url);
  const signIn = page.locator('.person-choice', { hasText: as });
  await signIn.click();
  return { page, url, signIn };
}

describe('one’s own account, in a browser', () => {
  it('ACC-06 adds a passkey, removes the password, and signs in again with the passkey before the next change', async () => {
    const { page, url } = await open({ isDemo: false });
    const { token } = await accounts.invite(HOST, 'Kim Example', ['reviewer']);
    await signedIn(page, url, await accounts.join(token, null, JOINING));
    await addAuthenticator(page);
    await page.goto(`${url}/account`);
    await page.getByText('Password with an authenticator').first().waitFor();
    await expectWell(page, 'account-en');
    const remove = page.getByRole('button', { name: 'Remove' });
    const sure = page.getByRole('button', { name: 'Yes, remove it for good' });
    await remove.click();
    // Nothing goes by one press.
    expect(await sure.getAttribute('aria-describedby')).toBe('own-password');
    await sure.click();
    await page.getByText('this is the last one').waitFor();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Passkey, added').waitFor();
    const texts = await page.locator('.own-list .own-entry > span[id]').allInnerTexts();
    expect(new Set(texts).size).toBe(texts.length);
    if (await sure.isVisible()) await page.getByRole('button', { name: 'Cancel' }).click();
    await remove.last().click();
    await sure.click();
    await page.getByRole('button', { name: 'Add a password' }).waitFor();
    clock.advance(FRESH_MINUTES * MINUTE);
    await page.reload();
    await page.getByText('Sign in again to change it').waitFor();
    await expectWell(page, 'account-stale-en');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('button', { name: 'Add a password' }).waitFor();
    await page.getByRole('button', { name: 'Add a password' }).click();
    await page.waitForSelector('.code-picture');
    await expectWell(page, 'account-authenticator-en');
  }, 60_000);

  it('ACC-06 asks for a sign-in when the last one grew old while the page was open, and makes no key before', async () => {
    const { page, url } = await open({ isDemo: false });
    const { token } = await accounts.invite(HOST, 'Kim Example', ['reviewer']);
    await signedIn(page, url, await accounts.join(token, null, JOINING));
    const keysMade = await addAuthenticator(page);
    const names = ['Add a passkey', 'New authenticator and recovery codes', 'Set'];
    for (const [nth, name] of names.entries()) {
      await page.goto(`${url}/account`);
      const button = page.getByRole('button', { name, exact: true });
      await button.waitFor();
      if (name === 'Set')
        await page.fill('.account-page input[type=password]', 'five other plain fictional words');
      clock.advance(FRESH_MINUTES * MINUTE);
      await button.click();
      await page.getByText('Sign in again to change it').waitFor();
      await page.waitForFunction(`document.activeElement?.id === 'own-credentials'`);
      await signedIn(page, url, await signInWith(accounts, 'Kim Example', { totpStep: nth + 1 }));
    }
    expect(await keysMade()).toBe(0);
  }, 60_000);

  it('ACC-06 has the ways to sign in again beside what an administrator was refused, and keeps what they typed', async () => {
    const { page, url } = await open({ isDemo: false });
    const { token } = await accounts.invite(HOST, 'Ada Example', ['administrator']);
    await signedIn(page, url, await accounts.join(token, null, JOINING));
    await addAuthenticator(page);
    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('Passkey, added').waitFor();
    await page.goto(`${url}/people`);
    const name = '.people-side input[type=text]';
    await page.locator(name).first().fill('Remy Example');
    await page.locator('.people-side input[type=checkbox]').first().check();
    clock.advance(FRESH_MINUTES * MINUTE);
    const submit = page.locator('.people-side button[type=submit]').first();
    await submit.click();
    const refusal = page.getByText('Sign in again to do this');
    await refusal.waitFor();
    await expectWell(page, 'people-stale-en');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await refusal.waitFor({ state: 'detached' });
    expect(await page.locator(name).first().inputValue()).toBe('Remy Example');
    await submit.click();
    await page.waitForSelector('.join-link');
  }, 60_000);

  it('says of a passkey that was not given what that may be, and nothing of the connection', async () => {
    const { page, url } = await open({ isDemo: false });
    const { token } = await accounts.invite(HOST, 'Kim Example', ['reviewer']);
    const session = await accounts.join(token, null, JOINING);
    await page.addInitScript(`
      navigator.credentials.get = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
      navigator.credentials.create = () => Promise.reject(new DOMException('known', 'InvalidStateError'));
    `);
    await page.goto(url);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was given').waitFor();
    await signedIn(page, url, session);
    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('This passkey is set up already').waitFor();
    expect(await page.getByText('No connection to Vigie').count()).toBe(0);
  }, 60_000);

  it('ACC-06 reads a new link that is pasted in place of one that has run out, and keeps it when the content is skipped to', async () => {
    const { page, url } = await open({ isDemo: false });
    const { token } = await accounts.invite(HOST, 'Kim Example', ['reviewer']);
    await page.goto(`${url}/join#gone`);
    await page.getByText('This link no longer opens').waitFor();
    await page.evaluate(`location.hash = '${token}'`);
    await page.getByRole('button', { name: 'With a password' }).waitFor();
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await until('the link is in the address', async () => new URL(page.url()).hash === `#${token}`);
    await page.getByRole('button', { name: 'With a password' }).click();
    await page.waitForSelector('.code-picture');
  }, 60_000);

  it('has nothing to change in the demonstration, and says why', async () => {
    const { page, url } = await signInTo('Demo analyst');
    await page.getByText('Signed in as Demo analyst').waitFor();
    await page.goto(`${url}/account`);
    await page.getByText('People of the demonstration sign in with one click').waitFor();
    expect(await page.getByText('Sign in again to change it').count()).toBe(0);
  }, 60_000);

  it('is mirrored in Arabic, and ends a session elsewhere', async () => {
    const { page, url } = await open({ isDemo: false, locale: 'ar' });
    const { token } = await accounts.invite(HOST, 'Kim Example', ['reviewer']);
    await signedIn(page, url, await accounts.join(token, null, JOINING));
    await signInWith(accounts, 'Kim Example', { recoveryCode: 'abcd-efgh-jkmn' });
    await page.goto(`${url}/account`);
    await page.getByText('هذه الصفحة').waitFor();
    await expectWell(page, 'account-ar');
    const elsewhere = page.getByRole('button', { name: 'إنهاء الدخول هناك' });
    const about = await elsewhere.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${about}"]`).textContent()).toContain('منذ');
    await page.getByRole('button', { name: 'إنهاء الدخول هناك' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'إنهاء الدخول هناك' }).count()).toBe(0);
  }, 60_000);
});

describe('the draft of a judgment', () => {
  const kept = (page: Page) => page.evaluate<string>('JSON.stringify({ ...sessionStorage })');

  async function draft() {
    const { page, signIn } = await signInTo('Demo reviewer');
    await page.waitForSelector('.next-action');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    for (const key of ['n', '1']) await page.keyboard.press(key);
    await page.fill('textarea', 'my own words about it');
    return { page, signIn };
  }

  it('outlives the session without the post’s text, and comes back to the same person', async () => {
    const { page, signIn } = await draft();
    const post = (await page.textContent('.post .post-text')) ?? '';
    expect(await kept(page)).toContain('my own words about it');
    expect(await kept(page)).not.toContain(post.slice(0, 20));
    clock.advance(IDLE_MINUTES * MINUTE);
    await page.reload();
    await signIn.click();
    await page.waitForSelector('.judgment');
    expect(await page.inputValue('textarea')).toBe('my own words about it');
    expect(await page.locator('.judgment input:checked').count()).toBe(2);
  }, 60_000);

  it('is erased by signing out', async () => {
    const { page } = await draft();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('.person-choice');
    expect(await kept(page)).not.toContain('draft');
  }, 60_000);

  it('is erased by signing out also when the session was over', async () => {
    const { page } = await draft();
    // Over only once the button was pressed: the stream might find it over before, and take the button out of reach.
    await page.route(/api\/sign-out/, async (route) => {
      clock.advance(IDLE_MINUTES * MINUTE);
      await route.continue();
    });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('.person-choice');
    expect(await kept(page)).not.toContain('draft');
    expect(await page.getByText('Your session has ended').count()).toBe(0);
  }, 60_000);

  it('stays when signing out failed, and the page says so', async () => {
    const { page } = await draft();
    await page.route(/api\/sign-out/, (route) => route.fulfill({ status: 503, json: {} }));
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are still signed in').waitFor();
    expect(await page.inputValue('textarea')).toBe('my own words about it');
    await page.unroute(/api\/sign-out/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('.person-choice');
    expect(await kept(page)).not.toContain('draft');
  }, 60_000);

  it('waits out of sight and reach while nobody is signed in', async () => {
    const { page, signIn } = await draft();
    clock.advance(IDLE_MINUTES * MINUTE);
    // The stream may have found the session over by now, and the button be out of reach.
    await page.dispatchEvent('.lease button', 'click');
    await page.waitForSelector('.person-choice');
    expect(await page.locator('.post').isVisible()).toBe(false);
    await page.keyboard.press('o');
    await signIn.click();
    await page.waitForSelector('.panel');
    await page.waitForSelector('h1:focus');
    await until('the title is that of the post', async () => (await page.title()).startsWith('Post'));
    expect(await kept(page)).toContain('not_offer');
  }, 60_000);

  it('is not there for another person who signs in after the session ended', async () => {
    const { page } = await draft();
    clock.advance(IDLE_MINUTES * MINUTE);
    await page.reload();
    await page.locator('.person-choice', { hasText: 'Demo second reviewer' }).click();
    await page.getByText('Signed in as Demo second reviewer').waitFor();
    expect(await kept(page)).not.toContain('my own words');
  }, 60_000);
});

describe('another form, when the session ends under it', () => {
  it('is as it was left for the same person', async () => {
    const reference = 'main input:visible';
    const { page, signIn } = await signInTo('Demo exporter');
    await page.waitForURL('**/cases');
    await page.fill(reference, 'Js 1/26, two grounds');
    clock.advance(IDLE_MINUTES * MINUTE);
    await page.click('main .button-primary');
    await signIn.waitFor();
    expect(await page.locator(reference).count()).toBe(0);
    await signIn.click();
    await page.waitForSelector(reference);
    expect(await page.inputValue(reference)).toBe('Js 1/26, two grounds');
    await page.click('main .button-primary');
    await page.waitForURL('**/cases/1');
  }, 60_000);
});
