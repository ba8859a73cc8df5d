import { describe, expect, it } from 'vitest';
import { manualClock } from '../../queue/runtime/clock.ts';
import { draw, judge } from '../support/judgments.ts';
import { actorOf } from '../support/people.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { DEMO_REGISTRY } from '../unit/dashboard/support/demo-oversight.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectText, STORED } from './support/expect-text.ts';

const dashboard = useDashboard();
const OVE = signedIn('ove', ['oversight']);
const ANA = actorOf('ana', ['reviewer']);
const WHOLE = STORED.join('\n');
const SHORT = STORED.map((text) => text.trim().slice(0, 190)).filter((text) => text.length > 0);

const ITEM: SeedItem = {
  id: 'offer',
  lane: 'review',
  language: 'en',
  sourceId: STORED[0] ?? '',
  text: WHOLE,
  openedAt: '2026-11-24T06:10:00.000Z',
  assessment: assessmentOf(WHOLE, 'en', { signals: [] }),
};

describe('hostile texts before those who oversee', () => {
  it('stay text in records, posts that are read, notes and reasons', async () => {
    const clock = manualClock(Date.parse('2026-11-25T02:00:00.000Z'));
    const seeded = seededParts({ items: [ITEM] }, clock);
    const at = { desk: seeded.desk, clock };
    const note = WHOLE.slice(0, 3900);
    const item = await draw(at, ANA, 'offer');
    await judge(at, ANA, item, { outcome: 'not_offer', reason: 'other_topic', note });
    await seeded.desk.conclude(ANA, 'offer');
    const reasons = SHORT.slice(0, 60).map((text) => text.padEnd(20, '.'));
    for (const reason of reasons)
      await seeded.oversight.content(OVE, 'offer', { purpose: 'integrity', reason });
    const { page, url } = await dashboard.open({ dashboard: { seeded, clock, person: OVE } });
    await page.goto(`${url}/records/offer?purpose=integrity`);
    await page.waitForSelector('#record-steps');
    await expectText(page, [ITEM.sourceId, ...reasons], 'a record');
    await page.fill('textarea', 'A reason that is long enough.');
    await page.getByRole('button', { name: 'Read the post, on record' }).click();
    await page.waitForSelector('.read-post .post-text');
    await expectText(page, [...STORED, note], 'a post that is read');
    await page.getByRole('button', { name: 'Make it again' }).click();
    await page.waitForSelector('.replay');
    await expectText(page, [], 'a replay');
  }, 120_000);

  it('stay text in the log, and as words of draws', async () => {
    const clock = manualClock(Date.parse('2026-11-25T02:00:00.000Z'));
    const seeded = seededParts({ items: [ITEM] }, clock);
    const words = SHORT.slice(0, 25);
    for (const one of words) {
      const id = await seeded.oversight.announce(OVE, { purpose: 'integrity', wanted: 1 });
      await seeded.oversight.draw(OVE, id, { words: one });
    }
    const { page, url } = await dashboard.open({ dashboard: { seeded, clock, person: OVE } });
    await page.goto(`${url}/log`);
    await page.getByRole('button', { name: 'Check the whole log' }).click();
    await page.getByText('Whole at').waitFor({ timeout: 60_000 });
    await page.goto(`${url}/log?kind=audit.drawn`);
    await page.waitForSelector('.log-table');
    await page.selectOption('.log-read select', 'integrity');
    await page.click('.log-read .button');
    await page.waitForSelector('.entry-body');
    await expectText(page, words, 'the log');
    await page.goto(`${url}/audits/1`);
    await page.waitForSelector('#audit-picks');
    await expectText(page, [words[0] ?? ''], 'an audit');
    // Whatever stands in the address is text, too.
    for (const hostile of SHORT.slice(0, 40)) {
      await page.goto(
        `${url}/log?${new URLSearchParams({ subject: hostile, kind: hostile, before: hostile })}`,
      );
      await page.waitForSelector('.log-filter');
    }
    await expectText(page, [], 'a filter');
  }, 180_000);

  it('stay text in the registry of rules and in dates of sources', async () => {
    const { registry } = DEMO_REGISTRY;
    const [rule] = registry.rules;
    if (rule === undefined) throw new Error('expected a rule');
    const rules = STORED.slice(0, 45).map((text, at) => ({
      ...rule,
      id: `en.provider.${at}`,
      title: text,
      purpose: { en: text },
      benign: text,
      rationale: text,
      author: text,
      sources: [text],
    }));
    const changes = STORED.map((what) => ({ what, how: 'changed' as const, author: what }));
    const { page, url } = await dashboard.open({
      dashboard: {
        items: [ITEM],
        person: OVE,
        registry: async () => ({
          registry: { ...registry, rules, changes, approvedBy: [WHOLE] },
          termsOf: () => STORED,
        }),
        authorisations: async () =>
          STORED.map(
            (sourceId) => ({ sourceId, kind: 'gap', field: 'expiresOn', day: '2026-11-20' }) as const,
          ),
      },
    });
    await page.goto(`${url}/rules`);
    await page.waitForSelector('.rule-entry');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await page.getByRole('button', { name: 'Look at them' }).first().click();
    await page.waitForSelector('.rule-terms');
    await expectText(page, STORED, 'the registry');
    await page.goto(`${url}/oversight`);
    await page.waitForSelector('.status-grid');
    await expectText(page, STORED, 'dates of sources');
    expect(await page.locator('main a[href^="javascript"], main a[href*="evil"]').count()).toBe(0);
  }, 120_000);
});
