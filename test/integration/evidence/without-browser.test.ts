import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { AppError, type ErrorCode } from '../../../queue/runtime/errors.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { type CaptureScene, captureScene } from '../../support/capturing.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { judge, NEWS, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const HOUR_MS = 3_600_000;
const BOARD = 'https://board.example/';
const SOURCE = Source.parse({
  id: 'board',
  name: 'An invented board',
  kind: 'html',
  url: BOARD,
  selectors: { item: 'li', text: 'p' },
  authorisation: authorisationOf(BOARD),
});

describe.each(COLUMNS)('captures on a machine without a browser or a store, %s', (name) => {
  let column: Column;
  let scene: CaptureScene;
  let fault: ErrorCode;
  let clock: ReturnType<typeof manualClock>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    fault = 'browser.none';
    clock = manualClock(Date.now());
    const collector: Pick<Collector, 'capturePage'> = {
      capturePage: () => Promise.reject(new AppError(fault, 'expected a page', { reason: 'network' })),
    };
    scene = captureScene(column, collector as Collector, [SOURCE], clock);
    const text = '[review] seats on an invented boat';
    await scene.arrive([{ key: 'one', text, permalink: `${BOARD}post/one` }]);
  });
  afterAll(() => column.close());

  const capture = async () => (await scene.captures())[0];
  /** As many attempts, each as soon as it is due, or nine hours later: the longest pause, with its jitter. */
  async function tryAgain(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      clock.advance(9 * HOUR_MS);
      await scene.capture();
    }
  }

  it.each([
    ['browser.none', 'no-browser'],
    ['evidence.unwritable', 'store'],
  ] as const)(
    'wait for it (%s), however often they were tried, until their text goes',
    async (code, reason) => {
      fault = code;
      await tryAgain(12);
      expect(await capture()).toMatchObject({ state: 'wanted', reason, attempts: 13 });
      clock.advance(200 * 24 * HOUR_MS);
      await handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
      expect(await capture()).toMatchObject({ state: 'erased' });
      expect(await scene.due()).toEqual([]);
    },
  );

  it('have their six attempts once there is one, and are given up when the sixth fails', async () => {
    await tryAgain(12);
    fault = 'source.unreachable';
    await tryAgain(5);
    expect(await capture()).toMatchObject({ state: 'wanted', reason: 'unreachable' });
    await tryAgain(1);
    expect(await capture()).toMatchObject({ state: 'failed', reason: 'unreachable', attempts: 19 });
  });

  it('that were given up before it was waited for are tried again, and others are not', async () => {
    const { db } = scene.context;
    const text = '[review] seats on another invented boat';
    await scene.arrive([{ key: 'two', text, permalink: `${BOARD}post/two` }]);
    await sql`update vigie.captures set state = 'failed', attempts = 6, ended_at = now(),
      reason = case when item_id = (select min(id) from vigie.items) then 'store' else 'timeout' end`.execute(
      db,
    );
    const states = async () =>
      (await scene.captures()).map(({ state, reason }) => `${state} ${reason}`).sort();
    await MIGRATIONS['20261129-50-captures-again']?.up(db);
    expect(await states()).toEqual(['failed timeout', 'wanted store']);
    fault = 'source.unreachable';
    await tryAgain(6);
    expect(await states()).toEqual(['failed timeout', 'failed unreachable']);
  });

  it.each(['no offer', 'protection'])('that were given up stay so where it ended as %s', async (ending) => {
    const { db, vault } = scene.context;
    const [found] = await scene.captures();
    await sql`update vigie.captures set state = 'failed', reason = 'no-browser', ended_at = now()`.execute(
      db,
    );
    const desk = createDesk({ db, vault, clock });
    const itemId = found?.itemId ?? '';
    const person = actorOf('ana', ['reviewer']);
    if (ending === 'protection') await desk.protect(person, itemId, 'distress');
    else {
      await judge({ desk, clock }, person, await take({ desk, clock }, person), NEWS);
      await desk.conclude(person, itemId);
    }
    await MIGRATIONS['20261129-50-captures-again']?.up(db);
    expect(await scene.due()).toEqual([]);
  });
});
