import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { demoFigures } from '../support/demo-figures.ts';
import { EVERYBODY, signedIn } from '../unit/dashboard/support/demo-context.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();
const FIGURES = demoFigures(new Date(SYSTEM_CLOCK.now()));
const ANNA = signedIn('anna', ['analyst']);
const EVE = signedIn('eve', ['exporter']);
const ORA = signedIn('ora', ['oversight']);

/** The form by which a release is asked for. */
const ASK = '.source-list > details';

const LOOKS = [
  ['en', 'wide', { locale: 'en-GB' }],
  ['ar', 'wide', { locale: 'ar' }],
  ['fr', 'narrow', { locale: 'fr', viewport: { width: 375, height: 800 } }],
  ['en', 'dark', { locale: 'en-GB', colorScheme: 'dark' }],
  ['ar', 'narrow-dark', { locale: 'ar', colorScheme: 'dark', viewport: { width: 375, height: 800 } }],
] as const;

function seeded() {
  return seededParts({ items: [], figures: FIGURES }, SYSTEM_CLOCK);
}

async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/statistics`);
  await page.waitForSelector('.corridor-map .corridor');
}

describe('the page of statistics', () => {
  it.each(LOOKS)(
    'is well in %s, %s: each chart with words, table and file',
    async (locale, look, browser) => {
      const { page, url } = await dashboard.open({ browser, dashboard: { seeded: seeded(), person: ORA } });
      await openPage(page, url);
      const charts = page.locator('.chart');
      expect(await charts.count()).toBe(6);
      for (const chart of await charts.all()) {
        expect((await chart.locator('[role=img]').getAttribute('aria-label'))?.length).toBeGreaterThan(20);
        await chart.locator('summary').click();
        expect(await chart.locator('tbody tr').count()).toBeGreaterThan(1);
        expect(await chart.locator('button').count()).toBe(1);
      }
      await expectWell(page, `statistics-tables-${locale}-${look}`);
      for (const chart of await charts.all()) await chart.locator('summary').click();
      await expectWell(page, `statistics-${locale}-${look}`);
    },
  );

  it('keeps the focus and what was begun while another range loads, and where it cannot be had', async () => {
    const { page, url } = await dashboard.open({ dashboard: { seeded: seeded(), person: ANNA } });
    await openPage(page, url);
    await page.click(`${ASK} > summary`);
    await page.fill(`${ASK} textarea`, 'A yearbook on the languages of offers.');
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/statistics?*', async (route) => {
      await held;
      await route.continue();
    });
    const first = page.locator('.chart-range select').first();
    const months = await first
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    await first.focus();
    await first.selectOption(months.at(-1) ?? '');
    const stays = async () => {
      expect(await first.evaluate((select) => select === select.ownerDocument.activeElement)).toBe(true);
      expect(await first.inputValue()).toBe(months.at(-1));
      expect(await page.inputValue(`${ASK} textarea`)).toContain('A yearbook');
    };
    await page.waitForSelector('.loading');
    await stays();
    answer();
    await page.waitForSelector('.corridor-map .corridor');
    await stays();
    await page.route('**/api/statistics?*', (route) => route.abort());
    await page
      .locator('.chart-range select')
      .last()
      .selectOption(months.at(-2) ?? '');
    await page.waitForSelector('.notice-failed');
    expect(await page.inputValue(`${ASK} textarea`)).toContain('A yearbook');
    expect(await page.locator('.chart-range select').last().inputValue()).toBe(months.at(-2));
    // Charts of the months before would stand below those that were chosen.
    expect(await page.locator('.chart').count()).toBe(0);
  });

  it('hands out the figures of a chart as a file, without those from 1 to 9', async () => {
    const { page, url } = await dashboard.open({ dashboard: { seeded: seeded(), person: ORA } });
    await openPage(page, url);
    const map = page.locator('.chart', { has: page.locator('.corridor-map') });
    const [download] = await Promise.all([page.waitForEvent('download'), map.locator('button').click()]);
    expect(download.suggestedFilename()).toMatch(/^corridors-\d{4}-\d\d-\d{4}-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('\ufeffFrom,To,Posts');
    expect(lines[1]).toMatch(/^Western Asia,Southern Europe,\d+$/);
    const counts = lines.slice(1, -1).map((line) => line.split(',').at(-1));
    expect(counts.filter((count) => Number(count) < 10)).toEqual([]);
  });

  it('tells offers that hire carriers apart, and that months of before did not count them, also in the file', async () => {
    const { page, url } = await dashboard.open({ dashboard: { seeded: seeded(), person: ORA } });
    await openPage(page, url);
    const outcomes = page.locator('.chart', { hasText: 'Outcomes per month' });
    expect(await outcomes.locator('.hint').first().textContent()).toMatch(
      /Offers that look for drivers or other carriers, \w+ \d{4} to \w+ \d{4}: 0\.$/,
    );
    const [download] = await Promise.all([page.waitForEvent('download'), outcomes.locator('button').click()]);
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines[0]).toMatch(/,Offers that look for carriers$/);
    expect(lines[1]).toMatch(/,not counted$/);
    expect(lines.at(-1)).toMatch(/,0$/);
    await outcomes.locator('summary').click();
    expect(await outcomes.locator('tbody tr').first().locator('td').last().textContent()).toBe('not counted');
  });

  it('PRO-09 counts nothing of the protection lane for whoever works in the other', async () => {
    const { page, url } = await dashboard.open({ dashboard: { seeded: seeded(), person: ANNA } });
    const answer = page.waitForResponse((response) => response.url().includes('/api/statistics'));
    await openPage(page, url);
    const view = JSON.stringify(await (await answer).json());
    expect(view).not.toContain('protect');
    expect(await page.locator('main').textContent()).not.toContain('Protection');
  });

  it.each(['en', 'ar'])('STA-06 lets one person ask and another release, in %s', async (locale) => {
    const parts = seeded();
    const asking = await dashboard.open({ browser: { locale }, dashboard: { seeded: parts, person: ANNA } });
    await openPage(asking.page, asking.url);
    await asking.page.click(`${ASK} > summary`);
    const before = await asking.page.locator('.release').count();
    await asking.page.selectOption(`${ASK} .field:nth-of-type(1) select`, 'repeated');
    await asking.page.fill(`${ASK} textarea`, 'A yearbook on the languages of offers.');
    await expectWell(asking.page, `release-asked-${locale}`);
    await asking.page.click(`${ASK} .button`);
    await asking.page.locator('.release').nth(before).waitFor();
    expect(await asking.page.locator('.release .button-primary').count()).toBe(0);

    const deciding = await dashboard.open({ browser: { locale }, dashboard: { seeded: parts, person: EVE } });
    await openPage(deciding.page, deciding.url);
    await deciding.page.click('.release .button-primary');
    await deciding.page.waitForSelector('.release .digest');
    await expectWell(deciding.page, `release-decided-${locale}`);
    const [download] = await Promise.all([
      deciding.page.waitForEvent('download'),
      deciding.page.click('.release a[download]'),
    ]);
    const { vigie, table } = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(vigie).toBe('statistics');
    expect(table.rows).toContain('oceania>caribbean');

    // A correction is public for good: what was published is not there to be published again.
    const corrections = deciding.page.locator('.release .gaps li');
    const published = await corrections.count();
    await deciding.page.click('.release details summary');
    await deciding.page.fill('.release details textarea', 'The months of summer lacked a source.');
    await deciding.page.click('.release details .button');
    await corrections.nth(published).waitFor();
    expect(await deciding.page.inputValue('.release details textarea')).toBe('');
    expect(await deciding.page.textContent('.frame > [role=status]')).not.toBe('');
  });

  it('says why a release cannot be', async () => {
    const { page, url } = await dashboard.open({ dashboard: { seeded: seeded(), person: EVERYBODY } });
    await openPage(page, url);
    await page.click(`${ASK} > summary`);
    await page.fill(`${ASK} textarea`, 'short');
    await page.click(`${ASK} .button`);
    await page.waitForSelector(`${ASK} .notice`);
    await expectWell(page, 'release-fault');
  });
});
