import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StatusReport } from '../../dashboard/wire.ts';
import { demoPerson } from '../support/sign-in.ts';
import { until } from '../support/until.ts';
import { useDemo } from './support/demo-process.ts';
import { conclude, expectExplained, judge } from './support/review-steps.ts';

const START_MS = 60_000;
const FIRST_FLAGGED_MS = 30_000;
const STOP_MS = 8000;
const REVIEWER = 'Demo reviewer';
const LIVE = { live: true, reasons: [] };
const READY = { ready: true, reasons: [] };

const demo = useDemo();
let url = '';
let readyAt = 0;

async function start(): Promise<void> {
  await demo.start();
  readyAt = Date.now();
  url = demo.url();
}

async function status(): Promise<StatusReport> {
  return (await demoPerson(url, 'operator')).get<StatusReport>('/api/status');
}

beforeAll(async () => {
  const startedAt = Date.now();
  await start();
  console.log(`from start to the address: ${((readyAt - startedAt) / 1000).toFixed(1)} s`);
}, START_MS + 10_000);

// In this order on one process, as one person's first hour with it.
describe.sequential('from `vigie start --demo` to a decision in the log', () => {
  it('shows flagged posts within 30 s of its address, without a reload', async () => {
    const page = await demo.open(REVIEWER);
    await page
      .getByText(/^[1-9]\d*$/)
      .and(page.locator('.figure'))
      .waitFor({ timeout: FIRST_FLAGGED_MS });
    const tookMs = Date.now() - readyAt;
    console.log(`from the address to the first flagged post on the page: ${(tookMs / 1000).toFixed(1)} s`);
    expect(tookMs).toBeLessThanOrEqual(FIRST_FLAGGED_MS);
  });

  it('answers its probes in JSON', async () => {
    const answer = async (probe: string) => (await fetch(`${url}/${probe}`)).json();
    // While the first posts go through, a part may take longer to answer than a probe waits; it says so, and stays alive.
    await until('every part answers', async () => isDeepStrictEqual(await answer('livez'), LIVE));
    await until('everything is ready', async () => isDeepStrictEqual(await answer('readyz'), READY));
  });

  it('takes, judges, explains, keeps; the log then holds exactly that; undo asks anew', async () => {
    const page = await demo.open(REVIEWER);
    const { id } = await demo.takeNext(page);
    await judge(page, 'o');
    await expectExplained(page);
    await conclude(page);
    const first = await demo.verifyLog();
    expect(first).toMatchObject({ fault: null, lastDecision: { subject: id, outcome: 'offer' } });

    await page.keyboard.press('z');
    await page.waitForSelector('.judgment');
    expect(await page.locator('main input:checked, .post mark').count()).toBe(0);
    await judge(page, 'n');
    await conclude(page);
    const second = await demo.verifyLog();
    expect(second).toMatchObject({ fault: null, lastDecision: { subject: id, outcome: 'not_offer' } });
    expect(second.size).toBeGreaterThan(first.size);
    expect((await status()).items.decided).toBe(1);
  }, 60_000);

  it.each([
    ['en-GB', 'ltr', 1280],
    ['en-GB', 'ltr', 360],
    ['ar', 'rtl', 1280],
    ['ar', 'rtl', 360],
  ] as const)('goes the same way in %s (%s), %s px wide', async (locale, direction, width) => {
    const page = await demo.open(REVIEWER, { locale, viewport: { width, height: 740 } });
    const { id } = await demo.takeNext(page);
    expect(await page.getAttribute('html', 'dir')).toBe(direction);
    await judge(page, 'n');
    await expectExplained(page);
    await conclude(page);
    expect(new URL(page.url()).pathname).toBe(`/review/${id}`);
    await page.goto(`${url}/closed`);
    await page.waitForSelector(`.item-list a[href*="${id}"]`);
  });

  it('keeps people at risk apart: no offer can be chosen, no score is shown', async () => {
    const page = await demo.open('Demo protection');
    const { id } = await demo.takeNext(page, '/protect');
    expect(await page.locator('input[value=offer]').count()).toBe(0);
    await page.keyboard.press('o');
    expect(await page.locator('main input:checked').count()).toBe(0);
    await judge(page, 'p');
    expect(await page.locator('.explanation table, .weight').count()).toBe(0);
    await conclude(page);
    const answer = await page.evaluate<string>(`fetch('/api/items/${id}').then((one) => one.text())`);
    expect(answer).not.toMatch(/"(weight|score)":(?!0\b|null)/);
    expect(await demo.verifyLog()).toMatchObject({ lastDecision: { subject: id, outcome: 'protect' } });
  });

  it('ends with 0 on SIGTERM, and stands as before when started again', async () => {
    await until('every post scored', async () => (await status()).posts.staged === 0);
    const before = await status();
    expect(before.items.decided).toBe(6);
    const askedAt = Date.now();
    expect((await demo.stop()).code).toBe(0);
    expect(Date.now() - askedAt).toBeLessThan(STOP_MS);
    await start();
    const after = await status();
    expect({ posts: after.posts, items: after.items }).toEqual({ posts: before.posts, items: before.items });
    expect((await demo.verifyLog()).fault).toBeNull();
  }, 90_000);
});
