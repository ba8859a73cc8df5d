import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { GROUNDS } from '../support/notice-register.ts';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();
const EXA = signedIn('exa', ['exporter']);
const EWA = signedIn('ewa', ['exporter']);
const OLGA = signedIn('olga', ['oversight']);
const ADDRESS = 'https://board.example/posts/4711';
const HOURS = 6 * 3_600_000;
const OTHER_BENEFIT = 'It asks 3,000 for each person, all of it before leaving.';
const ITEMS = DEMO_ITEMS.filter(({ id }) => id === 'offer-en').map((item) => ({
  ...item,
  ...{ permalink: ADDRESS, isOffer: true, isCaptured: true },
}));

/** A case with the offer, whose pages `person` has open. */
async function scene(person: SignedIn) {
  const seeded = seededParts({ items: ITEMS, team: [EXA, EWA, OLGA] }, SYSTEM_CLOCK);
  const { page, url } = await dashboard.open({ dashboard: { seeded, clock: SYSTEM_CLOCK, person } });
  const caseNumber = await seeded.cases.open(EXA, { legalReference: 'Js 1/26' });
  await seeded.cases.add(EXA, caseNumber, 'offer-en');
  const wanted = {
    ...({ kind: 'notice', language: 'en' } as const),
    ...{ caseNumber, itemId: 'offer-en', urls: [ADDRESS], provision: 'residence', grounds: GROUNDS },
  };
  const draft = () => seeded.notices.draft(EXA, wanted);
  const edit = async (number: number, benefit: string) => {
    const { digest } = await seeded.notices.view(EXA, number);
    await seeded.notices.edit(EXA, number, {
      digest,
      draft: { ...wanted, grounds: { ...GROUNDS, benefit } },
    });
  };
  const confirm = async (number: number) => {
    const { digest } = await seeded.notices.view(EWA, number);
    await seeded.notices.confirm(EWA, number, { digest, isInGoodFaith: true });
    await seeded.notices.download(EXA, number, 'eml');
  };
  const send = (number: number) =>
    seeded.notices.send(EXA, number, { way: 'mail', at: new Date(SYSTEM_CLOCK.now()).toISOString() });
  return { page, url, caseNumber, draft, edit, confirm, send };
}

function step(page: Page, name: string) {
  return page.locator(`section[aria-labelledby=step-${name}]`);
}

/** What the page's live region says. */
function isSaid(page: Page, words: string): Promise<void> {
  return until(`"${words}" is said`, async () =>
    ((await page.textContent('.frame > [role=status]')) ?? '').includes(words),
  );
}

/** Opens a page in the morning that is used in the afternoon. */
async function openEarly(page: Page, address: string, ready: string): Promise<void> {
  await page.clock.install({ time: SYSTEM_CLOCK.now() - HOURS });
  await page.goto(address);
  await page.waitForSelector(ready);
  await page.clock.fastForward(HOURS);
}

async function isOfNow(page: Page, value: string): Promise<boolean> {
  const now = await page.evaluate<number>('Date.now()');
  return Math.abs(now - (await page.evaluate<number>(`new Date('${value}').getTime()`))) < 10 * 60_000;
}

