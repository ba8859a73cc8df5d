import { describe, expect, it } from 'vitest';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectNoSidewaysScroll } from './support/review-steps.ts';

const dashboard = useDashboard();
const LONG = 'Aktenzeichenzusammensetzung'.repeat(8).slice(0, 200);

describe('at 320 px', () => {
  it('a reference of one long word is read without scrolling sideways, in the list, the case and a refusal', async () => {
    const { page, url } = await dashboard.open({ browser: { viewport: { width: 320, height: 640 } } });
    await page.goto(`${url}/cases`);
    await page.fill('main input', LONG);
    await page.route('**/api/cases', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({
            status: 409,
            json: { code: 'case.conflict', status: 409, title: 'No', detail: `found "${LONG}"` },
          })
        : route.continue(),
    );
    await page.press('main input', 'Enter');
    await page.locator('.notice-failed', { hasText: LONG }).waitFor();
    await expectNoSidewaysScroll(page, 'a refusal');
    await page.unroute('**/api/cases');
    await page.press('main input', 'Enter');
    await page.locator('.page-heading', { hasText: LONG }).waitFor();
    await expectNoSidewaysScroll(page, 'the case');
    await page.click('.back a');
    await page.locator('.item-list', { hasText: LONG }).waitFor();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 640 });
      await expectNoSidewaysScroll(page, `the list at ${width} px`);
    }
    expect(await page.locator('.item-list bdi', { hasText: LONG }).isVisible()).toBe(true);
  });
});
