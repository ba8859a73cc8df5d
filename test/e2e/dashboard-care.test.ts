import { describe, expect, it } from 'vitest';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';
import { judge } from './support/review-steps.ts';

const dashboard = useDashboard();
const [OFFER] = DEMO_ITEMS;
const ANA = signedIn('ana', ['reviewer']);
const LOCALES = ['en', 'ar'] as const;

describe.each(LOCALES)('reviewer care in %s', (locale) => {
  const browser = { locale };

  it('HUM-09 shows what was known once a control item is concluded, and not before', async () => {
    if (OFFER === undefined) throw new Error('expected a demo item');
    const known = { key: 'control-test', expect: 'not_offer', reason: 'fiction_or_joke' } as const;
    const items = [{ ...OFFER, id: 'seed-of-a-control', control: { ...known, text: OFFER.text } }];
    const { page, url } = await dashboard.open({ browser, dashboard: { items, person: ANA } });
    await page.goto(`${url}/review`);
    await page.waitForSelector('.next-action');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    await judge(page, 'n');
    const told = "fetch('/api/items/seed-of-a-control').then((answer) => answer.text())";
    expect(await page.evaluate<string>(told)).not.toContain('fiction_or_joke');
    await page.keyboard.press('k');
    await page.waitForSelector('.panel[data-phase=closed] .notice-info');
    await expectWell(page, `control-${locale}`);
    await page.goto(`${url}/care`);
    await page.waitForSelector('.figures');
    await expectWell(page, `results-${locale}`);
  });

  it('HUM-09 practises with the answer at once', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { person: ANA } });
    await page.goto(`${url}/care`);
    await page.click('[aria-labelledby=practice-title] > .button');
    await page.waitForSelector('.practice-answers');
    await page.waitForSelector('.practice-post > .hint:focus');
    await expectWell(page, `practice-${locale}`);
    await page.click('.practice-answers .button');
    await page.waitForSelector('.practice-post .notice');
    await page.waitForSelector('.practice-post .button-primary:focus');
    await expectWell(page, `practised-${locale}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[aria-labelledby=practice-title] > .button:focus');
  });

  it('WEL-05 has help and a way to stop on every page of the desk, and stops', async () => {
    const { page, url } = await dashboard.open({ browser, dashboard: { person: ANA } });
    for (const path of ['/review', '/review/offer-en', '/closed', '/care']) {
      await page.goto(url + path);
      await page.waitForSelector('.care-bar a[href="/care"]');
      expect(await page.locator('.care-bar button').count(), path).toBe(1);
    }
    await page.goto(`${url}/review`);
    await page.waitForSelector('.next-action');
    await expectWell(page, `queue-${locale}`);
    await page.click('.care-bar button');
    await page.waitForSelector('.notice-info .button');
    await expectWell(page, `stopped-${locale}`);
    await page.goto(`${url}/review`);
    await page.waitForSelector('.next-action');
    await page.keyboard.press('g');
    await page.waitForSelector('.notice-info');
    await page.goto(`${url}/care`);
    await page.click('.notice-info .button');
    await page.waitForSelector('.notice-info', { state: 'detached' });
  });

  it('HUM-12 says in which languages posts wait for a reader, and when for too long', async () => {
    const gap = { step: 'judge', needs: ['reviewer'], language: 'fa' } as const;
    const waiting = { open: 3, since: new Date(Date.now() - 60 * 3_600_000).toISOString() };
    const gaps = async () => [{ ...gap, waiting }];
    const { page, url } = await dashboard.open({ browser, dashboard: { gaps, person: ANA } });
    await page.goto(`${url}/review`);
    await page.waitForSelector('.notice-warning .gaps');
    await expectWell(page, `unread-${locale}`);
  });

  it('HUM-13 tells oversight what to talk about, and ranks nobody', async () => {
    const quality = {
      calibration: () => Promise.reject(new Error('expected no question about one person')),
      team: async () => [
        { language: 'ar', agreement: { n: 40, right: 36, interval: [0.769, 0.96] as const } },
        { language: 'fr', agreement: null },
      ],
      alarms: async () => [
        {
          name: 'Example Person',
          raisedAt: '2026-11-20T10:00:00.000Z',
          signals: ['at-once', 'one-answer'] as const,
        },
      ],
    };
    const person = signedIn('ora', ['oversight']);
    const { page, url } = await dashboard.open({ browser, dashboard: { quality, person } });
    await page.goto(`${url}/quality`);
    await page.waitForSelector('.figures');
    expect(await page.locator('[aria-labelledby=quality-alarms] li').count()).toBe(1);
    await expectWell(page, `quality-${locale}`);
  });
});
