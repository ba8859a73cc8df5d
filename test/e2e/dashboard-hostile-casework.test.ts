import { describe, expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { assessmentOf } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectText, STORED } from './support/expect-text.ts';

const dashboard = useDashboard();
const ANA = signedIn('ana', ['reviewer']);
const BEN = signedIn('ben', ['reviewer']);
const ADA = signedIn('ada', ['adjudicator']);
const EXA = signedIn('exa', ['exporter']);
const CAI = signedIn('cai', ['custodian']);
const WHOLE = STORED.join('\n');
/** What fits into a case's reference. */
const REFERENCES = STORED.flatMap((text) =>
  text.trim().length > 3 ? [text.trim().slice(0, 200)] : [],
).slice(0, 150);
/** As many as fit into one justification. */
const WHY = [0, 3500, 7000]
  .map((from) => WHOLE.slice(from, from + 3500).trim())
  .filter((text) => text.length > 30);

const ITEM: SeedItem = {
  id: 'offer',
  lane: 'review',
  language: 'en',
  sourceId: STORED[0] ?? '',
  text: WHOLE,
  author: WHOLE.slice(0, 4000),
  permalink: STORED[1] ?? '',
  openedAt: '2026-11-24T06:10:00.000Z',
  assessment: assessmentOf(WHOLE, 'en', { signals: [] }),
};

describe('hostile texts in casework', () => {
  it('stay text as references of cases, in offers, justifications and names', async () => {
    const parts = seededParts({ items: [{ ...ITEM, isOffer: true }] }, SYSTEM_CLOCK);
    let person: SignedIn = EXA;
    const { cases, names } = parts;
    const numbers: number[] = [];
    for (const legalReference of REFERENCES) numbers.push(await cases.open(EXA, { legalReference }));
    const caseNumber = numbers.at(-1) ?? 0;
    await cases.add(EXA, caseNumber, 'offer');
    const { page, url } = await dashboard.open({
      dashboard: { seeded: parts, whoIs: async () => person },
    });
    await page.goto(`${url}/cases`);
    await page.waitForSelector('.item-list tbody tr');
    await expectText(page, REFERENCES, 'the cases');
    await page.goto(`${url}/cases/${caseNumber}`);
    await page.waitForSelector('.case-item');
    await expectText(page, [REFERENCES.at(-1) ?? ''], 'a case');
    await page.goto(`${url}/review/offer`);
    await page.waitForSelector('.post-text');
    await expectText(page, STORED, 'an offer');

    for (const justification of WHY)
      await names.request(EXA, { caseNumber, itemId: 'offer', purpose: 'judicial-request', justification });
    person = CAI;
    await page.goto(`${url}/names`);
    await page.waitForSelector('.case-item');
    await expectText(page, WHY, 'requests for names');
    for (const { id } of await names.waiting(CAI)) await names.settle(CAI, id, 'approve');
    person = EXA;
    await page.goto(`${url}/cases/${caseNumber}`);
    await page.getByRole('button', { name: 'Read' }).first().click();
    await page.waitForSelector('.identities, .unmasked');
    await expectText(page, [ITEM.author ?? '', ITEM.permalink ?? ''], 'a name');
  }, 120_000);

  it('stay text as what is contested, and in the post that it is about', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    const contest = { id, itemId: 'offer', address: WHOLE, statement: WHOLE, receivedOn: '2026-11-20' };
    const { page, url } = await dashboard.open({
      dashboard: { items: [ITEM], contests: [contest], person: ADA },
    });
    await page.goto(`${url}/contests`);
    await page.waitForSelector('.item-list');
    await expectText(page, [], 'the contests');
    await page.goto(`${url}/contests/${id}`);
    await page.click('main .button-primary');
    await page.waitForSelector('.post .post-text');
    await expectText(page, STORED, 'a contest');
    expect(await page.locator('main a[href^="javascript"], main a[href*="evil"]').count()).toBe(0);
  }, 60_000);

  it('stay text as questions of colleagues and their answers', async () => {
    const seeded = seededParts(
      { items: [ITEM], team: [ANA, BEN, signedIn('cem', ['reviewer'])] },
      SYSTEM_CLOCK,
    );
    const { desk, questions } = seeded;
    let person: SignedIn = BEN;
    const { page, url } = await dashboard.open({
      dashboard: { seeded, whoIs: async () => person },
    });
    await desk.next(ANA, 'review');
    const words = STORED.slice(0, 3).map((text) => text.trim().slice(0, 200));
    for (const one of words) await questions.ask(ANA, 'offer', { kind: 'word', words: one });
    const [question] = await questions.waiting(BEN);
    await page.goto(`${url}/questions`);
    await page.locator('.item-list .button').first().click();
    await page.waitForSelector('.judgment');
    await expectText(page, [...STORED, words[0] ?? ''], 'a question');
    const answered = WHOLE.slice(0, 490).trim();
    await questions.answer(BEN, question?.id ?? -1, { answer: 'explained', words: answered });
    person = ANA;
    await page.goto(`${url}/review/offer`);
    await page.waitForSelector('.questions .notice-info');
    await expectText(page, [...words, answered], 'answers');
  }, 60_000);
});
