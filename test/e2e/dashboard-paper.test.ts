import { describe, expect, it } from 'vitest';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectNoSidewaysScroll, judge } from './support/review-steps.ts';

const dashboard = useDashboard();

/** What a sheet of A4 shows between its margins, px. */
const UPRIGHT = { width: 718, height: 1046 };
const ACROSS = { width: 1046, height: 718 };

/** Boxes of the page that hold more than they show: paper does not scroll. */
const CUT_OFF = `[...document.querySelectorAll('main *')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).overflowY !== 'visible')
  .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
  .filter((one) => !one.matches('.visually-hidden, select, input'))
  .map((one) => one.outerHTML.slice(0, 120))`;

const PRESSED = `[...document.querySelectorAll('nav, button, form, .kbd, .settings')]
  .filter((one) => one.checkVisibility())
  .map((one) => one.outerHTML.slice(0, 120))`;

describe('on paper', () => {
  it('a judged post is dark on light, whole, and without what is pressed', async () => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const { page, url } = await dashboard.open({
      browser: { viewport: ACROSS },
      dashboard: { items },
      hasOwnTime: true,
    });
    await page.goto(`${url}/review/offer-en`);
    await page.selectOption('.settings select:has([value=dark])', 'dark');
    await page.waitForSelector('.panel .button-primary');
    await page.keyboard.press('c');
    await page.waitForSelector('.judgment');
    await judge(page, 'n');
    await page.keyboard.press('r');
    await page.waitForSelector('.judgment');
    // What the panel holds is longer than the window, and the panel scrolls there.
    expect(await page.evaluate<string[]>(CUT_OFF)).not.toEqual([]);
    await page.emulateMedia({ media: 'print' });
    for (const sheet of [ACROSS, UPRIGHT]) {
      await page.setViewportSize(sheet);
      expect(await page.evaluate<string[]>(CUT_OFF)).toEqual([]);
      expect(await page.evaluate<string[]>(PRESSED)).toEqual([]);
      await expectNoSidewaysScroll(page, 'on paper');
    }
    expect(await page.locator('.explanation').isVisible()).toBe(true);
    expect(await page.evaluate(`getComputedStyle(document.documentElement).colorScheme`)).toBe('light');
  }, 60_000);
});
