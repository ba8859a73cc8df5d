import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();
const ORA = signedIn('ora', ['oversight']);
/** Each shape is shown once to say what it means. */
const KEY = 1;
const NARROW = { viewport: { width: 375, height: 800 } } as const;

describe.each([
  ['en', 'wide', { locale: 'en' }],
  ['ar', 'wide', { locale: 'ar' }],
  ['en', 'narrow', { locale: 'en', ...NARROW }],
  ['ar', 'narrow', { locale: 'ar', ...NARROW }],
] as const)('the pages of those who oversee, in %s, %s', (locale, size, browser) => {
  it('TRA-04 say which report is owed, since when, and how far it has come', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { person: ORA } });
    await page.goto(`${url}/oversight`);
    await page.waitForSelector('[aria-labelledby=over-report] li');
    const late = page.locator('[aria-labelledby=over-report] li.warning-text');
    expect(await late.count()).toBe(1);
    expect(await late.textContent()).toMatch(/2026-Q2.*88/);
    // What nobody authorised stands beside what is not in force any more.
    const authorisations = page.locator('[aria-labelledby=over-authorisations] li.warning-text');
    expect(await authorisations.allTextContents()).toEqual([
      expect.stringContaining('channel'),
      expect.stringContaining('file-import'),
    ]);
    // Bait for the protection lane is the obvious evasion.
    const signs = await page.locator('[aria-labelledby=over-signs] li').allTextContents();
    expect(signs.map((line) => line.match(/\d+/g)?.map(Number))).toEqual([
      [2026, 11, 9, 7, 2],
      [2026, 10, 1, 1],
    ]);
    // Of English a native speaker has checked the words.
    expect(signs.map((line) => line.match(/\*/g)?.length)).toEqual([2, undefined]);
    await expectWell(page, `oversight-${locale}-${size}`);
    const hrefs = await page
      .locator('.figure-origin a.mono')
      .evaluateAll((links) => links.map((one) => one.getAttribute('href')));
    // Entries of scoring hold no signs: whoever checks these figures is not sent to them.
    expect(hrefs).not.toContain('/log?kind=posts.scored');
    expect(hrefs).toContain('/log?kind=report.published');
    expect(hrefs).toContain('/log?kind=posts.erased');
    await page.click('a[href="/coverage"]');
    await page.waitForSelector('.coverage-grid');
  });

  it('tell quiet from blind, in picture, words, table and CSV', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { person: ORA } });
    await page.goto(`${url}/coverage`);
    await page.waitForSelector('.coverage-grid');
    await expectWell(page, `coverage-${locale}-${size}`);
    // One combination is quiet and the others of that language are not: shapes say so, too.
    expect(await page.locator('.coverage-grid .coverage-quiet').count()).toBe(KEY + 1);
    expect(await page.locator('.coverage-grid .coverage-unproved circle').count()).toBe(KEY + 1);
    expect(await page.locator('.coverage-grid .coverage-blind path').count()).toBe(KEY + 3);
    const picture = page.locator('.chart-picture');
    expect(await picture.getAttribute('aria-label')).toMatch(/6/);
    const first = page.locator('[aria-labelledby=cover-languages] tbody tr').first();
    expect(await first.textContent()).toContain('en.provider.first-word');
    // The question behind the figures, and the very entries that they count.
    const entries = page.locator('.figure-origin a.mono').first();
    expect(await entries.getAttribute('href')).toBe('/log?kind=posts.scored&first=12&before=4712');
    expect(await page.locator('.figure-origin a[download]').first().getAttribute('href')).toBe(
      '/api/coverage',
    );
    await page.click('.chart-table summary');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.click('[aria-labelledby=cover-languages] button'),
    ]);
    const csv = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(csv[0]).toContain('language,state,reason,about,posts,flagged,last_month,offers,offers_found');
    expect(csv[1]).toBe('en,blind,held,en.provider.first-word,900,22,2026-11,3,0,7,7,0,1,0,0,0');
    await expectWell(page, `coverage-open-${locale}-${size}`);
  });
});

it('the page of an item leads back to where its reader came from', async () => {
  for (const [person, path, back] of [
    [ORA, '/review/offer-en', '/quality'],
    [signedIn('exa', ['exporter']), '/review/offer-en', '/cases'],
    [signedIn('ana', ['reviewer']), '/protect/risk-fr', '/review'],
  ] as const) {
    const { page, url } = await dashboard.open({ dashboard: { person } });
    await page.goto(url + path);
    expect(await page.locator('.back a').getAttribute('href')).toBe(back);
  }
});
