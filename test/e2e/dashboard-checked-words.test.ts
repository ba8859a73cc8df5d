import { describe, expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { demoFigures } from '../support/demo-figures.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { fairnessReport } from '../unit/dashboard/support/fairness-report.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { judge, takeNext } from './support/review-steps.ts';

const dashboard = useDashboard();
const ORA = signedIn('ora', ['oversight']);
const UNCHECKED = {
  en: 'Words of the rules not yet checked by a native speaker',
  fr: 'Mots des règles pas encore relus par un locuteur natif',
  es: 'Palabras de las reglas aún no comprobadas por un hablante nativo',
  ar: 'كلمات القواعد لم يراجعها ناطق أصلي بعد',
} as const;
const FIGURES = demoFigures(new Date(SYSTEM_CLOCK.now()));
const LOCALES = ['en', 'fr', 'es', 'ar'] as const;

describe('words that no native speaker has checked', () => {
  it.each(LOCALES)('are told of beside the language of a post, in %s', async (locale) => {
    const { page, url } = await dashboard.open({ browser: { locale } });
    await page.goto(`${url}/review/offer-ar`);
    await page.waitForSelector('.post .facts');
    expect(await page.textContent('.post .facts dd')).toContain(UNCHECKED[locale]);
    await page.goto(`${url}/review/offer-en`);
    await page.waitForSelector('.post .facts');
    // English is checked in this release.
    expect(await page.textContent('.post .facts')).not.toContain(UNCHECKED[locale]);
  });

  it('are told of after the judgment as before it', async () => {
    const items = DEMO_ITEMS.filter(({ id }) => id === 'offer-ar');
    const { page, url } = await dashboard.open({ dashboard: { items }, hasOwnTime: true });
    await takeNext(page, url);
    expect(await page.textContent('.post .facts dd')).toContain(UNCHECKED.en);
    await judge(page, 'n');
    expect(await page.textContent('.post .facts dd')).toContain(UNCHECKED.en);
  });

  it.each([
    ['fairness', '[aria-labelledby=fairness-groups] tbody th'],
    ['fairness', '[aria-labelledby=fairness-shadow] li'],
    ['statistics', '.chart-table tbody th'],
    ['coverage', '.coverage-grid .chart-label'],
    ['rules', 'details .figures tbody th'],
  ])('are marked in figures by language, with what the mark means: %s, %s', async (name, place) => {
    const shadow = ['ar', 'en'].map((language) => ({ language, posts: 3, isInForce: true }));
    const report = { ...fairnessReport(['ar', 'en', 'sq']), shadow };
    const seeded = seededParts({ items: [], figures: FIGURES }, SYSTEM_CLOCK);
    const fairness = { report: async () => report };
    const { page, url } = await dashboard.open({ dashboard: { person: ORA, fairness, seeded } });
    await page.goto(`${url}/${name}`);
    await page.waitForSelector(`main .hint >> text=* ${UNCHECKED.en}`, { state: 'attached' });
    await page.waitForSelector(place, { state: 'attached' });
    const told = (await page.locator(place).allTextContents()).join('\n');
    expect(told).toMatch(/(?:Albanian|Arabic) \*/);
    // English is checked in this release.
    expect(told).not.toContain('English *');
  });
});
