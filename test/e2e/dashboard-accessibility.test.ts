import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMO_CONTESTS } from '../unit/dashboard/support/demo-contests.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { violationsOf } from './support/axe.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { READ_MS } from './support/own-time.ts';
import { expectNoSidewaysScroll, judge } from './support/review-steps.ts';

/** Every page and state, each reached from the one before. */
const STATES: [string, (page: Page, url: string) => Promise<unknown>][] = [
  ['the queue', (page, url) => page.goto(`${url}/`).then(() => page.waitForSelector('.item-list'))],
  [
    'a free post',
    (page, url) => page.goto(`${url}/review/tricks`).then(() => page.waitForSelector('.panel button')),
  ],
  ['judging', (page) => page.keyboard.press('c').then(() => page.waitForSelector('.judgment'))],
  ['an answer chosen', (page) => page.keyboard.press('o').then(() => page.waitForSelector('.cited'))],
  [
    'the explanation',
    async (page) => {
      await page.goto(page.url().replace('/review/tricks', '/review/offer-en'));
      await page.waitForSelector('.panel button');
      await page.keyboard.press('c');
      await page.waitForSelector('.judgment');
      await judge(page, 'n');
    },
  ],
  ['revising', (page) => page.keyboard.press('r').then(() => page.waitForSelector('.judgment'))],
  [
    'a closed post',
    async (page) => {
      await page.click('.actions .button:not(.button-primary)');
      await page.keyboard.press('k');
      await page.waitForSelector('.panel[data-phase=closed]');
    },
  ],
  ['closed posts', (page, url) => page.goto(`${url}/closed`).then(() => page.waitForSelector('.item-list'))],
  [
    'no closed posts',
    (page, url) => page.goto(`${url}/closed?lane=protect`).then(() => page.waitForSelector('.notice')),
  ],
  [
    'the contests',
    (page, url) => page.goto(`${url}/contests`).then(() => page.waitForSelector('.item-list')),
  ],
  [
    'a contest for somebody else',
    (page) => page.click('.item-list tr:nth-child(2) a').then(() => page.waitForSelector('.notice')),
  ],
  [
    'a contest to open',
    async (page) => {
      await page.click('.back a');
      await page.waitForSelector('.item-list');
      await page.click('.item-list tr:nth-child(1) a');
      await page.waitForSelector('main .button-primary');
    },
  ],
  [
    'a contest to decide',
    async (page) => {
      await page.click('main .button-primary');
      await page.waitForSelector('.post .post-text');
      await page.click('input[value=upheld]');
      await page.waitForSelector('input[name=reason]');
    },
  ],
  ['no case', (page, url) => page.goto(`${url}/cases`).then(() => page.waitForSelector('.notice'))],
  [
    'a case with an offer and a request for its name',
    async (page) => {
      await page.fill('main input', 'Js 1/26');
      await page.click('main .button-primary');
      await page.click('.case-offer button');
      await page.click('.ask-name summary');
      await page.selectOption('.ask-name select', 'judicial-request');
      await page.fill('.ask-name textarea', 'The court asks who placed this advert, order of June.');
    },
  ],
  [
    'a request for a name',
    async (page, url) => {
      await page.click('.ask-name button');
      await page.waitForSelector('.ask-name', { state: 'detached' });
      await page.goto(`${url}/names`);
      await page.waitForSelector('.case-item');
    },
  ],
  [
    'an offer beside its case',
    async (page, url) => {
      await page.goto(`${url}/cases`);
      await page.waitForSelector('.item-list');
      await page.goto(`${url}/review/offer-fa`);
      await page.waitForSelector('.beside');
    },
  ],
  [
    'questions of colleagues',
    (page, url) => page.goto(`${url}/questions`).then(() => page.waitForSelector('main .notice')),
  ],
  [
    'one’s own results',
    (page, url) =>
      page.goto(`${url}/care`).then(() => page.waitForSelector('[aria-labelledby=care-results] .hint')),
  ],
  [
    'practising',
    async (page) => {
      await page.click('[aria-labelledby=practice-title] > .button');
      await page.waitForSelector('.practice-answers');
    },
  ],
  [
    'an answer to practice',
    (page) =>
      page.click('.practice-answers .button').then(() => page.waitForSelector('.practice-post .notice')),
  ],
  [
    'the quality of judgments',
    (page, url) =>
      page.goto(`${url}/quality`).then(() => page.waitForSelector('[aria-labelledby=quality-alarms]')),
  ],
  [
    'fairness',
    (page, url) =>
      page.goto(`${url}/fairness`).then(() => page.waitForSelector('[aria-labelledby=fairness-rules]')),
  ],
  [
    'the statistics, before anything was counted',
    (page, url) => page.goto(`${url}/statistics`).then(() => page.waitForSelector('.chart')),
  ],
  ['the status', (page, url) => page.goto(`${url}/status`).then(() => page.waitForSelector('.card'))],
  [
    'the sources',
    (page, url) => page.goto(`${url}/sources`).then(() => page.waitForSelector('.source-card')),
  ],
  [
    'a source tried',
    (page) => page.click('.source-card .button').then(() => page.waitForSelector('.dry-posts .post-text')),
  ],
  [
    'a text tried by who has a post to judge',
    (page, url) => tryText(page, url).then(() => page.waitForSelector('main .notice-failed')),
  ],
  [
    'the post put back',
    async (page, url) => {
      await page.goto(`${url}/review/tricks`);
      await page.click('.lease .button');
      await page.waitForSelector('.lease', { state: 'detached' });
    },
  ],
  [
    'a text tried',
    (page, url) =>
      tryText(page, url).then(() => page.waitForSelector('.try-result [aria-labelledby=shadow-title]')),
  ],
  ['the key sheet', (page) => page.keyboard.press('?').then(() => page.waitForSelector('dialog[open]'))],
  [
    'an empty queue',
    (page, url) => page.goto(`${url}/review?language=zz`).then(() => page.waitForSelector('.notice')),
  ],
  [
    'a missing item',
    (page, url) => page.goto(`${url}/review/unknown`).then(() => page.waitForSelector('.notice')),
  ],
  ['a missing page', (page, url) => page.goto(`${url}/nowhere`).then(() => page.waitForSelector('h1'))],
  [
    'the protection lane',
    (page, url) => page.goto(`${url}/protect`).then(() => page.waitForSelector('.item-list')),
  ],
  [
    'judging a person at risk',
    (page) => page.keyboard.press('g').then(() => page.waitForSelector('.judgment')),
  ],
  [
    'danger to life',
    (page) => page.click('.beside summary').then(() => page.waitForSelector('.beside textarea')),
  ],
  [
    'the explanation without a score',
    async (page) => {
      await page.focus('h1');
      await page.keyboard.press('p');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.explanation', { timeout: READ_MS });
    },
  ],
];

