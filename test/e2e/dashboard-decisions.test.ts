import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../../queue/runtime/clock.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { MemoryDesk, type SeedItem } from '../unit/dashboard/support/memory-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();
const [OFFER] = DEMO_ITEMS;

function manyOffers(count: number): SeedItem[] {
  if (OFFER === undefined) throw new Error('expected a demo item');
  return Array.from({ length: count }, (_, at) => ({ ...OFFER, id: `offer-${at}` }));
}

async function phase(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
}

async function takeNext(page: Page): Promise<void> {
  await phase(page, '.item-list, .panel .button-primary');
  await page.keyboard.press('g');
  await phase(page, '.judgment');
}

describe('deciding', () => {
  it('goes through 20 posts with the keyboard alone', async () => {
    const { page, url } = await dashboard.open({ dashboard: { items: manyOffers(20) } });
    await page.goto(`${url}/`);
    await page.evaluate('addEventListener("pointerdown", () => { document.title = "pointer"; })');
    for (let count = 0; count < 20; count += 1) {
      await takeNext(page);
      await page.keyboard.press(count % 2 === 0 ? 'o' : 'n');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await phase(page, '.explanation');
      if (count % 3 === 0) {
        await page.keyboard.press('r');
        await phase(page, '.judgment');
        await page.keyboard.press('u');
        await page.keyboard.press('2');
        await page.keyboard.press('Enter');
      } else await page.keyboard.press('k');
      await phase(page, '.panel[data-phase=closed]');
    }
    expect(await page.title()).not.toBe('pointer');
    const status = await (await fetch(`${url}/api/status`)).json();
    expect(status.items).toEqual({ open: 0, decided: 20 });
  }, 60_000);

  it('works with Tab, arrows and Enter when single keys are off', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/review/offer-en`);
    await phase(page, '.panel .button-primary');
    await page.evaluate('localStorage.setItem("vigie.shortcuts", "off")');
    await page.reload();
    await phase(page, '.panel .button-primary');
    await page.keyboard.press('c');
    expect(await page.locator('.judgment').count()).toBe(0);
    await page.focus('.panel .button-primary');
    await page.keyboard.press('Enter');
    await phase(page, '.judgment');
    expect(await page.locator('.kbd:not(header .kbd, dialog .kbd)').count()).toBe(0);
    await page.focus('input[name=outcome][value=not_offer]');
    await page.keyboard.press('Space');
    await page.focus('input[name=reason][value=seeker]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await phase(page, '.explanation');
  });

  it('chooses nothing beforehand and records nothing that is incomplete', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    expect(await page.locator('main input:checked').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.press('o');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#submit-hint:not(:empty)');
    expect(await page.locator('.explanation').count()).toBe(0);
    expect(await page.locator('.judgment').count()).toBe(1);
  });

  it('shows nothing of the rules before the judgment; then spans, rules and a sum that adds up', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    expect(await page.locator('mark').count()).toBe(0);
    expect(await page.textContent('main')).not.toMatch(/score|weight|en\./i);
    await page.keyboard.press('o');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await phase(page, '.explanation');
    const weights = await page.locator('.explanation tbody td').allInnerTexts();
    const total = await page.textContent('.explanation tfoot td');
    expect(weights.map(Number).reduce((sum, weight) => sum + weight, 0)).toBe(Number(total));
    expect(await page.locator('mark.mark-signal').count()).toBeGreaterThan(4);
    expect(await page.locator('mark.mark-counter').count()).toBe(1);
    expect(await page.evaluate('document.activeElement?.id')).toBe('explanation-title');
  });

  it('moves a post to the protection lane for good, where there is no offer and no score', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.keyboard.press('p');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await phase(page, '.explanation');
    expect(new URL(page.url()).pathname).toBe('/protect/offer-en');
    expect(await page.locator('.explanation table, .weight').count()).toBe(0);
    await page.keyboard.press('r');
    await phase(page, '.judgment');
    expect(await page.locator('input[value=offer]').count()).toBe(0);
    await page.keyboard.press('o');
    expect(await page.locator('main input:checked').count()).toBe(0);
  });

  it('undoes, and asks anew with nothing chosen', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    for (const key of ['o', '1', 'Enter']) await page.keyboard.press(key);
    await phase(page, '.explanation');
    await page.keyboard.press('z');
    await phase(page, '.judgment');
    expect(await page.locator('main input:checked, mark').count()).toBe(0);
  });

  it('types letters into the note and not into the shortcuts', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.focus('textarea');
    await page.keyboard.type('no pun 123?');
    expect(await page.inputValue('textarea')).toBe('no pun 123?');
    expect(await page.locator('main input:checked, dialog[open]').count()).toBe(0);
  });
});

describe('what can go wrong', () => {
  it('keeps the draft when the server is gone, and says that nothing is recorded', async () => {
    const { page, url, server } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.keyboard.press('o');
    await page.keyboard.press('1');
    await server.close();
    await page.keyboard.press('Enter');
    await phase(page, '.offline-banner');
    expect(await page.locator('main input:checked').count()).toBe(2);
    expect(await page.textContent('.panel')).toContain('This was not recorded');
  });

  it('shows how the item stands when somebody was faster', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    const elsewhere = await fetch(`${url}/api/items/offer-en/judge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ outcome: 'not_offer', reason: 'seeker' }),
    });
    expect(elsewhere.status).toBe(200);
    for (const key of ['o', '1', 'Enter']) await page.keyboard.press(key);
    await phase(page, '.panel .notice-warning');
    await phase(page, '.explanation');
    expect(await page.textContent('.decisions')).toContain('Not an offer');
  });

  it('keeps the draft over the end of a claim', async () => {
    const clock = manualClock(Date.now());
    const { page, url } = await dashboard.open({ dashboard: { desk: new MemoryDesk(DEMO_ITEMS, clock) } });
    await page.clock.install();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.keyboard.press('o');
    await page.keyboard.press('2');
    clock.advance(6 * 60_000);
    await page.clock.fastForward(6 * 60_000);
    await phase(page, '.panel[data-phase=free]');
    expect(await page.textContent('.panel')).toContain('Claim it again');
  });

  it('tells who waits that somebody else reads the post', async () => {
    const desk = new MemoryDesk(DEMO_ITEMS, { now: () => Date.now() });
    await desk.claim('another', 'offer-en');
    const { page, url } = await dashboard.open({ dashboard: { desk } });
    await page.goto(`${url}/review/offer-en`);
    await page.getByText('Somebody else is reading').waitFor();
    expect(await page.locator('.judgment, .panel button').count()).toBe(0);
  });
});
