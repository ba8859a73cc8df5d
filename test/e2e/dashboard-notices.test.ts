import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell, LOOKS } from './support/look.ts';

const dashboard = useDashboard();

const EXA = signedIn('exa', ['exporter']);
const EWA = signedIn('ewa', ['exporter']);
const ADA = signedIn('ada', ['adjudicator']);
const OLGA = signedIn('olga', ['oversight']);
const ADDRESS = 'https://board.example/posts/4711';
const ITEMS = DEMO_ITEMS.filter(({ id }) => id === 'offer-en').map((item) => ({
  ...item,
  permalink: ADDRESS,
  isOffer: true,
  isCaptured: true,
}));
const PROCUREMENT = 'It offers places in a boat across the border at night, without papers.';
const BENEFIT = 'It asks 2,000 for each person, half of it before leaving.';

/** Puts the offer into a case of its own. */
async function openCase(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/cases`);
  await page.fill('main input', 'Js 1/26');
  await page.click('main .button-primary');
  await page.waitForSelector('.case-offer');
  await page.click('.case-offer a');
  await page.waitForSelector('.beside select');
  await page.selectOption('.beside select', '1');
  await page.click('.beside .button');
  await page.click('.beside .notice a');
}

it.each(LOOKS)(
  'PRE-01 PRE-07 a notice is drafted, confirmed by somebody else, taken out, sent by a person and followed: $look',
  async ({ look, browser }) => {
    let person: SignedIn = EXA;
    const { page, url } = await dashboard.open({
      browser,
      dashboard: { items: ITEMS, team: [EXA, EWA, OLGA], clock: SYSTEM_CLOCK, whoIs: async () => person },
    });
    await page.goto(`${url}/notices`);
    await page.waitForSelector('.notice-empty');
    await expectWell(page, `notices-${look}-1-empty`);
    await openCase(page, url);

    // Nothing of the post's address is shown before somebody asks to draft.
    const card = page.locator('.notice-drafting').first();
    await card.waitFor();
    expect(await page.content()).not.toContain(ADDRESS);
    await card.locator('.button').first().click();
    await card.locator('textarea').first().waitFor();
    expect(await card.textContent()).toContain(ADDRESS);
    await card.locator('.button-primary').click();
    expect(await card.locator('[role=status]').textContent()).not.toBe('');
    await card.locator('textarea').nth(0).fill(PROCUREMENT);
    await card
      .locator('textarea')
      .nth(1)
      .fill('It breaks the terms of service of your platform, more or less.');
    await card.locator('.button-primary').click();
    await card.locator('.notice-failed').waitFor();
    await card.locator('textarea').nth(1).fill(BENEFIT);
    await expectWell(page, `notices-${look}-2-drafting`);
    await card.locator('.button-primary').click();
    await page.waitForURL(`${url}/notices/1`);
    await page.waitForSelector('#notice-steps');
    expect(await page.locator('#step-confirm, #step-export, #step-send').count()).toBe(0);
    await expectWell(page, `notices-${look}-3-drafted`);

    person = EWA;
    await page.goto(`${url}/notices/1`);
    await page.locator('#step-confirm').waitFor();
    const confirm = page.locator('section[aria-labelledby=step-confirm]');
    await confirm.locator('.button-primary').click();
    expect(await confirm.locator('[role=status]').textContent()).not.toBe('');
    await confirm.locator('input[type=checkbox]').check();
    await expectWell(page, `notices-${look}-4-confirming`);
    await confirm.locator('.button-primary').click();

    const taking = page.locator('section[aria-labelledby=step-export]');
    await taking.waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      taking.locator('.button').first().click(),
    ]);
    expect(file.suggestedFilename()).toBe('DSA16-1.eml');
    const mail = readFileSync(await file.path(), 'utf8');
    expect(mail).toContain('To: "Board of Examples" <dsa@board.example>\r\n');
    const sending = page.locator('section[aria-labelledby=step-send]');
    await sending.waitFor();
    await sending.locator('select').selectOption('mail');
    await expectWell(page, `notices-${look}-5-sending`);
    await sending.locator('.button-primary').click();

    const answer = page.locator('section[aria-labelledby=step-answer]');
    await answer.waitFor();
    for (const outcome of ['removed', 'reinstated']) {
      await answer.locator('select').nth(0).selectOption(outcome);
      await answer.locator('select').nth(1).selectOption('platform');
      await answer.locator('.button').click();
      await page
        .locator(`.notice-outcomes li`)
        .nth(outcome === 'removed' ? 0 : 1)
        .waitFor();
    }
    await expectWell(page, `notices-${look}-6-followed`);

    const withdrawing = page.locator('section[aria-labelledby=step-withdraw]');
    await withdrawing.locator('.button').click();
    await withdrawing.locator('.button').first().click();
    const telling = page.locator('section[aria-labelledby=step-correct]');
    await telling.waitFor();
    const [letter] = await Promise.all([
      page.waitForEvent('download'),
      telling.locator('.button').first().click(),
    ]);
    expect(letter.suggestedFilename()).toBe('DSA16-1-withdrawn.eml');
    await page.goto(`${url}/notices`);
    await page.locator('.item-list .warning-text').waitFor();
    await expectWell(page, `notices-${look}-7-list`);
    await page.locator('main select').selectOption('drafted');
    expect(await page.locator('.item-list').count()).toBe(0);

    // The case shows it too, with what is to be done, and leads to it and to the outbox.
    await page.goto(`${url}/cases/1`);
    const ofCase = page.locator('section[aria-labelledby=case-notices]');
    await ofCase.locator('.warning-text').waitFor();
    expect(
      await ofCase.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual([...['/notices/1', '/notices']]);
    await expectWell(page, `notices-${look}-7-case`);

    // Whoever oversees sees what was done, and no word of the post.
    person = OLGA;
    await page.goto(`${url}/notices/1`);
    await page.locator('#notice-outcomes').waitFor();
    expect(await page.content()).not.toContain(ADDRESS);
    expect(await page.locator('.notice-step').count()).toBe(0);
    await expectWell(page, `notices-${look}-8-oversight`);
  },
);

it.each([
  { look: 'en', browser: { viewport: { width: 1280, height: 900 }, timezoneId: 'UTC' } },
  { look: 'ar', browser: { locale: 'ar', viewport: { width: 1280, height: 900 }, timezoneId: 'UTC' } },
])(
  'PRE-09 a case shows what was withdrawn with its item, to who may read notices: $look',
  async ({ look, browser }) => {
    let person: SignedIn = EXA;
    const { page, url } = await dashboard.open({
      browser,
      dashboard: { items: ITEMS, team: [EXA, ADA], clock: SYSTEM_CLOCK, whoIs: async () => person },
    });
    await openCase(page, url);
    const ofCase = page.locator('section[aria-labelledby=case-notices]');
    await ofCase.waitFor();
    expect(await ofCase.locator('.item-list').count()).toBe(0);
    await expectWell(page, `notices-case-${look}-1-none`);
    const card = page.locator('.notice-drafting').first();
    await card.locator('.button').first().click();
    await card.locator('textarea').first().waitFor();
    await card.locator('textarea').nth(0).fill(PROCUREMENT);
    await card.locator('textarea').nth(1).fill(BENEFIT);
    await card.locator('.button-primary').click();
    await page.waitForURL(`${url}/notices/1`);

    await page.goto(`${url}/review/offer-en`);
    await page.click('.hand-over summary');
    await page.selectOption('.hand-over select', 'distress');
    const moved = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.click('.hand-over .button');
    expect((await moved).ok()).toBe(true);
    await page.goto(`${url}/cases/1`);
    await ofCase.locator('.item-list .hint').waitFor();
    await expectWell(page, `notices-case-${look}-2-withdrawn`);

    // Who puts cases together without writing to platforms sees nothing of it.
    person = ADA;
    await page.goto(`${url}/cases/1`);
    await page.locator('#case-offers').waitFor();
    expect(await ofCase.count()).toBe(0);
  },
);

it('PRE-05 names everything that keeps an offer from being told of', async () => {
  const bare = ITEMS.map(({ permalink: _, ...item }) => ({ ...item, isCaptured: false }));
  const { page, url } = await dashboard.open({
    dashboard: { items: bare, team: [EXA], clock: SYSTEM_CLOCK, whoIs: async () => EXA },
  });
  await openCase(page, url);
  const card = page.locator('.notice-drafting').first();
  await card.locator('.button').first().click();
  const faults = card.locator('.notice-warning li');
  await faults.first().waitFor();
  expect(await faults.count()).toBe(2);
  expect(await card.locator('textarea').count()).toBe(0);
  await expectWell(page, 'notices-refused');
  // What stands in the way may be gone in a minute: it is asked again.
  const again = page.waitForResponse(/\/notices\/prepare$/);
  await card.locator('.button').click();
  expect((await again).ok()).toBe(true);
});