async function tryText(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/try`);
  await page.fill('textarea', 'we take you \u202e tonight');
  await page.click('.try-form button');
}

const SEEDS = {
  contests: DEMO_CONTESTS,
  items: DEMO_ITEMS.map((item) => ({
    ...item,
    isOffer: item.id === 'offer-fa',
    ...((item.id === 'tricks' || item.id === 'offer-en') && { givenTo: 'local' }),
  })),
};
const dashboard = useDashboard();

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each([
    ['en-GB', 'ltr'],
    ['ar', 'rtl'],
  ])(
    'axe finds nothing on any page in %s (%s)',
    async (locale, direction) => {
      const { page, url } = await dashboard.open({
        browser: { colorScheme, locale },
        dashboard: SEEDS,
      });
      const found: string[] = [];
      for (const [name, reach] of STATES) {
        await reach(page, url);
        found.push(...(await violationsOf(page)).map((violation) => `${name}: ${violation}`));
        expect(await page.getAttribute('html', 'dir'), name).toBe(direction);
      }
      expect(found).toEqual([]);
    },
    180_000,
  );
});

describe('at 360 px', () => {
  it.each(['en-GB', 'ar', 'fr-FR'])(
    'no page in %s scrolls sideways, and every control is at least 24 px high',
    async (locale) => {
      const { page, url } = await dashboard.open({
        browser: { locale, viewport: { width: 360, height: 740 } },
        dashboard: SEEDS,
      });
      for (const [name, reach] of STATES) {
        await reach(page, url);
        await expectNoSidewaysScroll(page, name);
        const small = await page.evaluate<string[]>(
          `[...document.querySelectorAll('button, select, textarea, label.choice, nav a, .back a')]
            .filter((element) => element.offsetParent !== null && element.getBoundingClientRect().height < 24)
            .map((element) => element.outerHTML.slice(0, 120))`,
        );
        expect(small, name).toEqual([]);
      }
    },
    120_000,
  );
});
