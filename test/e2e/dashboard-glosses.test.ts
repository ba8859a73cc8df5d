import { describe, expect, it } from 'vitest';
import type { RuleInfo } from '../../dashboard/wire.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';

const dashboard = useDashboard();
const RULE: RuleInfo = {
  title: 'The writer provides the passage',
  gloss: { en: 'we take you', fr: 'nous vous emmenons', ar: 'نوصلكم' },
  benign: 'Tour guides.',
  evidence: 'attested',
};
/** As packs of earlier releases tell it. */
const ENGLISH: RuleInfo = { ...RULE, gloss: { en: 'we take you' } };

describe('what the words of a rule mean', () => {
  it.each([
    ['fr', RULE, 'fr', 'nous vous emmenons'],
    ['ar', RULE, 'ar', 'نوصلكم'],
    ['es', RULE, 'en', 'we take you'],
    ['fr', ENGLISH, 'en', 'we take you'],
  ] as const)(
    'is told in %s where somebody wrote it, else in English, and marked so',
    async (locale, rule, lang, text) => {
      const assess = async (tried: string) =>
        assessmentOf(tried, 'fr', { signals: [['on vous', 'fr.provider.x', 3]] });
      const { page, url } = await dashboard.open({
        browser: { locale },
        dashboard: { assess, rule: () => rule },
      });
      await page.goto(`${url}/try`);
      await page.fill('textarea', 'on vous emmène');
      await page.click('.try-form button');
      const told = page.locator('.finding p:not([class]) bdi').nth(1);
      await told.waitFor();
      expect([await told.getAttribute('lang'), await told.textContent()]).toEqual([lang, text]);
    },
    60_000,
  );
});
