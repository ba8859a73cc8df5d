import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readDueLooks } from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { handleLookAgain } from '../../../workers/evidence/look-again.ts';
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

describe.each(COLUMNS)('pages that are left alone, %s', (name) => {
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
  async function protect(): Promise<void> {
    await scene.context.db.updateTable('vigie.items').set(toProtection(now())).execute();
  }
  /** As the desk ends an item. */
  async function conclude(outcome: 'offer' | 'not_offer' | 'unresolved'): Promise<void> {
    await sql`
      with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'second', ${outcome}, 'other_topic', 'somebody', ${now()} from vigie.items returning id, item_id
      )
      update vigie.items i set outcome = ${outcome}, state = 'outcome', judged_by = 'somebody', judged_at = ${now()},
        concluding_decision = j.id, second_decision = j.id from judged j where j.item_id = i.id
    `.execute(scene.context.db);
  }
  async function entriesOf(kinds: string): Promise<string[]> {
    await sequence(scene.context.db, scene.context.vault);
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where kind like ${kinds} order by entry_id`.execute(
      scene.context.db,
    );
    return rows.map(({ kind }) => kind);
  }

  it.each([
    ['once somebody may be at risk', protect],
    ['once it was found to be no offer', () => conclude('not_offer')],
    ['once nobody could tell', () => conclude('unresolved')],
  ])('PRO-02 are not looked at again %s', async (_, end) => {
    await scene.arrive([post()]);
    const [captured] = await scene.captures();
    expect(captured).toMatchObject({ state: 'captured' });
    const asked = board.web.asked.length;
    await end();
    clock.advance(25 * HOUR_MS);
    expect(await readDueLooks(scene.context.db, now(), 10)).toEqual([]);
    // One that was named before asks nobody either.
    await handleLookAgain(scene.context, { version: 1, captureId: captured?.id ?? '' });
    expect(board.web.asked).toHaveLength(asked);
    expect(await entriesOf('capture.%')).toEqual(['capture.stored']);
  });

  it('of an offer are looked at again as those that wait for a judgment are', async () => {
    await scene.arrive([post()]);
    await conclude('offer');
    clock.advance(25 * HOUR_MS);
    const [due] = await readDueLooks(scene.context.db, now(), 10);
    await handleLookAgain(scene.context, { version: 1, captureId: due?.id ?? '' });
    expect(await entriesOf('capture.%')).toEqual(['capture.stored', 'capture.seen']);
  });

  it('PRO-02 leave nothing of a look in the log when the item goes to protection during it', async () => {
    await scene.arrive([post()]);
    clock.advance(25 * HOUR_MS);
    const [due] = await readDueLooks(scene.context.db, now(), 10);
    board.web.on('/post/one', (_, response) => void protect().then(() => response.writeHead(410).end()));
    await handleLookAgain(scene.context, { version: 1, captureId: due?.id ?? '' });
    expect(await entriesOf('capture.%')).toEqual(['capture.stored']);
  });

  it('PRO-02 are no capture when the item goes to protection while its page is on the way', async () => {
    board.web.on('/post/one', (_, response) => {
      const html = { 'content-type': 'text/html; charset=utf-8' };
      void protect().then(() => response.writeHead(200, html).end(pageWith(TEXT)));
    });
    await scene.arrive([post()]);
    expect((await scene.captures())[0]).toMatchObject({ state: 'wanted', objects: [] });
    const asked = board.web.asked.length;
    expect(await scene.capture()).toBe(1);
    expect((await scene.captures())[0]).toMatchObject({ state: 'failed', reason: 'protected' });
    expect(board.web.asked).toHaveLength(asked);
    expect(await entriesOf('c%')).toEqual(['capture.failed']);
  });

  it('are not captured once they were found to be no offer, and are once that is taken back', async () => {
    await stagePosts(scene.context, 'board', [post()], 'test');
    await drain(column, scene.context);
    const [wanted] = await scene.due();
    await conclude('not_offer');
    expect(await scene.due()).toEqual([]);
    await scene.captureOne(wanted ?? '');
    expect(board.web.asked).toEqual([]);
    await scene.context.db.updateTable('vigie.items').set({ state: 'waiting', outcome: null }).execute();
    await scene.capture();
    expect((await scene.captures())[0]).toMatchObject({ state: 'captured', attempts: 1 });
  });
});
