import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { UNATTENDED } from '../../dashboard/wire-headers.ts';
import { manualClock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { type SeedItem, seededParts } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { judge } from './support/review-steps.ts';

const dashboard = useDashboard();
const [OFFER] = DEMO_ITEMS;
const POSTS = 9;
const MINUTE = 60_000;
const ANA = signedIn('ana', ['reviewer']);

function manyOffers(count: number): SeedItem[] {
  if (OFFER === undefined) throw new Error('expected a demo item');
  return Array.from({ length: count }, (_, at) => ({ ...OFFER, id: `offer-${at}` }));
}

async function phase(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector);
}

/** Steps on items that the page asks for, as they leave it: `claim`, `judge` and the like. */
function watchSteps(page: Page): string[] {
  const steps: string[] = [];
  page.on('request', (request) => {
    const step = /\/api\/items\/[^/]+\/(\w+)$/.exec(request.url());
    if (request.method() === 'POST' && step?.[1] !== undefined) steps.push(step[1]);
  });
  return steps;
}

/** What a key set off has left the page once a question that is asked after it was answered. */
const roundTrip = (page: Page) => page.evaluate("fetch('/api/desk').then((answer) => answer.ok)");

async function takeNext(page: Page): Promise<void> {
  await phase(page, '.next-action, .panel .button-primary');
  await page.keyboard.press('g');
  await phase(page, '.judgment');
}

describe('deciding', () => {
  it('PRO-11 goes through posts with the keyboard alone; clearing one takes fewer keys than flagging', async () => {
    const { page, url } = await dashboard.open({ dashboard: { items: manyOffers(POSTS) } });
    await page.goto(`${url}/`);
    await page.evaluate('addEventListener("pointerdown", () => { document.title = "pointer"; })');
    for (let count = 0; count < POSTS; count += 1) {
      await takeNext(page);
      await judge(page, count % 2 === 0 ? 'o' : 'n');
      if (count % 3 === 0) {
        await page.keyboard.press('r');
        await phase(page, '.judgment');
        for (const key of ['u', '2', 'm']) await page.keyboard.press(key);
        await page.keyboard.type('overlooked the last line');
        await page.keyboard.press('Control+Enter');
      } else await page.keyboard.press('k');
      await phase(page, '.panel[data-phase=closed]');
    }
    expect(await page.title()).not.toBe('pointer');
    const status = await (await fetch(`${url}/api/status`)).json();
    // What was called an offer and not revised waits for a second reviewer.
    expect(status.items).toEqual({ open: 3, decided: POSTS - 3 });
  }, 120_000);

  it('works with Tab, arrows and Enter when single keys are off', async () => {
    const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'local' }));
    const { page, url } = await dashboard.open({ dashboard: { items } });
    await page.goto(`${url}/review/offer-en`);
    await phase(page, '.panel .button-primary');
    await page.evaluate('localStorage.setItem("vigie.shortcuts", "off")');
    await page.reload();
    await phase(page, '.panel .button-primary');
    const steps = watchSteps(page);
    await page.keyboard.press('c');
    await roundTrip(page);
    expect(steps).toEqual([]);
    await page.focus('.panel .button-primary');
    await page.keyboard.press('Enter');
    await phase(page, '.judgment');
    expect(await page.locator('.kbd:not(header .kbd, dialog .kbd)').count()).toBe(0);
    await page.focus('input[name=outcome][value=not_offer]');
    await page.keyboard.press('Space');
    await page.focus('input[name=reason][value=seeker]');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.explanation', { timeout: 15_000 });
  });

  it('HUM-04 chooses nothing beforehand and records nothing that is incomplete', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    expect(await page.locator('main input:checked').count()).toBe(0);
    const steps = watchSteps(page);
    for (const key of ['Enter', 'o', 'Enter', '1', 'Enter']) await page.keyboard.press(key);
    await page.locator('#submit-hint', { hasText: 'Choose what is offered.' }).waitFor();
    await roundTrip(page);
    expect(steps).toEqual([]);
    expect(await page.locator('.judgment').count()).toBe(1);
  });

  it('shows nothing of the rules before the judgment; then spans, rules and a sum that adds up', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    expect(await page.locator('mark').count()).toBe(0);
    expect(await page.textContent('main')).not.toMatch(/score|weight|en\./i);
    await judge(page, 'o');
    const weights = await page.locator('.explanation tbody td').allInnerTexts();
    const total = await page.textContent('.explanation tfoot td');
    expect(weights.map(Number).reduce((sum, weight) => sum + weight, 0)).toBe(Number(total));
    expect(await page.locator('mark.mark-signal').count()).toBeGreaterThan(4);
    expect(await page.locator('mark.mark-counter').count()).toBe(1);
    await page.waitForSelector('#explanation-title:focus');
  });

  it('PRO-02 moves a post to the protection lane for good, out of the reviewer’s sight', async () => {
    const person = signedIn('ana', ['reviewer']);
    const { page, url } = await dashboard.open({ dashboard: { person } });
    await page.goto(`${url}/`);
    await takeNext(page);
    for (const key of ['p', '1', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL('**/review', { timeout: 15_000 });
    const answer = await page.evaluate<number>("fetch('/api/items/offer-en').then(({ status }) => status)");
    expect(answer).toBe(404);
  });

  it('undoes, and asks anew with nothing chosen', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await judge(page, 'n');
    await page.keyboard.press('z');
    await phase(page, '.judgment');
    expect(await page.locator('main input:checked, mark').count()).toBe(0);
  });

  it('types letters into the note and not into the shortcuts', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.focus('textarea');
    await page.keyboard.type('no pun 123?');
    expect(await page.inputValue('textarea')).toBe('no pun 123?');
    expect(await page.locator('main input:checked, dialog[open]').count()).toBe(0);
  });
});

