import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { SignedIn } from '../../queue/accounts/index.ts';
import { manualClock } from '../../queue/runtime/clock.ts';
import { GROUNDS } from '../support/notice-register.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type SeededParts, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { expectWell, LOOKS } from './support/look.ts';

const dashboard = useDashboard();

const EXA = signedIn('exa', ['exporter']);
const EWA = signedIn('ewa', ['exporter']);
const OLGA = signedIn('olga', ['oversight']);
const ADDRESS = 'https://board.example/posts/4711';
const DAY_MS = 86_400_000;
const REASON = 'The search is planned for next month, and telling would warn them.';
const ITEMS = DEMO_ITEMS.filter(({ id }) => id === 'offer-en').map((item) => ({
  ...item,
  permalink: ADDRESS,
  isOffer: true,
  isCaptured: true,
}));

/** A notice about the offer, by two people, sent now. @returns its number */
async function send(
  { notices }: SeededParts,
  caseNumber: number,
  clock: ReturnType<typeof manualClock>,
): Promise<number> {
  const number = await notices.draft(EXA, {
    ...({ kind: 'notice', language: 'en' } as const),
    ...{ caseNumber, itemId: 'offer-en', urls: [ADDRESS], provision: 'residence', grounds: GROUNDS },
  });
  const { digest } = await notices.view(EWA, number);
  await notices.confirm(EWA, number, { digest, isInGoodFaith: true });
  await notices.download(EXA, number, 'eml');
  await notices.send(EXA, number, { way: 'mail', at: new Date(clock.now()).toISOString() });
  return number;
}

it.each(LOOKS)(
  'TRA-06 whoever posted is told, or telling is put off by two people, and what is overdue is plain to see: $look',
  async ({ look, browser }) => {
    let person: SignedIn = EXA;
    const clock = manualClock(Date.now() - 40 * DAY_MS);
    const seeded = seededParts({ items: ITEMS, team: [EXA, EWA, OLGA] }, clock);
    const { page, url } = await dashboard.open({
      browser,
      dashboard: { seeded, clock, whoIs: async () => person },
    });
    await page.goto(`${url}/tellings`);
    await page.waitForSelector('.notice-empty');
    const caseNumber = await seeded.cases.open(EXA, { legalReference: 'Js 1/26' });
    await seeded.cases.add(EXA, caseNumber, 'offer-en');
    const first = await send(seeded, caseNumber, clock);
    // The browser has a clock of its own, which may be minutes ahead of where the test began.
    clock.advance(40 * DAY_MS + 600_000);
    await send(seeded, caseNumber, clock);

    await page.goto(`${url}/tellings`);
    await page.locator('.item-list .warning-text').waitFor();
    expect(await page.locator('.item-list tbody tr').count()).toBe(2);
    await expectWell(page, `tellings-${look}-1-list`);
    await page.goto(`${url}/tellings/1`);
    const letter = page.locator('section[aria-labelledby=step-letter]');
    await letter.waitFor();
    // Nothing of the post is opened before somebody asks.
    expect(await page.content()).not.toContain(ADDRESS);
    await letter.locator('select').selectOption('fr');
    await letter.locator('.button').first().click();
    await letter.locator('pre').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      letter.locator('.telling-letter .button').click(),
    ]);
    expect(file.suggestedFilename()).toBe('TELL-1-1-fr.txt');
    expect(readFileSync(await file.path(), 'utf8')).toContain(ADDRESS);
    await expectWell(page, `tellings-${look}-2-letter`);

    const putOff = page.locator('section[aria-labelledby=step-put-off]');
    await putOff.locator('select').first().selectOption('delayed');
    await putOff.locator('.button').click();
    expect(await putOff.locator('[role=status]').textContent()).not.toBe('');
    await putOff.locator('select').nth(1).selectOption('prosecution');
    await putOff.locator('textarea').fill(REASON);
    await putOff.locator('input[type=text]').fill('Directive (EU) 2016/680, Article 13(3)(b)');
    const reviewOn = (days: number) => new Date(clock.now() + days * DAY_MS).toISOString().slice(0, 10);
    await putOff.locator('input[type=date]').fill(reviewOn(300));
    await putOff.locator('.button').click();
    await putOff.locator('.notice-failed').waitFor();
    await putOff.locator('input[type=date]').fill(reviewOn(60));
    await expectWell(page, `tellings-${look}-3-put-off`);
    await putOff.locator('.button').click();
    await page.locator('.telling-history li').waitFor();
    // It still runs, and its own author has no second word.
    expect(await page.locator('.facts .warning-text').count()).toBe(2);
    expect(await page.locator('#step-settle').count()).toBe(0);

    person = EWA;
    await page.goto(`${url}/tellings/1`);
    const settle = page.locator('section[aria-labelledby=step-settle]');
    await settle.waitFor();
    await expectWell(page, `tellings-${look}-4-settling`);
    await settle.locator('.button-primary').click();
    await settle.waitFor({ state: 'detached' });
    expect(await page.locator('.facts .warning-text').count()).toBe(0);

    await page.goto(`${url}/tellings/2`);
    const told = page.locator('section[aria-labelledby=step-told]');
    // The desk's clock, not the browser's.
    await told.locator('input[type=datetime-local]').fill(new Date(clock.now()).toISOString().slice(0, 16));
    await told.locator('input[type=text]').fill('Through the platform, which passed it on');
    await told.locator('.button-primary').click();
    await told.waitFor({ state: 'detached' });

    // What was done is withdrawn: the delay does not count any more, and they are told so.
    await seeded.notices.withdraw(EXA, first);
    await page.goto(`${url}/tellings/1`);
    await page.locator('.notice-warning').waitFor();
    await page.locator('section[aria-labelledby=step-letter] .button').first().click();
    await page.locator('pre').waitFor();
    expect(await page.locator('pre').textContent()).toContain('withdrawn as of');
    await expectWell(page, `tellings-${look}-5-withdrawn`);

    person = OLGA;
    await page.goto(`${url}/tellings/1`);
    await page.locator('.telling-history li').waitFor();
    expect(await page.locator('.notice-step').count()).toBe(0);
    expect(await page.content()).not.toContain(ADDRESS);
    await page.goto(`${url}/oversight`);
    const card = page.locator('section[aria-labelledby=over-telling]');
    await card.locator('.warning-text').waitFor();
    expect(await card.locator('a').first().getAttribute('href')).toBe('/tellings/4');
    await expectWell(page, `tellings-${look}-6-oversight`);
  },
);
