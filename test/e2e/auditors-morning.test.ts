import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogView, RulesView } from '../../dashboard/wire-oversight.ts';
import { demoPerson } from '../support/sign-in.ts';
import { until } from '../support/until.ts';
import { useDemo } from './support/demo-process.ts';
import { expectWell } from './support/look.ts';
import { conclude, judge } from './support/review-steps.ts';

const OVERSIGHT = 'Demo oversight';
const ENGLISH: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1280, height: 800 } };
const ARABIC: BrowserContextOptions = {
  locale: 'ar',
  viewport: { width: 360, height: 740 },
  colorScheme: 'dark',
};
/** Whoever first asks for the registry waits until every pack was read, once in a process. */
const OPEN_MS = 60_000;
const WHY = 'The lawfulness of this very judgment was put in question.';

const demo = useDemo();
let url = '';
/** Of the rules in force; `null` while nobody has signed them. */
let release: string | null = null;
/** Addresses of an audit and of a record, for whoever looks at them again. */
const seen = { audit: '', record: '' };

beforeAll(async () => {
  await demo.start();
  url = demo.url();
  await demo.everyPostScored();
  const page = await demo.open('Demo reviewer', ENGLISH);
  for (let turn = 0; turn < 2; turn += 1) {
    await demo.takeNext(page);
    await judge(page, 'n');
    await conclude(page);
  }
  const oversight = await demoPerson(url, 'oversight');
  await until('the judgments in the log', async () => {
    const { kinds, waiting } = await oversight.get<LogView>('/api/log');
    return (kinds['item.concluded'] ?? 0) >= 2 && waiting === 0;
  });
  release = (await oversight.get<RulesView>('/api/rules')).release;
}, 300_000);

/** Waits until the page has what it asked for. */
async function open(page: Page, path: string, selector: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.waitForSelector(selector, { timeout: OPEN_MS });
}

describe.sequential('an auditor’s morning', () => {
  it('begins with how things stand, and no word of any post', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await page.waitForURL('**/oversight');
    await page.waitForSelector('.status-grid');
    const kept = (await page.textContent('section[aria-labelledby=over-kept]')) ?? '';
    expect(kept).toContain('Texts that are not flagged are destroyed when they are scored');
    expect(kept).toMatch(/Undecided\d/u);
    expect(kept).not.toContain('Not scored yet');
    await expectWell(page, 'audit-1-oversight');
  }, 60_000);

  it('LOG-09 goes on with the log: it is whole, and what entries say is read for a purpose', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await open(page, '/log', '.log-table');
    await page.getByRole('button', { name: 'Check the whole log' }).click();
    await page.getByText('Whole at').waitFor({ timeout: 60_000 });
    await page.selectOption('.log-filter select', 'item.judged');
    await page.click('.log-filter .button');
    await page.waitForURL('**/log?kind=item.judged');
    await page.waitForSelector('.log-table tbody tr:nth-child(2)');
    await expectWell(page, 'audit-2-log');
    await page.click('.log-read .button');
    expect(await page.textContent('.log-read [role=status]')).toContain('Choose what');
    await page.selectOption('.log-read select', 'integrity');
    await page.click('.log-read .button');
    await page.waitForSelector('.entry-body');
    expect(await page.textContent('.log-table')).toContain('Demo reviewer');
    await expectWell(page, 'audit-3-log-read');
  }, 120_000);

  it('draws past judgments with words of its own, and opens the record of one', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await open(page, '/audits', '#new-audit');
    await page.selectOption('main form select', 'lawfulness');
    await page.fill('main form input[inputmode=numeric]', '٢');
    await expectWell(page, 'audit-4-announce');
    await page.click('main form .button-primary');
    await page.waitForSelector('#audit-draw');
    await page.fill('main form input', 'dice: 4 2 6 1');
    await expectWell(page, 'audit-5-draw');
    await page.click('main form .button-primary');
    await page.waitForSelector('.audit-picks li:nth-child(2)');
    await expectWell(page, 'audit-6-drawn');
    seen.audit = new URL(page.url()).pathname;
    await page.click('.audit-picks a');
    await page.waitForSelector('#record-steps');
    seen.record = new URL(page.url()).pathname;
    expect(await page.textContent('main')).toContain('First judgment');
    expect(await page.locator('.post-text').count()).toBe(
      await page.locator('.entry-body .post-text').count(),
    );
    await expectWell(page, 'audit-7-record');
  }, 120_000);

  it('TRA-02 makes the assessment of then again, byte for byte', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await open(page, `${seen.record}?purpose=lawfulness`, '#replay');
    await page.getByRole('button', { name: 'Make it again' }).click();
    // Packs that are being worked on are no signed release: then there is none to make it again from.
    const verdict = release === null ? 'No signed release stood behind it' : 'The same, byte for byte';
    await page.getByText(verdict).waitFor();
    expect(await page.textContent('.replay')).toContain('What is stored is what the log commits to.');
    expect(await page.textContent('.replay')).toContain('No difference.');
    await expectWell(page, 'audit-8-replay');
  }, 120_000);

  it('ACC-05 reads a post only with a reason, which is then an entry', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await open(page, `${seen.record}?purpose=lawfulness`, '#content');
    expect(await page.locator('.read-post').count()).toBe(0);
    await page.fill('textarea', 'too short');
    await page.getByRole('button', { name: 'Read the post, on record' }).click();
    expect(await page.locator('.read-post').count()).toBe(0);
    await page.fill('textarea', WHY);
    await page.getByRole('button', { name: 'Read the post, on record' }).click();
    await page.waitForSelector('.read-post .post-text');
    await expectWell(page, 'audit-9-content');
    const oversight = await demoPerson(url, 'oversight');
    await until('the entry of the reading', async () => {
      const asked = { kind: 'item.consulted', subject: seen.record.split('/')[2], purpose: 'lawfulness' };
      const { entries } = await oversight.post<{ entries: { body: unknown }[] }>('/api/log/read', asked);
      return JSON.stringify(entries).includes(WHY);
    });
  }, 120_000);

  it('TRA-01 looks up a rule, its effect and the words that are withheld', async () => {
    const page = await demo.open(OVERSIGHT, ENGLISH);
    await open(page, '/rules', '.rule-entry');
    await page.fill('.list-head input', 'shared.provider');
    await page.click('.rule-entry summary');
    await page.getByRole('button', { name: 'Look at them' }).first().click();
    await page.waitForSelector('.rule-terms li');
    await expectWell(page, 'audit-10-rules');
  }, 120_000);

  it('says the same in Arabic, on a small screen, in the dark', async () => {
    const page = await demo.open(OVERSIGHT, ARABIC);
    for (const [path, selector] of [
      ['/oversight', '.status-grid'],
      ['/log', '.log-table'],
      ['/audits', '.item-list'],
      [seen.audit, '.audit-picks'],
      [`${seen.record}?purpose=lawfulness`, '#record-steps'],
      ['/rules', '.rule-entry'],
    ] as const) {
      await open(page, path, selector);
      await expectWell(page, `audit-ar${path.split('?')[0]?.replaceAll('/', '-').slice(0, 20)}`);
    }
  }, 180_000);

  it('leaves a log that holds, and in it every reading', async () => {
    const report = await demo.verifyLog();
    expect(report.fault).toBeNull();
    expect(report.kinds).toMatchObject({ 'audit.announced': 1, 'audit.drawn': 1 });
    expect(report.kinds['log.read']).toBeGreaterThanOrEqual(4);
    expect(report.kinds['rules.in-force']).toBe(1);
  }, 120_000);
});
