import type { BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { QueueView } from '../../dashboard/wire.ts';
import { demoPerson } from '../support/sign-in.ts';
import { useDemo } from './support/demo-process.ts';
import { expectWell } from './support/look.ts';
import { READ_MS } from './support/own-time.ts';
import { conclude, judge } from './support/review-steps.ts';

const REVIEWER = 'Demo reviewer';
const SECOND = 'Demo second reviewer';
const ADJUDICATOR = 'Demo adjudicator';
const PROTECTION = 'Demo protection';

const ENGLISH: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1280, height: 800 } };
const ARABIC: BrowserContextOptions = { locale: 'ar', viewport: { width: 1280, height: 800 } };
const NARROW = { width: 360, height: 740 };

const demo = useDemo();
let url = '';
/** The language that fewest open posts are in: whoever asks for it gets the posts of this story and few others. */
let language = '';

function queueOf(person: string, lane: 'review' | 'protect' = 'review') {
  return demoPerson(url, person === PROTECTION ? 'protection' : 'reviewer').then((one) =>
    one.get<QueueView>(`/api/queue?lane=${lane}`),
  );
}

beforeAll(async () => {
  await demo.start();
  url = demo.url();
  await demo.everyPostScored();
  await demo.withoutSamples();
  const { languages } = await queueOf(REVIEWER);
  language = languages.toSorted((one, other) => one.open - other.open)[0]?.language ?? '';
}, 150_000);

// In this order on one process: one morning of a unit, each person at a desk of their own.
describe.sequential('a unit’s morning', () => {
  const judged: string[] = [];

  it('HUM-06 a reviewer judges all posts of one language as offers, sees why the rules flagged them, and keeps to it', async () => {
    const page = await demo.open(REVIEWER, ENGLISH);
    await page.goto(`${url}/review`);
    await page.waitForSelector('.next-action');
    await expectWell(page, 'morning-1-queue');
    const { languages } = await queueOf(REVIEWER);
    const count = languages.find((one) => one.language === language)?.open ?? 0;
    expect(count).toBeGreaterThan(0);
    for (let number = 0; number < count; number += 1) {
      const { id } = await demo.takeNext(page, `/review?language=${language}`);
      if (number === 0) await expectWell(page, 'morning-2-judging');
      await judge(page, 'o');
      if (number === 0) await expectWell(page, 'morning-3-reveal');
      await conclude(page);
      judged.push(id);
    }
    await expectWell(page, 'morning-4-waits-for-second');
  }, 120_000);

  it('HUM-07 a second reviewer sees no trace of the first, disagrees, and the item waits for an adjudicator', async () => {
    const page = await demo.open(SECOND, { ...ARABIC, viewport: NARROW, colorScheme: 'dark' });
    // `takeNext` asserts that neither page nor answer has any of it.
    const { id } = await demo.takeNext(page, `/review?language=${language}`);
    expect(judged).toContain(id);
    await expectWell(page, 'morning-5-second-judging');
    await judge(page, 'n');
    await expectWell(page, 'morning-6-disputed');
    expect((await page.textContent('.panel')) ?? '').not.toBe('');
  }, 60_000);

  it('HUM-07 the adjudicator reads both judgments and decides; both stay on record', async () => {
    const page = await demo.open(ADJUDICATOR, { ...ENGLISH, colorScheme: 'dark' });
    await page.goto(`${url}/review`);
    await page.waitForSelector('.next-button .button-primary');
    await page.keyboard.press('g');
    await page.waitForSelector('.judgment');
    expect(await page.locator('.panel ol li, .panel ul li').count()).toBeGreaterThanOrEqual(2);
    await expectWell(page, 'morning-7-adjudicating');
    await judge(page, 'o');
    await page.waitForSelector('.panel[data-phase=closed]');
    await expectWell(page, 'morning-8-adjudicated');
  }, 60_000);

  it('HUM-03 a judgment is changed once, with words; another is undone and given anew', async () => {
    const page = await demo.open(REVIEWER, { ...ARABIC, colorScheme: 'dark' });
    await demo.takeNext(page);
    await judge(page, 'n');
    await page.keyboard.press('r');
    await page.waitForSelector('.judgment');
    await expectWell(page, 'morning-9-revising');
    for (const key of ['u', '2', 'm']) await page.keyboard.press(key);
    await page.keyboard.type('the last line was overlooked');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.panel[data-phase=closed]', { timeout: READ_MS });
    await expectWell(page, 'morning-10-revised');

    await demo.takeNext(page);
    await judge(page, 'n');
    await conclude(page);
    await page.keyboard.press('z');
    await page.waitForSelector('.judgment');
    await judge(page, 'u');
    await conclude(page);
  }, 120_000);

  it('PRO-10 a post is handed to protection, whose staff takes it up at once', async () => {
    const page = await demo.open(REVIEWER, { ...ENGLISH, viewport: NARROW });
    const { id } = await demo.takeNext(page);
    for (const key of ['p', '1']) await page.keyboard.press(key);
    await expectWell(page, 'morning-11-handing-over');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/review', { timeout: READ_MS });

    const protection = await demo.open(PROTECTION, ARABIC);
    await protection.goto(`${url}/protect/${id}`);
    await protection.waitForSelector('.panel .button-primary');
    await expectWell(protection, 'morning-12-protection-item');
    await protection.keyboard.press('c');
    await protection.waitForSelector('.judgment');
    expect(await protection.locator('input[value=offer]').count()).toBe(0);
    await judge(protection, 'p');
    expect(await protection.locator('.weight').count()).toBe(0);
    await conclude(protection);
    await expectWell(protection, 'morning-13-protected');
  }, 90_000);

  it('leaves a log that verifies', async () => {
    expect(await demo.verifyLog()).toMatchObject({ fault: null });
  });
});
