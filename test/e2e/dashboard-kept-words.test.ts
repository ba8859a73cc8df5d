import type { Dialog, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();
const ANALYST = signedIn('ann', ['analyst']);
const WORDS = 'what somebody thought about for half an hour';

/** Answers what the browser asks as told, and keeps how often it asked. */
function answerAsked(page: Page) {
  const asked = { times: 0, isLeaving: false };
  page.removeAllListeners('dialog');
  page.on('dialog', (dialog: Dialog) => {
    expect(dialog.type()).toBe('beforeunload');
    asked.times += 1;
    void (asked.isLeaving ? dialog.accept() : dialog.dismiss());
  });
  return asked;
}

/** The page to try a text, opened from the rules, with words in its field. */
async function withWords() {
  const { page, url } = await dashboard.open({ dashboard: { person: ANALYST } });
  const asked = answerAsked(page);
  await page.goto(`${url}/rules`);
  await page.locator('nav a[href="/try"]').click();
  await page.locator('.try-form textarea').fill(WORDS);
  return { page, url, asked };
}

const words = (page: Page) => page.inputValue('.try-form textarea');
const path = (page: Page) => new URL(page.url()).pathname;

describe('words that somebody typed', () => {
  it('are asked about before a link opens another page, and stay with who stays', async () => {
    const { page, asked } = await withWords();
    await page.locator('nav a[href="/rules"]').click({ noWaitAfter: true });
    await until('it is asked', () => asked.times === 1);
    expect([path(page), await words(page)]).toEqual(['/try', WORDS]);
    asked.isLeaving = true;
    await page.locator('nav a[href="/rules"]').click();
    await page.waitForURL('**/rules');
    expect(asked.times).toBe(2);
  });

  it('are asked about before the way back, whose page stays at its address', async () => {
    const { page, asked } = await withWords();
    await page.evaluate('history.back()');
    await until('it is asked', () => asked.times === 1);
    expect([path(page), await words(page)]).toEqual(['/try', WORDS]);
    asked.isLeaving = true;
    await page.evaluate('history.back()');
    await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
    expect([path(page), asked.times]).toEqual(['/rules', 2]);
  });

  it('are not asked about once they are gone from the field, nor by a link within the page', async () => {
    const { page, asked } = await withWords();
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/try#content');
    expect(await words(page)).toBe(WORDS);
    await page.locator('.try-form textarea').fill(' ');
    await page.locator('nav a[href="/rules"]').click();
    await page.getByRole('heading', { level: 1, name: 'Rules' }).waitFor();
    expect(asked.times).toBe(0);
  });

  it.each([
    ['review', 'offer-en', 0, WORDS],
    ['protect', 'distress-en', 1, ''],
  ])('of a judgment are asked about where they are not kept (%s)', async (lane, id, times, after) => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const { page, url } = await dashboard.open({ dashboard: { items } });
    const asked = answerAsked(page);
    asked.isLeaving = true;
    await page.goto(`${url}/${lane}/${id}`);
    await page.waitForSelector('.panel .button-primary');
    await page.keyboard.press('c');
    await page.locator('.judgment textarea').fill(WORDS);
    await page.locator(`nav a[href="/${lane}"]`).click();
    await page.waitForURL(`**/${lane}`);
    expect(asked.times).toBe(times);
    await page.goto(`${url}/${lane}/${id}`);
    expect(await page.locator('.judgment textarea').inputValue()).toBe(after);
  });
});
