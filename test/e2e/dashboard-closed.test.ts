import { describe, expect, it } from 'vitest';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();
const CLOSED = 205;

/** So many offers, closed one minute after the other. */
function offers() {
  const [item] = DEMO_ITEMS;
  if (item === undefined) throw new Error('expected a demo item');
  return Array.from({ length: CLOSED }, (_, at) => ({
    ...item,
    id: `offer-${at}`,
    isOffer: true,
    openedAt: new Date(Date.parse('2026-11-25T00:00:00Z') - at * 60_000).toISOString(),
  }));
}

describe.each(['en', 'ar'] as const)('pages of closed posts in %s', (locale) => {
  it('are walked by keyboard, each with an address of its own that says nothing of a post', async () => {
    const { page, url } = await dashboard.open({ browser: { locale }, dashboard: { items: offers() } });
    const rows = page.locator('.item-list tbody tr');
    await page.goto(`${url}/closed?lane=review&outcome=offer`);
    await page.waitForSelector('a[rel=next]');
    expect(await rows.count()).toBe(200);
    await page.focus('a[rel=next]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.item-list tbody tr:nth-child(5):last-child');
    await page.waitForSelector('#list-title:focus');
    expect(await page.locator('a[rel=next]').count()).toBe(0);
    const { search } = new URL(page.url());
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
      lane: 'review',
      outcome: 'offer',
      before: expect.stringMatching(/^2026-11-24T20:41:00\.000Z~offer-199$/),
    });
    await expectWell(page, `closed-older-${locale}`);
    // The same address opens the same page.
    await page.goto(`${url}/closed${search}`);
    await page.waitForSelector('.item-list tbody tr:nth-child(5):last-child');
    await page.goBack();
    await page.waitForSelector('a[rel=next]');
    expect(await rows.count()).toBe(200);
  });
});
