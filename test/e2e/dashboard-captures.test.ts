import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const PICTURES = process.env.TEST_PICTURES;
const dashboard = useDashboard();
const OFFER = DEMO_ITEMS.find(({ id }) => id === 'offer-en') as SeedItem;
const ITEMS = [{ ...OFFER, isOffer: true, isCaptured: true }];
const EXA = signedIn('exa', ['exporter']);

function open(browser: object = {}) {
  const seeded = seededParts({ items: ITEMS }, { now: () => Date.now() });
  return dashboard.open({ browser, dashboard: { seeded, person: EXA } });
}

/** Waits until the picture is drawn; asked from here, since the page's policy lets nobody evaluate texts in it. */
function pictureOf(page: Page): Promise<void> {
  const width = 'document.querySelector(".capture img")?.naturalWidth';
  return until('the picture', async () => (await page.evaluate<number | undefined>(width)) === 640);
}

describe('the capture of a page', () => {
  it('WEL-01 WEL-03 shows no picture before it is asked for, and none of it comes from outside', async () => {
    const { page, url } = await open();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${url}/review/offer-en`);
    await page.waitForSelector('.capture-reveal button');
    expect(await page.textContent('.capture-reveal')).toContain('hard to look at');
    expect(await page.locator('.capture img').count()).toBe(0);
    expect(asked.filter((path) => path.endsWith('/picture'))).toEqual([]);
    await page.click('.capture-reveal button');
    await pictureOf(page);
    expect(asked.filter((path) => path.endsWith('/picture'))).toHaveLength(1);
    await page.click('.capture-picture input');
    await page.waitForSelector('.capture img.is-grey');
    await page.click('.capture summary >> nth=0');
    expect(await page.textContent('.capture')).toContain('192.0.2.7');
    const proofs = await page.textContent('section[aria-labelledby=capture-proofs]');
    expect(proofs).toContain('unit.example');
    expect(proofs).toContain('more than ten minutes after the capture');
    expect(proofs).toMatch(/second not stamped yet timeout/);
    // Requests to another origin fail every test of this suite; the address of the page is not even told.
    expect(await page.content()).not.toContain('canary');
    if (PICTURES) await page.screenshot({ path: join(PICTURES, 'capture-wide.png'), fullPage: true });
  });

  it('asks for a picture again that could not be loaded', async () => {
    const { page, url } = await open();
    await page.route(/\/capture\/picture$/, (route) => route.abort(), { times: 1 });
    await page.goto(`${url}/review/offer-en`);
    await page.click('.capture-reveal button');
    await page.locator('.capture-reveal .warning-text').waitFor();
    await page.click('.capture-reveal button');
    await pictureOf(page);
  });

  it.each([
    ['narrow', { viewport: { width: 360, height: 800 } }],
    ['Arabic', { locale: 'ar' }],
    ['dark', { colorScheme: 'dark' }],
  ])('fits a %s page', async (name, browser) => {
    const { page, url } = await open(browser);
    await page.goto(`${url}/review/offer-en`);
    await page.click('.capture-reveal button');
    await pictureOf(page);
    await page.click('.capture summary >> nth=0');
    await page.click('.capture summary >> nth=1');
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `capture-${name}.png`), fullPage: true });
  });
});
