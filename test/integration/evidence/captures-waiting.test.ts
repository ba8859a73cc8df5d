import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { liftSuspension, releaseCapture, suspendSource, takeCapture } from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { up as waitedFor } from '../../../queue/storage/migrations/20261129-994-captures-waited-for.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { type CapturedBoard, pageWith, startCapturedBoard } from '../../support/captured-board.ts';
import { type CaptureScene, captureScene } from '../../support/capturing.ts';
import { testCollector, whyNoBrowser } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain } from '../../support/scoring.ts';

const TEXT = '[review] seats on an invented boat, ask @invented_name or +00 555 010 0199';
const HOUR_MS = 3_600_000;
let missing: string | undefined;
beforeAll(async () => {
  missing = await whyNoBrowser('captures');
}, 240_000);

describe.each(COLUMNS)('captures that wait, %s', (name) => {
  let column: Column;
  let board: CapturedBoard;
  let collector: Collector;
  let scene: CaptureScene;
  const clock = manualClock(Date.now());

  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async (context) => {
    if (missing !== undefined) context.skip('no Chromium on this machine');
    await column.reset();
    board = await startCapturedBoard();
    board.show('one', pageWith(TEXT));
    collector = testCollector({ loopbackPorts: new Set([board.web.port]), clock, minDelayMs: 0 });
    scene = captureScene(column, collector, [board.source], clock);
  });
  afterEach(async () => {
    await collector?.close();
    await board?.web.close();
  });
  afterAll(() => column.close());

  const post = () => ({ key: 'one', text: TEXT, permalink: board.addressOf('one') });
  const now = () => new Date(clock.now());
  const only = async () => (await scene.captures())[0];
  /** Tries for two days, as often as the records say. */
  async function tryForDays(at: CaptureScene): Promise<void> {
    for (let hour = 0; hour < 48; hour += 1) {
      clock.advance(HOUR_MS);
      await at.capture();
    }
  }

  it('for the end of a suspension are made once two people have lifted it', async () => {
    const { db } = scene.context;
    const why = { reason: 'plan missed twice', actor: 'evaluation', now: now() };
    await db.transaction().execute((tx) => suspendSource(tx, board.source.id, why));
    await scene.arrive([post()]);
    await tryForDays(scene);
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'not-authorised' });
    expect((await only())?.attempts).toBeGreaterThan(6);
    await liftSuspension(db, board.source.id, { actor: 'os:anna', now: now() });
    clock.advance(8 * HOUR_MS);
    await scene.capture();
    expect(board.web.asked).toEqual([]);
    await liftSuspension(db, board.source.id, { actor: 'os:ben', now: now() });
    clock.advance(8 * HOUR_MS);
    await scene.capture();
    expect(await only()).toMatchObject({ state: 'captured', reason: null });
  });

  it('for the file of their source are made once it is back', async () => {
    const without = captureScene(column, collector, [], clock);
    await stagePosts(scene.context, board.source.id, [post()], 'test');
    await drain(column, scene.context);
    await tryForDays(without);
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'source-removed' });
    clock.advance(8 * HOUR_MS);
    await scene.capture();
    expect(await only()).toMatchObject({ state: 'captured', reason: null });
  });

  it('because the page failed have their six attempts at it, however many were cut off', async () => {
    const { db } = scene.context;
    await stagePosts(scene.context, board.source.id, [post()], 'test');
    await drain(column, scene.context);
    const [id] = await scene.due();
    for (let end = 0; end < 5; end += 1) {
      const taken = await takeCapture(db, id ?? '', now(), new Date(clock.now() + HOUR_MS));
      if (taken === undefined) throw new Error('expected an attempt at the capture');
      await releaseCapture(db, taken);
    }
    board.web.on('/post/one', (_, response) => void response.writeHead(500).end());
    await scene.capture();
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'unreachable', attempts: 6 });
    clock.advance(2 * 60_000);
    expect(await scene.due()).toEqual([id]);
    for (let fault = 1; fault < 6; fault += 1) {
      expect(await only()).toMatchObject({ state: 'wanted' });
      await scene.capture();
      clock.advance(6 * HOUR_MS);
    }
    expect(await only()).toMatchObject({ state: 'failed', reason: 'unreachable', attempts: 11 });
  });

  it.each(['not-authorised', 'no-key', 'source-removed'])(
    'and were given up before for %s are wanted again, of people at risk excepted',
    async (reason) => {
      await stagePosts(scene.context, board.source.id, [post()], 'test');
      await drain(column, scene.context);
      const { db } = scene.context;
      const giveUp = () =>
        sql`update vigie.captures set state = 'failed', reason = ${reason}, ended_at = ${now()}`.execute(db);
      await giveUp();
      await waitedFor(db as Kysely<unknown>);
      expect(await only()).toMatchObject({ state: 'wanted', reason, endedAt: null });
      await giveUp();
      await db.updateTable('vigie.items').set(toProtection(now())).execute();
      await waitedFor(db as Kysely<unknown>);
      expect(await only()).toMatchObject({ state: 'failed', reason });
    },
  );
});
