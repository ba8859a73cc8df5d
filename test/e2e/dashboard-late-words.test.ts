import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();

/** The file of a language's words for the frame. */
const wordsOf = (language: string) => new RegExp(`/assets/${language}-[^/]+\\.js$`);
const language = (page: Page) => page.evaluate<string>('document.documentElement.lang');

describe('words of a language', () => {
  it('that come after those of a later choice change nothing', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/review`);
    const field = page.getByLabel('Language', { exact: true });
    await field.waitFor();
    let letGo: () => void = () => undefined;
    const waits = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route(wordsOf('ar'), async (route) => {
      const response = await route.fetch();
      await waits;
      await route.fulfill({ response });
    });
    const late = page.waitForResponse(wordsOf('ar'));
    await field.selectOption('ar');
    await page.locator('.site-header select').first().selectOption('fr');
    await until('French', async () => (await language(page)) === 'fr');
    letGo();
    await (await late).finished();
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    expect(await language(page)).toBe('fr');
    expect(await page.evaluate('document.documentElement.dir')).toBe('ltr');
  });

  it('that do not come at the start leave a page in English, never an empty one', async () => {
    const { page, url, takeFaults } = await dashboard.open({ browser: { locale: 'ar' } });
    await page.route(wordsOf('ar'), (route) => route.abort());
    await page.goto(`${url}/review`);
    await page.getByRole('heading', { name: 'Review queue' }).waitFor();
    expect(await language(page)).toBe('en');
    takeFaults();
  });
});
