import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const PICTURES = process.env.TEST_PICTURES;
const dashboard = useDashboard();
const OFFER = DEMO_ITEMS.find(({ id }) => id === 'offer-en') as SeedItem;
const ITEMS = [{ ...OFFER, isOffer: true }];
/** Judged the seeded offer. */
const BEN = signedIn('ben', ['reviewer']);
const EXA = signedIn('exa', ['exporter']);
const GROUNDS = 'The sum stands in another typeface. يختلف الخط هنا.';

describe('doubts about authenticity', () => {
  it.each([
    ['wide', {}],
    ['narrow', { viewport: { width: 360, height: 800 } }],
    ['Arabic', { locale: 'ar' }],
  ])(
    'EVI-15 are written down by who judged, and stay beside their name, on a %s page',
    async (name, browser) => {
      const seeded = seededParts({ items: ITEMS, team: [BEN] }, { now: () => Date.now() });
      const { page, url } = await dashboard.open({ browser, dashboard: { seeded, person: BEN } });
      await page.goto(`${url}/review/offer-en`);
      await page.click('.doubts summary');
      const submit = page.locator('.doubts button[type=submit]');
      expect(await submit.isDisabled()).toBe(true);
      await page.selectOption('.doubts select', 'synthetic');
      await page.fill('.doubts textarea', GROUNDS);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `doubt-form-${name}.png`), fullPage: true });
      await submit.click();
      await page.waitForSelector('.doubts li');
      expect(await page.textContent('.doubts li')).toContain(GROUNDS);
      expect(await page.textContent('.doubts li')).toContain('ben');
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `doubt-${name}.png`), fullPage: true });
    },
  );

  it('EVI-15 are shown to who works on the case, who cannot add one', async () => {
    const seeded = seededParts({ items: ITEMS, team: [BEN] }, { now: () => Date.now() });
    await seeded.doubts.record(BEN, 'offer-en', { kind: 'satire', grounds: GROUNDS });
    const number = await seeded.cases.open(EXA, { legalReference: 'Js 1/26' });
    await seeded.cases.add(EXA, number, 'offer-en');
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: EXA } });
    await page.goto(`${url}/cases/${number}`);
    await page.waitForSelector('.case-item h3');
    expect(await page.textContent('.case-item')).toContain('satire');
    if (PICTURES) await page.screenshot({ path: join(PICTURES, 'doubt-case.png'), fullPage: true });
    await page.goto(`${url}/review/offer-en`);
    await page.waitForSelector('.doubts li');
    expect(await page.locator('.doubts form').count()).toBe(0);
  });
});