describe('a notice', () => {
  it('is of a kind and in a language, whatever else is missing', async () => {
    const { page, url, caseNumber } = await scene(EXA);
    await page.goto(`${url}/cases/${caseNumber}`);
    const card = page.locator('.notice-drafting').first();
    await card.locator('.button').first().click();
    await card.locator('textarea').first().waitFor();
    for (const place of [0, 1])
      expect(await card.locator('select').nth(place).locator('option[value=""]').count()).toBe(0);
  }, 60_000);

  it('says that a step is recorded', async () => {
    const { page, url, draft } = await scene(EWA);
    await page.goto(`${url}/notices/${await draft()}`);
    await step(page, 'confirm').locator('input').check();
    await step(page, 'confirm').locator('.button-primary').click();
    await isSaid(page, 'Recorded');
  }, 60_000);

  it('is confirmed as it was read: where it was edited since, that is said, shown, and asked anew', async () => {
    const { page, url, draft, edit } = await scene(EWA);
    const number = await draft();
    await page.goto(`${url}/notices/${number}`);
    const box = step(page, 'confirm').locator('input');
    await box.check();
    await edit(number, OTHER_BENEFIT);
    await step(page, 'confirm').locator('.button-primary').click();
    await page.locator('main', { hasText: OTHER_BENEFIT }).waitFor();
    await step(page, 'confirm').locator('.notice-failed').waitFor();
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await step(page, 'confirm').locator('.button-primary').click();
    await step(page, 'export').waitFor();
  }, 60_000);

  it('keeps an edit of somebody else from one that began before it, until its writer has seen what came', async () => {
    const { page, url, draft, edit } = await scene(EWA);
    const number = await draft();
    await page.goto(`${url}/notices/${number}`);
    await step(page, 'edit').locator('.button').click();
    const words = step(page, 'edit').locator('textarea').first();
    await words.fill('It offers places in a lorry across the border, without papers.');
    await edit(number, OTHER_BENEFIT);
    const save = async () => {
      const answer = page.waitForResponse(/\/edit$/);
      await step(page, 'edit').locator('.button-primary').click();
      return (await answer).status();
    };
    expect(await save()).toBe(409);
    await page.locator('main', { hasText: OTHER_BENEFIT }).waitFor();
    expect(await words.inputValue()).toContain('in a lorry');
    expect(await save()).toBe(204);
    await page.locator('main', { hasText: 'in a lorry' }).waitFor();
  }, 60_000);

  it('leaves out an address that is gone, when it is edited', async () => {
    const { page, url, draft } = await scene(EXA);
    const number = await draft();
    await page.route(/\/notices\/prepare$/, async (route) => {
      const response = await route.fetch();
      const known = await response.json();
      const addresses = [{ ...known.addresses[0], url: 'https://board.example/posts/4712' }];
      await route.fulfill({ json: { ...known, addresses } });
    });
    await page.goto(`${url}/notices/${number}`);
    await step(page, 'edit').locator('.button').click();
    await step(page, 'edit').locator('input[type=checkbox]').check();
    const sent = page.waitForRequest(/\/edit$/);
    await step(page, 'edit').locator('.button-primary').click();
    expect((await sent).postDataJSON().draft.urls).toEqual(['https://board.example/posts/4712']);
  }, 60_000);

  it('was sent when that is written down, not when the page was opened', async () => {
    const { page, url, draft, confirm } = await scene(EXA);
    const number = await draft();
    await confirm(number);
    await openEarly(page, `${url}/notices/${number}`, '#step-send');
    const when = step(page, 'send').locator('input');
    expect(await when.inputValue()).toBe('');
    await step(page, 'send').locator('select').selectOption('mail');
    expect(await isOfNow(page, await when.inputValue())).toBe(true);
  }, 60_000);

  it('asks anew when each answer came', async () => {
    const { page, url, draft, confirm, send } = await scene(EXA);
    const number = await draft();
    await confirm(number);
    await send(number);
    await page.goto(`${url}/notices/${number}`);
    const answer = step(page, 'answer');
    await answer.locator('select').nth(0).selectOption('removed');
    await answer.locator('select').nth(1).selectOption('platform');
    expect(await answer.locator('input').inputValue()).not.toBe('');
    await answer.locator('.button').click();
    await page.waitForSelector('.notice-outcomes li');
    expect(await answer.locator('input').inputValue()).toBe('');
  }, 60_000);
});

describe('a duty to tell', () => {
  it('was done when that is written down, which is said', async () => {
    const { page, url, draft, confirm, send } = await scene(EXA);
    const number = await draft();
    await confirm(number);
    await send(number);
    await openEarly(page, `${url}/tellings/1`, '#step-told');
    const told = step(page, 'told');
    expect(await told.locator('input').nth(0).inputValue()).toBe('');
    await told.locator('input').nth(1).fill('through the platform');
    expect(await isOfNow(page, await told.locator('input').nth(0).inputValue())).toBe(true);
    await told.locator('.button').click();
    await isSaid(page, 'Recorded');
  }, 60_000);

  it('has letters that stay in the language they were drafted in', async () => {
    const { page, url, draft, confirm, send } = await scene(EXA);
    const number = await draft();
    await confirm(number);
    await send(number);
    await page.goto(`${url}/tellings/1`);
    const letter = step(page, 'letter');
    await letter.locator('select').selectOption('en');
    await letter.locator('.button').first().click();
    await letter.locator('pre').waitFor();
    await letter.locator('select').selectOption('fr');
    expect(await letter.locator('pre').getAttribute('lang')).toBe('en');
  }, 60_000);
});
