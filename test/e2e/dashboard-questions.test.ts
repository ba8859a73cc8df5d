import { describe, expect, it } from 'vitest';
import { createLiveFeed } from '../../dashboard/live/live-feed.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { SILENT_LOGGER } from '../../queue/runtime/logger.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell } from './support/look.ts';
import { takeNext } from './support/review-steps.ts';

const dashboard = useDashboard();
const ANA = signedIn('ana', ['reviewer']);
const BEN = signedIn('ben', ['reviewer']);
const CEM = signedIn('cem', ['reviewer']);

/** Records that pages and the test share: ANA's and BEN's pages are on the same desk. */
function scene() {
  const items = DEMO_ITEMS.filter(({ lane, thread }) => lane === 'review' && thread === undefined).slice(
    0,
    1,
  );
  const seeded = seededParts({ items, team: [ANA, BEN, CEM] }, SYSTEM_CLOCK);
  const { lanes } = seeded;
  const live = createLiveFeed({ read: () => lanes.read(), clock: SYSTEM_CLOCK, logger: SILENT_LOGGER });
  return { seeded, live };
}

describe.each(['en', 'ar'] as const)('asking a colleague in %s', (locale) => {
  const browser = { locale };

  it('HUM-06 asks by keyboard, keeps the draft, and shows the answer by itself', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person: ANA } });
    await takeNext(page, url);
    await page.keyboard.press('u');
    await page.focus('.judgment ~ .hand-over summary');
    await page.keyboard.press('Enter');
    await page.selectOption('.hand-over select', 'place');
    await page.focus('.hand-over input');
    await page.keyboard.type('old port');
    await expectWell(page, `ask-${locale}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.questions .notice-empty');
    const [question] = await parts.seeded.questions.waiting(BEN);
    await parts.seeded.questions.read(BEN, question?.id ?? -1);
    await parts.seeded.questions.answer(BEN, question?.id ?? -1, { answer: 'no', words: 'a fish market' });
    await page.waitForSelector('.questions .notice-info');
    const asked = await page.textContent('.questions');
    expect(asked).toContain('old port');
    expect(asked).toContain('a fish market');
    expect(asked).not.toContain('ben');
    // What was chosen before still stands.
    expect(await page.locator('input[name=outcome][value=unresolved]:checked').count()).toBe(1);
    await expectWell(page, `asked-${locale}`);
  });

  it('HUM-06 answers by keyboard, with the post and nothing else before one', async () => {
    const parts = scene();
    const { page, url } = await dashboard.open({ browser, dashboard: { ...parts, person: BEN } });
    await page.goto(`${url}/questions`);
    await page.waitForSelector('.notice-empty');
    await expectWell(page, `no-questions-${locale}`);
    const item = await parts.seeded.desk.next(ANA, 'review');
    await parts.seeded.questions.ask(ANA, item?.id ?? '', { kind: 'word', words: 'zilpzalp' });
    // The page and its count hear of it by themselves.
    await page.waitForSelector('.item-list .button');
    await page.locator('.nav-questions .count').waitFor();
    await expectWell(page, `questions-${locale}`);
    await page.focus('.item-list .button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.judgment');
    // The focus moves once the panel is there.
    await page.waitForSelector('#panel-title:focus');
    expect(await page.locator('.explanation, mark, input:checked').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/questions');
    await expectWell(page, `question-${locale}`);
    await page.focus('input[value=explained]');
    await page.keyboard.press('Space');
    await page.click('.judgment .button-primary');
    await page.waitForSelector('.judgment [role=status]:not(:empty)');
    await page.focus('textarea');
    await page.keyboard.type('a small bird');
    await page.click('.judgment .button-primary');
    await page.waitForSelector('.notice-empty');
    const asked = await parts.seeded.desk.view(ANA, item?.id ?? '');
    expect(asked.questions?.[0]?.answer).toMatchObject({ answer: 'explained', words: 'a small bird' });
  });
});
