import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { judge, takeNext } from './support/review-steps.ts';

const dashboard = useDashboard();
const ANA = signedIn('ana', ['reviewer']);
const TEAM = [ANA, signedIn('ben', ['reviewer']), signedIn('cem', ['reviewer'])];

/** Keeps back what the server answers to requests for `path`, as it stood when they were asked, until it is let go. */
async function keepBack(page: Page, path: RegExp) {
  let letGo: () => void = () => undefined;
  const waits = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(path, async (route) => {
    const response = await route.fetch();
    await waits;
    await route.fulfill({ response });
  });
  return () => letGo();
}

describe('an answer that comes late', () => {
  it('does not put the page back before what was judged since', async () => {
    const items = DEMO_ITEMS.filter(({ lane, thread }) => lane === 'review' && thread === undefined);
    const seeded = seededParts({ items: items.slice(0, 1), team: TEAM }, SYSTEM_CLOCK);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: ANA } });
    const { id } = await takeNext(page, url);
    const letGo = await keepBack(page, new RegExp(`/api/items/${id}$`));
    const asking = page.waitForRequest(new RegExp(`/api/items/${id}$`));
    // Asking a colleague has the page look at the post anew.
    await page.locator('.hand-over', { hasText: 'colleague' }).locator('summary').click();
    await page.fill('.hand-over input', 'ferry');
    await page.press('.hand-over input', 'Enter');
    const looked = await asking;
    await page.locator('h1').click();
    await judge(page, 'n');
    letGo();
    expect((await looked.response())?.status()).toBe(200);
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await page.locator('.explanation').count()).toBe(1);
    expect(await page.locator('.judgment').count()).toBe(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }, 90_000);
});
