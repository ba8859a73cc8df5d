import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import type { SeedItem } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { haveRead, READ_MS } from './support/own-time.ts';
import { expectNoSidewaysScroll } from './support/review-steps.ts';

const dashboard = useDashboard();
const NARROW = { width: 360, height: 740 };

const FLAGS = '🇹🇷🇮🇹🇬🇷🇱🇾🇩🇪';
const EMOJI = '🚤✅📩👨‍👩‍👧🙏🏽';

const TEXTS: Readonly<Record<string, string>> = {
  'emoji and flags without a space': `${FLAGS}${EMOJI}`.repeat(40),
  'a word of 4,000 letters': 'tonightboat'.repeat(364),
  'an Arabic word of 2,000 letters': 'الوصول'.repeat(334),
  'Chinese without a space': '我们带你出境随时出发'.repeat(100),
  'an address of 900 characters': `https://example.invalid/${'route%20'.repeat(110)}`,
  'twenty lines': Array.from(
    { length: 20 },
    (_, at) => `${at + 1}. Hallstad → the north shore 🚤 ${900 + at} €`,
  ).join('\n'),
};

function itemOf(text: string): SeedItem {
  const longId = `en.${'very-long-rule-name-'.repeat(6)}x`;
  return {
    id: 'one',
    lane: 'review',
    language: 'und',
    sourceId: 'a-source-with-a-very-long-name-'.repeat(5),
    text,
    media: [{ kind: 'image', alt: text.slice(0, 500), sha256: null }],
    openedAt: '2026-11-24T06:10:00.000Z',
    assessment: assessmentOf(text, 'und', {
      // The whole text as one quote, and a short one inside it.
      signals: [
        [text, 'en.provider.x', 3],
        [[...text].slice(0, 2).join(''), longId, 2],
      ],
    }),
  };
}

/** Elements that stand out of the card or panel around them; a box that scrolls by itself would hide it from the page. */
async function protruding(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('.card *')].filter((element) => {
      if (element.closest('.visually-hidden') !== null) return false;
      const box = element.getBoundingClientRect();
      const card = element.closest('.card').getBoundingClientRect();
      return box.width > 0 && (box.left < card.left - 1 || box.right > card.right + 1);
    }).map((element) => element.outerHTML.slice(0, 120))`,
  );
}

async function expectWhole(page: Page, where: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  await expectNoSidewaysScroll(page, where);
  expect(await protruding(page), where).toEqual([]);
}

describe.each(['en-GB', 'ar'])('at 360 px in %s nothing leaves its card with', (locale) => {
  it.each(Object.keys(TEXTS))('%s', async (name) => {
    const { page, url } = await dashboard.open({
      browser: { locale, viewport: NARROW },
      dashboard: { items: [itemOf(TEXTS[name] ?? '')] },
      hasOwnTime: true,
    });
    await page.goto(`${url}/`);
    await page.waitForSelector('.next-action');
    await expectWhole(page, 'queue');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    await expectWhole(page, 'judging');
    for (const key of ['n', '1']) await page.keyboard.press(key);
    await page.fill('textarea', 'note'.repeat(200));
    await page.click('.judgment .button-primary');
    await haveRead(page);
    await page.waitForSelector('.explanation', { timeout: READ_MS });
    await expectWhole(page, 'reveal');
    expect(await page.locator('.post mark').count()).toBeGreaterThan(0);
  });
});
