import { type Kysely, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { captureItem, captureItemRequest } from '../../../queue/jobs/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  liftSuspension,
  readDueCaptures,
  releaseCapture,
  suspendSource,
  takeCapture,
} from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { up as waitedFor } from '../../../queue/storage/migrations/20261129-994-captures-waited-for.ts';
import { handleCaptureItem } from '../../../workers/evidence/capture-item.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { useCaptures } from '../../support/capture-suite.ts';
import { pageWith } from '../../support/captured-board.ts';
import { type CaptureScene, captureScene } from '../../support/capturing.ts';
import { COLUMNS } from '../../support/columns.ts';
import { drain } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';

const TEXT = '[review] seats on an invented boat, ask @invented_name or +00 555 010 0199';
const HOUR_MS = 3_600_000;

describe.each(COLUMNS)('captures that wait, %s', (name) => {
  const clock = manualClock(Date.now());
  const here = useCaptures(name, clock);
  beforeEach(() => here.board.show('one', pageWith(TEXT)));

  const post = () => ({ key: 'one', text: TEXT, permalink: here.board.addressOf('one') });
  const now = () => new Date(clock.now());
  const only = async () => (await here.scene.captures())[0];
  /** Tries for two days, as often as the records say. */
  async function tryForDays(at: CaptureScene): Promise<void> {
    for (let hour = 0; hour < 48; hour += 1) {
      clock.advance(HOUR_MS);
      await at.capture();
    }
  }

  it('for the end of a suspension are made once two people have lifted it', async () => {
    const { db } = here.scene.context;
    const why = { reason: 'plan missed twice', actor: 'evaluation', now: now() };
    await here.scene.arrive([post()], () =>
      db.transaction().execute((tx) => suspendSource(tx, here.board.source.id, why)),
    );
    await tryForDays(here.scene);
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'not-authorised' });
    expect((await only())?.attempts).toBeGreaterThan(6);
    await liftSuspension(db, here.board.source.id, { actor: 'os:anna', now: now() });
    clock.advance(8 * HOUR_MS);
    await here.scene.capture();
    expect(here.board.web.asked).toEqual([]);
    await liftSuspension(db, here.board.source.id, { actor: 'os:ben', now: now() });
    clock.advance(8 * HOUR_MS);
    await here.scene.capture();
    expect(await only()).toMatchObject({ state: 'captured', reason: null });
  });

  it('for the file of their source are made once it is back', async () => {
    const without = captureScene(here.column, here.collector, [], clock);
    await stagePosts(here.scene.context, here.board.source.id, [post()], 'test');
    await drain(here.column, here.scene.context);
    await tryForDays(without);
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'source-removed' });
    clock.advance(8 * HOUR_MS);
    await here.scene.capture();
    expect(await only()).toMatchObject({ state: 'captured', reason: null });
  });

  it('for a worker whose clock is behind are not lost: the queue forgets the job, and it is named again', async () => {
    const late = manualClock(clock.now() - 5000);
    const behind = { ...here.scene.context, clock: late };
    await stagePosts(here.scene.context, here.board.source.id, [post()], 'test');
    await drain(here.column, here.scene.context);
    const [due] = await readDueCaptures(here.scene.context.db, now(), 1);
    const request = captureItemRequest(due?.id ?? '', due?.attempts ?? 0);
    const { queue } = here.column;
    const dead: unknown[] = [];
    const worker = queue.work(captureItem, (job) => handleCaptureItem(behind, job), {
      concurrency: 1,
      onDead: async (letter) => void dead.push(letter),
    });
    await queue.add([request]);
    await until('the job is forgotten', async () =>
      [...(await queue.presence(captureItem, [request.id])).values()].includes('absent'),
    );
    expect(await only()).toMatchObject({ state: 'wanted', attempts: 0 });
    late.advance(5000);
    await queue.add([request]);
    const isOver = async () => dead.length > 0 || (await only())?.state === 'captured';
    await until('the capture', isOver, 120_000);
    await worker.close();
    expect(dead).toEqual([]);
  });

  it('because the page failed have their six attempts at it, however many were cut off', async () => {
    const { db } = here.scene.context;
    await stagePosts(here.scene.context, here.board.source.id, [post()], 'test');
    await drain(here.column, here.scene.context);
    const [id] = await here.scene.due();
    for (let end = 0; end < 5; end += 1) {
      const taken = await takeCapture(db, id ?? '', now(), new Date(clock.now() + HOUR_MS));
      if (taken === undefined) throw new Error('expected an attempt at the capture');
      await releaseCapture(db, taken);
    }
    here.board.web.on('/post/one', (_, response) => void response.writeHead(500).end());
    await here.scene.capture();
    expect(await only()).toMatchObject({ state: 'wanted', reason: 'unreachable', attempts: 6 });
    clock.advance(2 * 60_000);
    expect(await here.scene.due()).toEqual([id]);
    for (let fault = 1; fault < 6; fault += 1) {
      expect(await only()).toMatchObject({ state: 'wanted' });
      await here.scene.capture();
      clock.advance(6 * HOUR_MS);
    }
    expect(await only()).toMatchObject({ state: 'failed', reason: 'unreachable', attempts: 11 });
  });

  it.each(['not-authorised', 'no-key', 'source-removed'])(
    'and were given up before for %s are wanted again, of people at risk excepted',
    async (reason) => {
      await stagePosts(here.scene.context, here.board.source.id, [post()], 'test');
      await drain(here.column, here.scene.context);
      const { db } = here.scene.context;
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
