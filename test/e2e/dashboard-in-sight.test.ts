import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type OpenOptions, useDashboard } from './support/dashboard-fixture.ts';
import { haveRead } from './support/own-time.ts';

const dashboard = useDashboard();
const ITEMS = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
const WIDE = { viewport: { width: 1280, height: 800 } };
const LOW = { viewport: { width: 1280, height: 500 } };

/** Whether the middle of the first that matches is in the window, and nothing lies over it. */
function isInSight(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const element = document.querySelector(${JSON.stringify(selector)});
    if (element === null) return false;
    const { left, top, height } = element.getBoundingClientRect();
    const over = document.elementFromPoint(left + 4, top + height / 2);
    return over !== null && element.contains(over);
  })()`);
}

/** An offer chosen, by keys: the longest form that there is. */
async function beginOffer(options: OpenOptions): Promise<Page> {
  const { page, url } = await dashboard.open({ ...options, dashboard: { items: ITEMS } });
  await page.goto(`${url}/review/offer-en`);
  await page.waitForSelector('.panel .button-primary');
  await page.keyboard.press('c');
  await page.waitForSelector('.judgment');
  await page.keyboard.press('o');
  await page.waitForSelector('.cited');
  return page;
}

describe('whoever judges in a form that is longer than the window', () => {
  it.each([
    ['wide', WIDE],
    ['low', LOW],
  ])('reads beside the button what still lacks (%s)', async (_name, browser) => {
    const page = await beginOffer({ browser });
    await page.locator('.judgment fieldset').first().scrollIntoViewIfNeeded();
    await page.click('.judgment button[type=submit]');
    expect(await page.textContent('#submit-hint')).toContain('Choose an answer and one reason.');
    expect(await isInSight(page, '#submit-hint')).toBe(true);
  });

  it.each([
    ['wide', WIDE],
    ['low', LOW],
  ])('sees whatever has the focus, from the first answer to the button (%s)', async (_name, browser) => {
    const page = await beginOffer({ browser });
    await page.focus('.judgment input');
    const hidden: string[] = [];
    for (;;) {
      await page.keyboard.press('Tab');
      const isButton = await page.evaluate<boolean>(`document.activeElement.matches('[type=submit]')`);
      if (isButton) break;
      if (!(await isInSight(page, ':is(label, fieldset, .judgment) :focus')))
        hidden.push(await page.evaluate<string>('document.activeElement.outerHTML'));
    }
    expect(hidden).toEqual([]);
  });

  it('hears once that a judgment is held, and not each second that is left', async () => {
    const page = await beginOffer({ browser: WIDE, hasOwnTime: true });
    for (const key of ['n', '1', 'Enter']) await page.keyboard.press(key);
    await page.waitForSelector('#submit-hint[role=timer]');
    const said = () => page.textContent('.frame > [role=status]');
    await until('it is said', async () => /Recorded in \d+ s/.test((await said()) ?? ''));
    const [first, shown] = [await said(), await page.textContent('#submit-hint')];
    await page.clock.runFor(2000);
    await until('it counts', async () => (await page.textContent('#submit-hint')) !== shown);
    expect(await said()).toBe(first);
  });

  it('is shown that a judgment was not recorded, and why', async () => {
    const page = await beginOffer({ browser: WIDE, hasOwnTime: true });
    for (const key of ['n', '1']) await page.keyboard.press(key);
    await page.fill('.judgment textarea', 'asks for a way, offers none');
    await haveRead(page);
    await page.route('**/judge', (route) => route.fulfill({ status: 503, json: {} }));
    await page.click('.judgment button[type=submit]');
    await page.waitForSelector('.panel .notice-failed');
    await until('it is in sight', () => isInSight(page, '.panel .notice-failed .notice-title'));
    expect(await page.inputValue('.judgment textarea')).toBe('asks for a way, offers none');
  });
});
