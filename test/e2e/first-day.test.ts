import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Running, runVigie, startVigie } from '../support/run-vigie.ts';
import { codeOf, PASSWORD } from '../support/sign-in.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { launchBrowser } from './support/browser.ts';
import { expectWell, picture } from './support/look.ts';
import { watchContext, watchPage } from './support/watch-page.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-first-day-'));
const data = join(folder, 'data');
const faults: string[] = [];
let browser: Browser;
let vigie: Running;
let link = '';
let origin = '';

async function open(options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(15_000);
  await watchContext(context, origin, faults);
  const page = await context.newPage();
  watchPage(page, faults);
  return { context, page };
}

beforeAll(async () => {
  browser = await launchBrowser();
  vigie = startVigie(['start', '--port', '0', '--data', data]);
  await vigie.says('/join#', 60_000);
  link = /http:\/\/localhost:\d+\/join#\S+/.exec(vigie.output())?.[0] ?? '';
  origin = new URL(link).origin;
}, 90_000);

afterAll(async () => {
  await browser.close();
  await vigie.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

// In this order on one process, as one administrator's first day with it.
describe.sequential('an administrator’s first day', () => {
  let secret = '';
  let invitation = '';

  it('ACC-06 follows the printed link to a password and an authenticator, and it opens once', async () => {
    const { context, page } = await open();
    await page.goto(link);
    await page.fill('input[autocomplete=username]', 'Ada Example');
    await expectWell(page, 'the link');
    await picture(page, 'join-name');
    await page.getByRole('button', { name: 'With a password' }).click();
    await page.waitForSelector('.code-picture');
    secret = (await page.textContent('.totp-key')) ?? '';
    await expectWell(page, 'the authenticator');
    await picture(page, 'join-password');
    await page.fill('input[type=password]', PASSWORD);
    await page.fill('input[autocomplete=one-time-code]', '000000');
    await page.getByRole('button', { name: 'Set and sign in' }).click();
    await page.waitForSelector('.notice-failed');
    await page.fill('input[autocomplete=one-time-code]', codeOf(secret));
    await page.getByRole('button', { name: 'Set and sign in' }).click();
    await page.waitForSelector('.recovery-codes');
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    expect(new URL(page.url()).hash).toBe('');
    await expectWell(page, 'the recovery codes');
    await page.getByRole('button', { name: 'I have written them down' }).click();
    await page.waitForSelector('.person-card');
    expect(new URL(page.url()).pathname).toBe('/people');
    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly, secure, sameSite }) => [name, httpOnly, secure, sameSite])).toEqual(
      [['__Host-vigie', true, true, 'Strict']],
    );
    expect(await page.evaluate('document.cookie')).toBe('');
    await context.close();

    const again = await open();
    await again.page.goto(link);
    await again.page.getByText('This link no longer opens').waitFor();
    await again.context.close();
  });

  it('signs in, sees what the team lacks and no post, lets a reviewer in, and is told why a pair is refused', async () => {
    const { context, page } = await open();
    await page.goto(origin);
    await page.waitForSelector('input[type=password]');
    await expectWell(page, 'signing in');
    await picture(page, 'sign-in');
    await page.fill('input[autocomplete=username]', 'ada example');
    await page.fill('input[type=password]', PASSWORD);
    // The code of the enrolment is used up; the next one counts, up to 30 s ahead.
    await page.fill('input[autocomplete=one-time-code]', codeOf(secret, Date.now() + 30_000));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForSelector('.person-card');
    expect(await page.locator('.gaps li').count()).toBeGreaterThan(5);
    expect(await page.locator('.navigation a').allInnerTexts()).toEqual(['Status', 'People']);
    await page.goto(`${origin}/review`);
    await page.getByText('Your role does not open this page').waitFor();
    await expectWell(page, 'a page of another role');

    await page.goto(`${origin}/people`);
    await page.fill('.people-side input[type=text]', 'Remy Example');
    await page.check('input[name=reviewer]');
    await page.check('input[name=protection]');
    await page.getByText('what protection reads never leads to enforcement').waitFor();
    expect(await page.getByRole('button', { name: 'Make a link' }).isDisabled()).toBe(true);
    await expectWell(page, 'a refused pair');
    await picture(page, 'people-refused');
    await page.uncheck('input[name=protection]');
    await page.getByRole('button', { name: 'Make a link' }).click();
    invitation = (await page.textContent('.join-link')) ?? '';
    expect(invitation).toMatch(/^http:\/\/localhost:\d+\/join#[\w-]{43}$/);

    await page.getByText('Remy Example', { exact: true }).click();
    const card = page.locator('.person-card[open]');
    for (const [training, language] of [
      ['language', 'ar'],
      ['rights', ''],
      ['bias', ''],
    ] as const) {
      await card.locator('select').first().selectOption(training);
      if (language !== '') await card.locator('input[placeholder=ar-Latn]').fill(language);
      await card.locator('input[type=date]').fill('2099-06-30');
      await card.getByRole('button', { name: 'Record training' }).click();
      await expect.poll(() => card.locator('.certificates').textContent()).toContain('2099');
    }
    await expect.poll(() => card.locator('.certificates li').count()).toBe(3);
    await card.locator('select').nth(1).selectOption('custodian');
    await card.getByText('who holds the keys does not judge').waitFor();
    await card.locator('select').nth(1).selectOption('adjudicator');
    await card.getByRole('button', { name: 'Give' }).click();
    await card.getByText('Take away Adjudicator').waitFor();
    await card.getByLabel('Author’s name in rules').fill('vigie team');
    await card.getByRole('button', { name: 'Set', exact: true }).last().click();
    const people = `fetch('/api/people').then((answer) => answer.text())`;
    await expect.poll(() => page.evaluate<string>(people)).toContain('"writesAs":"vigie team"');
    await expectWell(page, 'a person opened');
    await picture(page, 'people-open');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForSelector('input[type=password]');
    expect(await page.evaluate<number>("fetch('/api/people').then((answer) => answer.status)")).toBe(401);
    await context.close();
  });

  it('ACC-06 the reviewer joins with a passkey, signs out, and signs in with it alone', async () => {
    const { context, page } = await open();
    await addAuthenticator(page);
    await page.goto(invitation);
    await page.getByText('This link is for Remy Example').waitFor();
    await expectWell(page, 'the invitation');
    await page.getByRole('button', { name: 'With a passkey' }).click();
    await page.waitForSelector('.next-action');
    const pages = await page.locator('.navigation a').allInnerTexts();
    expect(pages.map((name) => name.split('\n')[0])).toEqual([
      'Review',
      'Questions',
      'Closed',
      'Contests',
      'Cases',
      'For you',
    ]);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForSelector('.next-action');
    await page.goto(`${origin}/people`);
    await page.getByText('Your role does not open this page').waitFor();

    // Beside the running process, through the one that owns the records; it holds at the next request.
    const disabled = await runVigie(['users', 'disable', 'Remy Example', '--data', data, '--json']);
    expect(disabled, disabled.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(disabled.stdout)).toMatchObject({
      state: 'disabled',
      roles: ['adjudicator', 'reviewer'],
    });
    await page.goto(`${origin}/review`);
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.waitForSelector('.notice-failed');
    await context.close();
  });

  it('the command line refuses what the page refuses, and doctor says what the team lacks', async () => {
    const on = (...args: string[]) => runVigie([...args, '--data', data]);
    const pair = await on('users', 'grant', 'Ada Example', 'reviewer');
    expect(pair.code, pair.stderr).toBe(1);
    expect(pair.stderr).toContain('administrator with reviewer');
    expect((await on('users', 'disable', 'Ada Example')).stderr).toContain('this is the last one');
    expect((await on('users', 'grant', 'Ada Example', 'king')).code).toBe(2);
    expect((await on('users', 'grant', 'nobody', 'reviewer')).code).toBe(2);
    const made = await on('users', 'invite', 'Olu Example', '--role', 'oversight', '--json', '--url', origin);
    expect(JSON.parse(made.stdout).link).toContain(`${origin}/join#`);
    const list = await on('users', 'list', '--json');
    expect(JSON.parse(list.stdout).map(({ name }: { name: string }) => name)).toEqual([
      'Ada Example',
      'Olu Example',
      'Remy Example',
    ]);
    const doctor = JSON.parse((await on('doctor', '--json')).stdout) as { check: string; message: string }[];
    const people = doctor.filter(({ check }) => check === 'people').map(({ message }) => message);
    expect(people).toContain('oversee needs different people: oversight');
    expect(people).not.toContain('administer needs different people: administrator');
    expect((await on('log', 'verify')).code).toBe(0);
  });

  it.each([
    ['ar', 'dark', 360],
    ['es-ES', 'light', 1280],
    ['fr-FR', 'dark', 720],
  ] as const)('looks as it should in %s, %s, %s px wide', async (locale, colorScheme, width) => {
    const { context, page } = await open({ locale, colorScheme, viewport: { width, height: 800 } });
    await page.goto(origin);
    await page.waitForSelector('input[type=password]');
    await expectWell(page, `signing in, ${locale}`);
    await picture(page, `sign-in-${locale}`);
    await page.fill('input[autocomplete=username]', 'Ada Example');
    await page.fill('input[type=password]', PASSWORD);
    const { stdout } = await runVigie([
      'users',
      'invite',
      'Ada Example',
      '--again',
      '--data',
      data,
      '--json',
      '--url',
      origin,
    ]);
    await page.goto(JSON.parse(stdout).link);
    await page.locator('form .button-primary').click();
    await page.fill('input[type=password]', PASSWORD);
    await page.fill('input[autocomplete=one-time-code]', codeOf((await page.textContent('.totp-key')) ?? ''));
    await page.locator('form .button-primary').click();
    await page.locator('.recovery-codes').waitFor();
    await page.locator('.form .button-primary').click();
    await page.waitForSelector('.person-card');
    await page.locator('.person-card summary').last().click();
    await expectWell(page, `people, ${locale}`);
    await picture(page, `people-${locale}`);
    await context.close();
  });

  it('and nothing on the way broke a policy, failed or asked elsewhere', () => expect(faults).toEqual([]));
});
