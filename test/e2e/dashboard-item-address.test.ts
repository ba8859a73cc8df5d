import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { judge } from './support/review-steps.ts';

const dashboard = useDashboard();
const PIA = signedIn('pia', ['protection']);
const ITEMS = DEMO_ITEMS.filter(({ lane }) => lane === 'protect');
const KEPT = 'Object.entries(sessionStorage).filter(([name]) => name.startsWith("vigie.draft.")).join()';

describe('a link that knows the item and not its lane', () => {
  it('opens the item where it is, keeps no words of protection, and goes on in that lane', async () => {
    const { page, url } = await dashboard.open({ dashboard: { items: ITEMS, person: PIA } });
    await page.goto(`${url}/review/distress-en`);
    await page.waitForSelector('.panel');
    expect(new URL(page.url()).pathname).toBe('/protect/distress-en');
    expect(await page.textContent('h1')).toContain('Person at risk?');
    expect(await page.getAttribute('.back a', 'href')).toBe('/protect');
    await page.keyboard.press('c');
    await page.waitForSelector('.judgment');
    await page.keyboard.press('m');
    await page.keyboard.type('a family on a boat');
    await page.locator('h1').click();
    await page.keyboard.press('p');
    await until('the answer is kept', async () => (await page.evaluate<string>(KEPT)).includes('protect'));
    expect(await page.evaluate<string>(KEPT)).not.toContain('boat');
    await judge(page, 'p');
    await page.keyboard.press('k');
    await page.waitForSelector('.panel[data-phase=closed]');
    const asked = page.waitForRequest(/\/api\/next$/);
    await page.keyboard.press('g');
    expect((await asked).postDataJSON()).toMatchObject({ lane: 'protect' });
  }, 60_000);
});