describe('what can go wrong', () => {
  it('keeps the draft when the server is gone, and says that nothing is recorded', async () => {
    const { page, url, server } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.keyboard.press('n');
    await page.keyboard.press('1');
    await server.close();
    await page.keyboard.press('Enter');
    await phase(page, '.offline-banner');
    // The banner may come of the live updates before the judgment has had no answer.
    await phase(page, '.panel .notice-failed');
    expect(await page.locator('main input:checked').count()).toBe(2);
    expect(await page.textContent('.panel')).toContain('This was not recorded');
  });

  it('shows how the item stands when somebody was faster', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    const elsewhere = await fetch(`${url}/api/items/offer-en/release`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url },
      body: JSON.stringify({}),
    });
    expect(elsewhere.status).toBe(204);
    for (const key of ['n', '1', 'Enter']) await page.keyboard.press(key);
    await phase(page, '.panel .notice-warning');
    await phase(page, '.panel[data-phase=free]');
    expect(await page.locator('.explanation').count()).toBe(0);
  });

  it('keeps the draft over the end of a claim', async () => {
    const clock = manualClock(Date.now());
    const { page, url } = await dashboard.open({
      dashboard: { seeded: seededParts({ items: DEMO_ITEMS }, clock) },
    });
    await page.clock.install();
    await page.goto(`${url}/`);
    await takeNext(page);
    await page.keyboard.press('o');
    await page.keyboard.press('2');
    clock.advance(6 * 60_000);
    await page.clock.fastForward(6 * 60_000);
    await phase(page, '.panel[data-phase=free]');
    expect(await page.textContent('.panel')).toContain('Claim it again');
  });

  /** The page's clock is six minutes ahead; a claim lasts five. */
  async function claimUnderWrongClock() {
    const clock = manualClock(Date.now());
    const seeded = seededParts({ items: DEMO_ITEMS }, clock);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: ANA } });
    await page.clock.install({ time: Date.now() + 6 * MINUTE });
    await page.goto(`${url}/`);
    await takeNext(page);
    /** Until the claim is to be renewed, with a sign of the reviewer on the way. */
    const renewal = async (sign: () => Promise<void>) => {
      const asking = page.waitForRequest(/\/claim$/);
      for (const act of [sign, async () => undefined]) {
        clock.advance(1.9 * MINUTE);
        await page.clock.fastForward(1.9 * MINUTE);
        await act();
      }
      return asking;
    };
    return { page, seeded, renewal };
  }

  it('renews a claim whatever the page’s clock; what only moved the pointer is no use of the session', async () => {
    const { page, renewal } = await claimUnderWrongClock();
    const mark = UNATTENDED.toLowerCase();
    const worked = await renewal(() => page.keyboard.press('Shift'));
    expect(worked.headers()[mark]).toBeUndefined();
    await worked.response();
    const moved = await renewal(() => page.mouse.move(200, 300));
    expect(moved.headers()[mark]).toBe('1');
    expect(await page.locator('.judgment').count()).toBe(1);
  });

  it('PRO-09 takes a post off the page that somebody else handed to protection', async () => {
    const { page, seeded, renewal } = await claimUnderWrongClock();
    await seeded.desk.protect(signedIn('ben', ['reviewer']), 'offer-en', 'distress');
    await renewal(() => page.keyboard.press('Shift'));
    await page.getByText('Nothing is here').waitFor();
    expect(await page.locator('.post, .judgment').count()).toBe(0);
  });

  it('takes it off as well when a step finds it gone', async () => {
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: ANA } });
    await page.goto(`${url}/`);
    await takeNext(page);
    await seeded.desk.protect(signedIn('ben', ['reviewer']), 'offer-en', 'distress');
    await page.click('.lease button');
    await page.getByText('Nothing is here').waitFor();
    expect(await page.locator('.post, .judgment').count()).toBe(0);
  });

  it.each(['claim', 'release'] as const)(
    'stays where the reviewer went when the answer to a %s comes late',
    async (step) => {
      const items = DEMO_ITEMS.map((item) => ({ ...item, givenTo: 'ana' }));
      const { page, url } = await dashboard.open({ dashboard: { items, person: ANA } });
      await page.goto(`${url}/review/offer-en`);
      await phase(page, '.panel[data-phase=free]');
      if (step === 'release') {
        await page.keyboard.press('c');
        await phase(page, '.judgment');
      }
      let answer: () => void = () => undefined;
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      await page.route(new RegExp(`/${step}$`), async (route) => {
        await answered;
        await route.continue();
      });
      const sent = page.waitForRequest(new RegExp(`/${step}$`));
      if (step === 'claim') await page.keyboard.press('c');
      else await page.click('.lease button');
      await sent;
      await page.click('.care-bar a');
      await phase(page, '[aria-labelledby=practice-title]');
      // Counts are asked for once the step is done with.
      const done = page.waitForRequest(/api\/queue/);
      answer();
      await done;
      expect(new URL(page.url()).pathname).toBe('/care');
    },
  );

  it('stays where the reviewer went when the next post comes late, and hands that one out when asked again', async () => {
    const { page, url } = await dashboard.open({ dashboard: { items: DEMO_ITEMS, person: ANA } });
    await page.goto(`${url}/`);
    await phase(page, '.next-action');
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/api\/next/, async (route) => {
      await answered;
      await route.continue();
    });
    const sent = page.waitForRequest(/api\/next/);
    await page.keyboard.press('g');
    await sent;
    await page.click('.care-bar a');
    await phase(page, '[aria-labelledby=practice-title]');
    const next = page.waitForResponse(/api\/next/);
    const done = page.waitForRequest(/api\/queue/);
    answer();
    const { item } = await (await next).json();
    await done;
    expect(new URL(page.url()).pathname).toBe('/care');
    await page.goBack();
    await takeNext(page);
    expect(new URL(page.url()).pathname).toBe(`/review/${item.id}`);
  });

  it('keeps a half-written revision for when it is taken up again, until it is given up', async () => {
    const { page, url } = await dashboard.open();
    await page.goto(`${url}/`);
    await takeNext(page);
    await judge(page, 'n');
    await page.keyboard.press('r');
    await phase(page, '.judgment');
    await page.fill('textarea', 'half a page of why');
    await page.click('.back a');
    await phase(page, '.next-action');
    await page.click('.item-list a');
    await phase(page, '.panel[data-phase=reveal]');
    await page.keyboard.press('r');
    await phase(page, '.judgment');
    expect(await page.inputValue('textarea')).toBe('half a page of why');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await phase(page, '.panel[data-phase=reveal]');
    await page.keyboard.press('r');
    await phase(page, '.judgment');
    expect(await page.inputValue('textarea')).toBe('');
  });

  it('shows nothing of an earlier filter under a later one that could not be loaded', async () => {
    const items = DEMO_ITEMS.filter(({ id }) => id === 'offer-en').map((item) => ({
      ...item,
      isOffer: true,
    }));
    const { page, url } = await dashboard.open({ dashboard: { items } });
    await page.goto(`${url}/closed?outcome=offer`);
    await phase(page, '.item-list');
    await page.route(/api\/queue.*outcome=not_offer/, (route) => route.fulfill({ status: 503, json: {} }));
    await page.locator('.filters select').nth(1).selectOption('not_offer');
    await phase(page, '.notice-failed');
    expect(await page.locator('.item-list').count()).toBe(0);
  });

  it('tells who waits that somebody else reads the post', async () => {
    const seeded = seededParts({ items: DEMO_ITEMS }, SYSTEM_CLOCK);
    await seeded.desk.next(signedIn('another', ['reviewer']), 'review', 'en');
    const { page, url } = await dashboard.open({ dashboard: { seeded } });
    await page.goto(`${url}/review/offer-en`);
    await page.getByText('Somebody else is reading').waitFor();
    expect(await page.locator('.judgment, .panel .button-primary').count()).toBe(0);
  });
});
