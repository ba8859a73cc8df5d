import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { captureItemRequest, scorePostsRequest, sendAlertRequest } from '../../../queue/jobs/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { buryLetter, listLetters, readStatus, stopWork } from '../../../queue/storage/index.ts';
import { reconcile, relayOnce, replayLetter } from '../../../queue/transport/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import {
  drain,
  MARKED_SCORER,
  posts,
  scoreContext,
  scorerOf,
  type TestContext,
} from '../../support/scoring.ts';

const START = Date.parse('2026-06-01T12:00:00Z');
const WORDS = '[broken] words of somebody';

describe.each(COLUMNS)('dead letters, %s', (name) => {
  let column: Column;
  let context: TestContext;
  const clock = manualClock(START);
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column, { clock });
  });
  afterAll(() => column.close());

  const letters = () => listLetters(context.db);
  const status = async () => (await readStatus(context.db)).posts;
  const replay = (id = 0, now = clock.now()) =>
    replayLetter(context.db, id, { actor: 'os:anna', now: new Date(now) });
  const outbox = async () =>
    (
      await sql<{ job: string }>`select job_id as job from vigie.outbox order by id`.execute(context.db)
    ).rows.map(({ job }) => job);
  /** A post that this version of the rules cannot score. */
  async function givenUp(): Promise<number> {
    await stagePosts(context, 'forum', [{ key: 'k', text: WORDS }], 'test');
    await drain(column, context);
    expect(await status()).toMatchObject({ dead: 1 });
    return (await letters())[0]?.id ?? 0;
  }

  it('say whose a post was and why it was given up, and nothing that it said', async () => {
    const id = await givenUp();
    const all = await letters();
    expect(all).toEqual([
      {
        id,
        diedAt: new Date(START),
        job: 'score-posts',
        jobId: expect.any(String),
        reason: 'gave-up',
        message: 'Error',
        sourceId: 'forum',
        postIds: [all[0]?.jobId],
      },
    ]);
    expect(JSON.stringify(all)).not.toContain('somebody');
  });

  it('put a post back that now has its lane, once, with an entry that says who did it', async () => {
    const id = await givenUp();
    const both = await Promise.all([replay(id), replay(id)]);
    expect(both.filter((one) => one !== undefined)).toEqual([{ id, stays: null }]);
    expect(await letters()).toEqual([]);
    expect(await status()).toMatchObject({ staged: 1, dead: 0 });
    const { rows } = await sql<{ body: string }>`
      select body from vigie.log_pending order by entry_id desc limit 1
    `.execute(context.db);
    expect(rows[0]?.body).toMatch(/"actor":"os:anna".*"kind":"queue\.replayed"/);
    const score = scorerOf(() => MARKED_SCORER.score({ text: '[review] seats' }));
    await drain(column, scoreContext(column, { clock, vault: context.vault, scorer: score }));
    expect(await status()).toMatchObject({ review: 1, staged: 0, dead: 0 });
    await sequence(context.db, context.vault);
    expect(await verifyLog(context.db, context.vault)).toMatchObject({
      kinds: { 'queue.replayed': 1 },
      fault: null,
    });
  });

  it('come back where the post fails again', async () => {
    const id = await givenUp();
    await replay(id);
    await drain(column, context);
    expect(await status()).toMatchObject({ dead: 1, staged: 0 });
    const [again, ...more] = await letters();
    expect(more).toEqual([]);
    expect(again?.id).toBeGreaterThan(id);
    // The store keeps the replayed job as finished and takes no other of its id: the next reconcile finds the post without one.
    await replay(again?.id);
    await relayOnce(context.db, column.queue);
    const now = new Date(clock.now());
    expect(await reconcile(context.db, column.queue, { actor: 'test', now, minAgeMs: 0 })).toMatchObject({
      jobs: 1,
      posts: 1,
      quarantined: 0,
    });
    const score = scorerOf(() => MARKED_SCORER.score({ text: 'harmless' }));
    await drain(column, scoreContext(column, { clock, vault: context.vault, scorer: score }));
    expect(await status()).toMatchObject({ none: 1, staged: 0, dead: 0 });
  });

  it('stay where the text is gone or due, and the post stays dead', async () => {
    const id = await givenUp();
    const late = START + 25 * 3_600_000;
    const stays = { id, stays: 'its text is gone, or it has its lane' };
    expect(await replay(id, late)).toEqual(stays);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(late).toISOString() });
    expect(await replay(id)).toEqual(stays);
    expect(await status()).toMatchObject({ dead: 1, staged: 0 });
    expect(await letters()).toHaveLength(1);
    expect(await outbox()).toEqual([]);
  });

  it('put the posts of a whole job back that still wait, and forget every letter of one that failed alone', async () => {
    await stagePosts(context, 'forum', posts(3), 'test');
    await sql`delete from vigie.outbox`.execute(context.db);
    const { rows } = await sql<{ id: string; batch: string }>`
      select id, batch_id as batch from vigie.posts order by id
    `.execute(context.db);
    const ids = rows.map(({ id }) => id);
    const [first = '', ...others] = ids;
    await sql`update vigie.posts set status = 'dead' where id = ${first}`.execute(context.db);
    for (const [request, reason] of [
      [scorePostsRequest(rows[0]?.batch ?? '', ids), 'attempts'],
      [scorePostsRequest(first, [first]), 'attempts'],
      [scorePostsRequest(first, [first]), 'started-too-often'],
    ] as const)
      await buryLetter(
        context.db,
        { jobName: request.job.name, jobId: request.id, payload: request.payload, reason, message: 'x' },
        new Date(START),
      );
    const [whole, alone, twin] = await letters();
    expect(await replay(whole?.id)).toMatchObject({ stays: null });
    const { rows: jobs } = await sql<{ payload: unknown }>`select payload from vigie.outbox`.execute(
      context.db,
    );
    expect(jobs).toEqual([{ payload: { version: 1, batchId: rows[0]?.batch, postIds: others } }]);
    expect(await status()).toMatchObject({ staged: 2, dead: 1 });
    expect(await replay(alone?.id)).toMatchObject({ stays: null });
    expect(await replay(twin?.id)).toBeUndefined();
    expect(await letters()).toEqual([]);
    await drain(column, context);
    expect(await status()).toMatchObject({ none: 3, staged: 0, dead: 0 });
  });

  it('stay where what they are about is over, no job is called so, or their shape is unknown', async () => {
    const capture = captureItemRequest('0123456789abcdef0123456789abcdef', 1);
    const alert = sendAlertRequest(1, 0);
    const given: [string, string, unknown][] = [
      ['capture-item', capture.id, capture.payload],
      ['send-alert', alert.id, alert.payload],
      ['collect-source', 'c', { version: 1, sourceId: 'forum', round: 0 }],
      ['backfill-source', 'b', { version: 1, sourceId: 'forum', round: 1 }],
      ['refer-report', 'r', {}],
      ['score-posts', 'future', { version: 2 }],
    ];
    for (const [jobName, jobId, payload] of given)
      await buryLetter(
        context.db,
        { jobName, jobId, payload, reason: 'attempts', message: 'x' },
        new Date(START),
      );
    for (const { id } of await letters()) expect(await replay(id)).toEqual({ id, stays: expect.any(String) });
    expect(await letters()).toHaveLength(given.length);
    expect(await outbox()).toEqual([]);
  });

  it('put back a round that is still to come, under the name that the schedule gives it', async () => {
    const payload = { version: 1, sourceId: 'forum', round: 1 };
    const letter = { jobName: 'collect-source', jobId: 'collect-source-forum-1', payload };
    await buryLetter(context.db, { ...letter, reason: 'attempts', message: 'x' }, new Date(START));
    const [one] = await letters();
    expect(one).toMatchObject({ sourceId: 'forum', postIds: [] });
    expect(await replay(one?.id)).toMatchObject({ stays: null });
    expect(await outbox()).toEqual([letter.jobId]);
  });

  it('wait while collecting and scoring are stopped', async () => {
    const id = await givenUp();
    await stopWork(context.db, { actor: 'os:anna', now: new Date(START), reason: 'looking into it' });
    await expect(replay(id)).rejects.toMatchObject({ code: 'work.stopped' });
    expect(await letters()).toHaveLength(1);
    expect(await status()).toMatchObject({ dead: 1 });
  });
});
