import { describe, expect, it } from 'vitest';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { fairnessReport } from '../unit/dashboard/support/fairness-report.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';

const dashboard = useDashboard();
const ORA = signedIn('ora', ['oversight']);
const LOCALES = ['en', 'ar'] as const;

describe.each(LOCALES)('the page on fairness in %s', (locale) => {
  const browser = { locale };
  const parts = {
    fairness: { report: async () => fairnessReport(['ar', 'fr', 'sq']) },
    offerRules: ['shared.price.sum', 'shared.route.joined', 'en.provider.first-word'],
  };

  it('FAI-01 FAI-09 shows each figure with n, interval, picture and its gap within sources', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person: ORA } });
    await page.goto(`${url}/fairness`);
    await page.waitForSelector('[aria-labelledby=fairness-groups] .plot');
    await expectWell(page, `fairness-${locale}`);
    const pictures = page.locator('[aria-labelledby=fairness-groups] .plot');
    expect(await pictures.count()).toBe(3);
    // The picture says in words what stands beside it.
    expect(await pictures.first().getAttribute('aria-label')).toMatch(/\S+, .*\S+/);
    await page.selectOption('[aria-labelledby=fairness-groups] select >> nth=0', 'corridor');
    await page.selectOption('[aria-labelledby=fairness-groups] select >> nth=1', 'leakage');
    await page.waitForSelector('[aria-labelledby=fairness-groups] tbody tr:only-child');
    await page.click('.rule-list summary >> nth=0');
    await page.waitForSelector('.rule-list details[open] .plot');
    await expectWell(page, `fairness-rule-${locale}`);
  });

  it('FAI-02 says beside the offers of the sample how many more one person alone called one', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person: ORA } });
    await page.goto(`${url}/fairness`);
    const row = page.locator('[aria-labelledby=fairness-missed] tbody tr').first();
    expect(await row.textContent()).toContain({ en: ', 2 more by one', ar: 'بقول شخص واحد' }[locale]);
  });

  it('FAI-03 tells which rules are on hold, since when and by whom', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person: ORA } });
    await page.goto(`${url}/fairness`);
    await page.waitForSelector('[aria-labelledby=fairness-holds] li');
    const held = await page.locator('[aria-labelledby=fairness-holds] > ul > li').textContent();
    expect(held).toContain('shared.route.joined');
    expect(await page.locator('[aria-labelledby=fairness-holds] .warning-text').count()).toBe(1);
  });

  it('FAI-03 lets a second analyst agree that a rule speaks again, with a reason', async () => {
    const person = signedIn('ana', ['analyst']);
    const said: string[] = [];
    const liftRule = async ({ rule, reason }: { rule: string; reason: string }) => {
      said.push(rule, reason);
      return true;
    };
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person, liftRule } });
    await page.goto(`${url}/fairness`);
    await page.click('[aria-labelledby=fairness-holds] li summary');
    const button = page.locator('[aria-labelledby=fairness-holds] form button');
    expect(await button.isDisabled()).toBe(true);
    await page.fill('[aria-labelledby=fairness-holds] textarea', 'Measured anew, no gap is left.');
    await page.click('[aria-labelledby=fairness-holds] > details > summary');
    await expectWell(page, `fairness-lift-${locale}`);
    await button.click();
    await page.waitForFunction(
      () => document.querySelector('[aria-labelledby=fairness-holds] form textarea') !== null,
    );
    expect(said).toEqual(['shared.route.joined', 'Measured anew, no gap is left.']);
  });

  it('shows analysts the rules and neither the team nor persons at risk', async () => {
    const person = signedIn('ana', ['analyst']);
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person } });
    await page.goto(`${url}/fairness`);
    await page.waitForSelector('.rule-list details');
    expect(await page.locator('[aria-labelledby=fairness-team]').count()).toBe(0);
    expect(await page.locator('option[value=leakage]').count()).toBe(0);
    await expectWell(page, `fairness-analyst-${locale}`);
  });
});
