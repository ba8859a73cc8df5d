import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CollectedPost } from '../../../queue/contracts/index.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readStatus } from '../../../queue/storage/index.ts';
import { reconcile } from '../../../queue/transport/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePage, stagePosts } from '../../../workers/handlers/stage.ts';
import { finishPosts } from '../../../workers/sources/parse/draft-post.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { draw, judge, NEWS, take } from '../../support/judgments.ts';
import { auditLanes } from '../../support/lane-audit.ts';
import { actorOf } from '../../support/people.ts';
import { drain, scoreContext, type TestContext } from '../../support/scoring.ts';

const HOUR_MS = 3_600_000;
const ANA = actorOf('ana', ['reviewer']);

describe.each(COLUMNS)('an edited post, %s', (name) => {
  let column: Column;
  let context: TestContext;
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column, { clock });
  });
  afterAll(() => column.close());

  const said = (text: string, key = 'key'): CollectedPost => ({ key, text });
  const stage = (...posts: CollectedPost[]) => stagePosts(context, 'source', posts, 'test');
  const counts = async () => (await readStatus(context.db)).posts;
  const expire = () => handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  async function rows() {
    const found = await sql<{ id: string; edit_of: string | null; status: string }>`
      select id, edit_of, status from vigie.posts order by edit_of is not null, collected_at, id`.execute(
      context.db,
    );
    return found.rows;
  }

  it('is scored anew, though the first text flagged nothing and is gone', async () => {
    expect(await stage(said('The market opens at nine'))).toEqual({ fresh: 1, known: 0, edited: 0 });
    await drain(column, context);
    const [before] = await rows();
    clock.advance(25 * HOUR_MS);
    await expire();
    expect(await stage(said('[review] We take four people'))).toEqual({ fresh: 0, known: 1, edited: 1 });
    await drain(column, context);
    const [first, version] = await rows();
    expect(first).toEqual(before);
    expect(version).toEqual({ id: expect.any(String), edit_of: first?.id, status: 'review' });
    expect(await counts()).toMatchObject({ total: 2, none: 1, review: 1, staged: 0, dead: 0 });
    expect((await readStatus(context.db)).items.open).toBe(1);
    expect(await auditLanes(context.db, context.vault)).toMatchObject({
      misplaced: 0,
      withoutItem: 0,
      logFault: null,
    });
  });

  it('is stored once, however often it is seen, and not when the edit is taken back', async () => {
    await stage(said('one'));
    for (const text of ['two', 'two', 'one', ' one\n', 'two', 'one'])
      expect((await stage(said(text))).fresh).toBe(0);
    expect(await counts()).toMatchObject({ total: 2, staged: 2 });
    await drain(column, context);
    expect((await stage(said('one'), said('two'), said('one'))).edited).toBe(0);
    expect(await counts()).toMatchObject({ total: 2, none: 2 });
  });

  it('keeps every text that comes in one batch, the first as the post', async () => {
    expect(await stage(said('one'), said('[review] two'), said('three'), said('one'))).toEqual({
      fresh: 1,
      known: 3,
      edited: 2,
    });
    await drain(column, context);
    expect(await counts()).toMatchObject({ total: 3, none: 2, review: 1 });
  });

  it('has an item for each flagged text, which lead to each other once the reviewer has judged', async () => {
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    await stage(said('[review] four places'));
    await drain(column, context);
    clock.advance(HOUR_MS);
    await stage(said('[review] five places'), said('[review] five places', 'a copy'));
    await drain(column, context);
    const { rows } = await sql<{ id: string }>`select id from vigie.items order by opened_at`.execute(
      context.db,
    );
    const items = await Promise.all(rows.map(({ id }) => desk.view(ANA, id)));
    expect(items.map((item) => item.memberCount)).toEqual([1, 2]);
    const [older, newer] = items;
    const before = await desk.view(ANA, newer?.id ?? '');
    expect(before.versions?.map(({ isHere, itemId }) => ({ isHere, itemId }))).toEqual([
      { isHere: false, itemId: null },
      { isHere: true, itemId: null },
    ]);
    const seenAt = clock.now();
    const after = await judge({ desk, clock }, ANA, await draw({ desk, clock }, ANA, newer?.id ?? ''), NEWS);
    expect(after?.versions?.map(({ itemId }) => itemId)).toEqual([older?.id, newer?.id]);
    expect(after?.versions?.map(({ seenAt }) => Date.parse(seenAt))).toEqual([seenAt - HOUR_MS, seenAt]);
  });

  it('does not lead from an offer to a person at risk', async () => {
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    await stage(said('[protect] we are sinking'));
    await drain(column, context);
    await stage(said('[review] four places'));
    await drain(column, context);
    const at = { desk, clock };
    const taken = await take(at, ANA);
    const judged = await judge(at, ANA, taken, NEWS);
    expect(judged?.versions?.map(({ itemId }) => itemId)).toEqual([null, taken.id]);
    expect((await desk.counts(actorOf('pia', ['protection']))).protect).toBe(1);
  });

  it('has its texts erased each at its own time', async () => {
    await stage(said('[review] four places'));
    await drain(column, context);
    await stage(said('sold out'));
    await drain(column, context);
    clock.advance(25 * HOUR_MS);
    await expire();
    const left = await sql<{ post_id: string }>`select post_id from vigie.sealed_posts`.execute(context.db);
    const [first] = await rows();
    expect(left.rows).toEqual([{ post_id: first?.id }]);
    expect((await sql`select 1 from vigie.sealed_batches`.execute(context.db)).rows).toEqual([]);
    expect(await counts()).toMatchObject({ total: 2, none: 1, review: 1 });
  });

  it('is put back when the queue lost it', async () => {
    await stage(said('one'));
    await drain(column, context);
    await stage(said('[review] two'));
    await sql`delete from vigie.outbox`.execute(context.db);
    await column.emptyQueue();
    const done = await reconcile(context.db, column.queue, {
      actor: 'test',
      now: new Date(clock.now()),
      minAgeMs: 0,
    });
    expect(done).toMatchObject({ jobs: 1, posts: 1 });
    await drain(column, context);
    expect(await counts()).toMatchObject({ total: 2, none: 1, review: 1 });
  });

  it('shares no token of a text with another post', async () => {
    await stage(said('equal'), said('equal', 'another'));
    const tokens = await sql<{ token: Buffer }>`select text_token as token from vigie.posts`.execute(
      context.db,
    );
    expect(new Set(tokens.rows.map(({ token }) => token.toString('hex'))).size).toBe(2);
  });

  it('has ten versions as they come and one an hour from then on, where the place shows it again', async () => {
    const origin = { sourceId: 'source', actor: 'test', isShownAgain: true };
    const look = async (at: number) => (await stagePage(context, origin, [said(`${at} minutes ago`)])).edited;
    await look(0);
    let edited = 0;
    for (let at = 1; at <= 30; at += 1) edited += await look(at);
    expect(edited).toBe(10);
    clock.advance(HOUR_MS);
    expect(await look(31)).toBe(1);
    expect(await look(32)).toBe(0);
    // What does not come again is stored at once.
    expect((await stage(said('from a stream'))).edited).toBe(1);
  });

  it('is nobody else, where the replies of a thread link to it alone and each page shows one or two of them', async () => {
    const show = async (page: number, ...texts: string[]) => {
      const drafts = texts.map((text) => ({ text, link: '/t/1' }));
      const at = `https://forum.example/t/1?page=${page}`;
      const { posts } = finishPosts(drafts, at, undefined, at);
      return await stage(...posts);
    };
    expect(await show(2, 'the first reply')).toEqual({ fresh: 1, known: 0, edited: 0 });
    expect(await show(2, 'the first reply', 'another answers')).toEqual({ fresh: 1, known: 1, edited: 0 });
    expect(await show(3, 'quite another person')).toEqual({ fresh: 1, known: 0, edited: 0 });
    expect((await rows()).map(({ edit_of }) => edit_of)).toEqual([null, null, null]);
  });
});
