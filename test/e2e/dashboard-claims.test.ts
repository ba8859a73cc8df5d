import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { manualClock, SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import { signedIn } from '../unit/dashboard/support/demo-context.ts';
import { DEMO_ITEMS } from '../unit/dashboard/support/demo-items.ts';
import { seededParts, seededRecords } from '../unit/dashboard/support/seeded-desk.ts';
import { useDashboard } from './support/dashboard-fixture.ts';
import { conclude, judge, takeNext } from './support/review-steps.ts';

const dashboard = useDashboard();
const MINUTE = 60_000;
const PIA = signedIn('pia', ['protection']);
const ANA = signedIn('ana', ['reviewer']);
const CALLS = DEMO_ITEMS.filter(({ lane }) => lane === 'protect').slice(0, 1);

/** As a copy leaves the item that protection had ended: whoever calls with its words waits. */
async function callAgain(id: string): Promise<void> {
  await sql`
    update vigie.items set state = 'waiting', outcome = null, judged_by = null, judged_at = null, concluding_decision = null,
      opened_at = now(), entered_at = now() where id = ${id}
  `.execute(await seededRecords());
}

describe('what is handed out next', () => {
  it('PRO-07 is shown where it is the very post that is open, called for anew', async () => {
    const seeded = seededParts({ items: CALLS, team: [PIA] }, SYSTEM_CLOCK);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: PIA } });
    const { id } = await takeNext(page, url, '/protect');
    await judge(page, 'n');
    await conclude(page);
    await callAgain(id);
    const places = () => page.evaluate<number>('history.length');
    const before = await places();
    await page.keyboard.press('g');
    await page.waitForSelector('.panel[data-phase=judge] .judgment');
    await page.waitForSelector('#panel-title:focus');
    expect(await page.locator('.explanation, main input:checked').count()).toBe(0);
    expect(await places()).toBe(before);
  }, 90_000);
});

describe('a claim', () => {
  it('is renewed although a renewal came to nothing', async () => {
    const clock = manualClock(Date.now());
    const items = DEMO_ITEMS.filter(({ lane, thread }) => lane === 'review' && thread === undefined);
    const seeded = seededParts({ items }, clock);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: ANA } });
    await page.clock.install();
    const pass = async (ms: number) => {
      clock.advance(ms);
      await page.clock.fastForward(ms);
    };
    await takeNext(page, url);
    await page.route(/\/claim$/, (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
    await pass(2 * MINUTE);
    await page.keyboard.press('Shift');
    const failing = page.waitForResponse(/\/claim$/);
    await pass(1.8 * MINUTE);
    expect((await failing).status()).toBe(503);
    const renewed = page.waitForResponse(/\/claim$/);
    await pass(15_000);
    expect((await renewed).status()).toBe(200);
    await pass(2 * MINUTE);
    expect(await page.locator('.panel[data-phase=judge]').count()).toBe(1);
  }, 60_000);

  it('of somebody else is looked at again by whoever asks, when its time is over', async () => {
    const clock = manualClock(Date.now());
    const seeded = seededParts({ items: CALLS }, clock);
    const [{ id } = { id: '' }] = CALLS;
    await seeded.desk.claim(signedIn('paul', ['protection']), id);
    const { page, url } = await dashboard.open({ dashboard: { seeded, person: PIA } });
    await page.goto(`${url}/protect/${id}`);
    await page.getByText('Somebody else is reading').waitFor();
    clock.advance(6 * MINUTE);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.panel[data-phase=free] .button-primary').waitFor();
  }, 60_000);
});
