import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  countAlerts,
  eraseItem,
  escalateAlerts,
  readOpenAlerts,
  takeDelivery,
} from '../../../queue/storage/index.ts';
import { createEscalation } from '../../../workers/alerts/escalation.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { alertScene, MINUTE_MS } from '../../support/alert-scene.ts';
import { COLUMNS } from '../../support/columns.ts';
import { actorOf } from '../../support/people.ts';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PIA = actorOf('pia', ['protection']);

describe.each(COLUMNS)('an alert that nobody answers, %s', (name) => {
  const scene = alertScene(name);
  const { db } = scene;
  const counts = () => countAlerts(db(), new Date(scene.clock.now()));

  /** How often contacts are told while so much time passes, minute by minute or quarter by quarter. */
  async function toldDuring(ms: number, afterMs: number): Promise<number> {
    let told = 0;
    for (let passed = 0; passed < ms; passed += afterMs) {
      scene.clock.advance(afterMs);
      // Without the relay: whoever sends a step meanwhile holds up its moving on until the next time.
      told += await escalateAlerts(db(), new Date(scene.clock.now()), afterMs);
    }
    return told;
  }

  it('PRO-03 is told by turns for a day, however often that is, and once an hour from then on', async () => {
    await scene.comeIn('[protect] one');
    await scene.told(1);
    expect(await toldDuring(10 * MINUTE_MS, MINUTE_MS)).toBe(10);
    await db().updateTable('vigie.alerts').set({ step: 1000 }).execute();
    expect(await toldDuring(10 * MINUTE_MS, MINUTE_MS)).toBe(10);
    scene.clock.advance(DAY_MS);
    expect(await toldDuring(MINUTE_MS, MINUTE_MS)).toBe(1);
    expect(await toldDuring(6 * HOUR_MS, 15 * MINUTE_MS)).toBe(6);
  });

  it('PRO-03 that ran out with its text begins anew with the next call in the same words', async () => {
    await scene.comeIn('[protect] one', 'first');
    await scene.told(1);
    scene.clock.advance(91 * DAY_MS);
    await handleExpireTexts(scene.context(), {
      version: 1,
      dueAt: new Date(scene.clock.now()).toISOString(),
    });
    expect(await readOpenAlerts(db())).toEqual([]);
    await scene.comeIn('[protect] one', 'second');
    await scene.told(2);
    const at = new Date(scene.clock.now());
    expect(await readOpenAlerts(db())).toMatchObject([{ step: 0, since: at }]);
  });

  it('PRO-03 is over where the item is erased: nobody could open it', async () => {
    await scene.comeIn('[protect] one');
    const id = await scene.itemId();
    await db()
      .transaction()
      .execute((tx) => eraseItem(tx, id));
    scene.clock.advance(HOUR_MS);
    expect(await scene.escalate()).toBe(0);
    expect(await counts()).toEqual({ open: 0, unanswered: 0 });
  });

  it('PRO-03 is told again in time after a clock that was ahead is set right', async () => {
    const alertId = await scene.begin();
    const turn = createEscalation(db(), scene.clock, 5 * MINUTE_MS);
    expect(await turn()).toBe(0);
    scene.clock.advance(HOUR_MS);
    expect(await turn()).toBe(1);
    const ask = { alertId, step: 1, contact: 'second', now: new Date(scene.clock.now()) };
    expect(await takeDelivery(db(), ask)).toMatchObject({ alertId });
    scene.clock.advance(-HOUR_MS);
    expect(await turn()).toBe(0);
    await db().deleteFrom('vigie.outbox').execute();
    scene.clock.advance(MINUTE_MS);
    await turn();
    expect(await db().selectFrom('vigie.outbox').selectAll().execute()).toHaveLength(1);
    scene.clock.advance(4 * MINUTE_MS);
    expect(await turn()).toBe(1);
  });

  it('PRO-03 is told again where somebody has the item in hand by a clock that was ahead', async () => {
    await scene.begin();
    const turn = createEscalation(db(), scene.clock, 5 * MINUTE_MS);
    await turn();
    scene.clock.advance(DAY_MS);
    await scene.desk.claim(PIA, await scene.itemId());
    expect(await turn()).toBe(0);
    scene.clock.advance(-DAY_MS);
    await turn();
    scene.clock.advance(5 * MINUTE_MS);
    expect(await turn()).toBe(1);
    expect(await counts()).toMatchObject({ open: 1 });
  });

  it('PRO-03 is told at the usual times where two schedulers have different clocks', async () => {
    await scene.begin();
    const ahead = manualClock(scene.clock.now() + HOUR_MS);
    const turns = [scene.clock, ahead].map((clock) => createEscalation(db(), clock, 5 * MINUTE_MS));
    let told = 0;
    for (let passed = 0; passed < HOUR_MS; passed += MINUTE_MS) {
      for (const turn of turns) told += await turn();
      for (const clock of [scene.clock, ahead]) clock.advance(MINUTE_MS);
    }
    expect(told).toBe(12);
  });

  it('PRO-03 is counted from half an hour on, while nobody has the item', async () => {
    await scene.comeIn('[protect] one');
    scene.clock.advance(30 * MINUTE_MS - 1);
    expect(await counts()).toEqual({ open: 1, unanswered: 0 });
    scene.clock.advance(1);
    expect(await counts()).toEqual({ open: 1, unanswered: 1 });
    await scene.desk.claim(PIA, await scene.itemId());
    expect(await counts()).toEqual({ open: 1, unanswered: 0 });
    await scene.desk.release(PIA, await scene.itemId());
    expect(await counts()).toEqual({ open: 1, unanswered: 1 });
  });
});
