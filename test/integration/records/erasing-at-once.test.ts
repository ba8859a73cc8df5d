import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  approveHold,
  disposeErased,
  eraseDue,
  eraseItem,
  recordCustody,
  requestHold,
} from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { handleScorePosts } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { MARKED_SCORER, scoreContext, scorerOf, type TestContext } from '../../support/scoring.ts';
import { untilWaiting } from '../../support/until-waiting.ts';

const DAY_MS = 86_400_000;
const START = Date.parse('2026-06-01T12:00:00Z');
const TEXT = '[review] two seats';

// The embedded default has one session: nothing happens while anything is erased.
describe.skipIf(!COLUMNS.includes('production'))('erasing beside others, production column', () => {
  let column: Column;
  let context: TestContext;
  let clock: ReturnType<typeof manualClock>;
  beforeAll(async () => {
    column = await openColumn('production');
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(START);
    context = scoreContext(column, { clock });
  });
  const db = () => column.database.db;
  const day = (days: number) => new Date(START + days * DAY_MS);
  const expire = (days: number) => handleExpireTexts(context, { version: 1, dueAt: day(days).toISOString() });

  /** A post of the one text that all of them have. @returns its id, once it is staged */
  async function stage(key: string): Promise<string> {
    await stagePosts(context, 'source', [{ key, text: TEXT }], 'test');
    const post = db().selectFrom('vigie.posts').select('id').where('status', '=', 'staged');
    return (await post.executeTakeFirstOrThrow()).id;
  }

  async function flag(key: string): Promise<string> {
    const id = await stage(key);
    await handleScorePosts(context, { version: 1, batchId: id, postIds: [id] });
    return id;
  }

  /** A promise, and what keeps it. */
  function promised() {
    let keep = () => {};
    const promise = new Promise<void>((resolve) => {
      keep = resolve;
    });
    return { promise, keep };
  }

  const item = () =>
    db().selectFrom('vigie.items').select(['id', 'post_id', 'lane', 'state']).executeTakeFirstOrThrow();

  /** Scores a copy as far as its place among the members of the item, and holds it there. */
  async function scoreCopy(lane: 'review' | 'protect') {
    const id = await stage(`copy ${lane}`);
    const joined = promised();
    const mayEnd = promised();
    const held: TestContext = {
      ...scoreContext(column, {
        clock,
        vault: context.vault,
        scorer: scorerOf((post) => MARKED_SCORER.score({ ...post, text: `[${lane}]` })),
      }),
      controls: {
        prepare: async () => async () => {
          joined.keep();
          await mayEnd.promise;
        },
      },
    };
    const scored = handleScorePosts(held, { version: 1, batchId: id, postIds: [id] });
    await Promise.race([joined.promise, scored]);
    return {
      id,
      end: async () => {
        mayEnd.keep();
        await scored;
      },
    };
  }

  it('two runs that each erase one of the last two copies leave no open item, and end its custody once', async () => {
    await flag('first');
    clock.advance(10 * DAY_MS);
    const second = await flag('second');
    const { id } = await item();
    const object = { role: 'dom' as const, sha256: 'a'.repeat(64), bytes: 1, mediaType: 'text/html' };
    const event = { kind: 'control' as const, capture: 'b'.repeat(32), objects: [object] };
    const { vault } = context;
    await db()
      .transaction()
      .execute((tx) => recordCustody(tx, vault, { itemId: id, actor: 'test', now: day(10), event }));

    // What was staged with the flagged posts goes by itself, so that the two runs share no post.
    await expire(12);
    const one = await db().startTransaction().execute();
    const { postIds } = await eraseDue(one, day(91), 1000);
    await disposeErased(one, vault, { postIds, actor: 'test', now: day(91) });
    const other = expire(101);
    await untilWaiting(db(), other);
    await one.commit().execute();
    await other;

    expect(await item()).toMatchObject({ post_id: second, state: 'erased' });
    const { rows } = await sql`
      select kind, event::jsonb ->> 'what' as what from vigie.custody_events where item_id = ${id} order by number
    `.execute(db());
    expect(rows).toEqual([
      { kind: 'control', what: null },
      { kind: 'disposition', what: 'erased' },
    ]);
  });

  it.each(['review', 'protect'] as const)(
    'an item that a copy in %s joins meanwhile stays open and shows the copy',
    async (lane) => {
      await flag('first');
      clock.advance(10 * DAY_MS);
      const copy = await scoreCopy(lane);
      const expired = expire(91);
      await untilWaiting(db(), expired);
      await copy.end();
      await expired;
      expect(await item()).toMatchObject({ post_id: copy.id, lane, state: 'waiting' });
    },
  );

  /** A hold that somebody asked for and nobody approved yet. */
  async function asked(itemId: string): Promise<() => Promise<void>> {
    const ask = { itemId, reason: 'order 1', endsAt: day(120), actor: 'a', now: day(80) };
    const { holdId } = await requestHold(db(), ask);
    return () => approveHold(db(), { holdId, actor: 'b', now: day(80) });
  }
  const texts = async () =>
    (await db().selectFrom('vigie.sealed_posts').select('post_id').execute()).map((row) => row.post_id);

  it('a text that is put under a hold meanwhile stays: the run leaves it out', async () => {
    const first = await flag('first');
    const { id } = await item();
    const approve = await asked(id);
    await expire(12);
    const busy = await db().startTransaction().execute();
    await sql`select from vigie.items where id = ${id} for update`.execute(busy);
    const approved = approve();
    await untilWaiting(db(), approved);
    await expire(91);
    await busy.commit().execute();
    await approved;
    await expire(91);
    expect(await texts()).toEqual([first]);
  });

  it('a hold is refused where the text went while it was approved, also of an item that has an outcome', async () => {
    await flag('first');
    const { id } = await item();
    const approve = await asked(id);
    await sql`
      with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        values (${id}, 'second', 'unresolved', 'other_topic', 'somebody', ${day(1)}) returning id
      )
      update vigie.items i set outcome = 'unresolved', state = 'outcome', judged_by = 'somebody', judged_at = ${day(1)},
        concluding_decision = j.id, second_decision = j.id from judged j where i.id = ${id}
    `.execute(db());
    const erasing = await db().startTransaction().execute();
    await eraseDue(erasing, day(91), 1000);
    const approved = approve().catch((error: unknown) => error);
    await untilWaiting(db(), approved);
    await erasing.commit().execute();
    expect(await approved).toMatchObject({
      code: 'hold.refused',
      message: expect.stringContaining('one whose text is erased'),
    });
    expect(await texts()).toEqual([]);
  });

  it('an item that is erased whole takes along the copy that joins it meanwhile', async () => {
    await flag('first');
    const copy = await scoreCopy('review');
    const { id } = await item();
    const erased = db()
      .transaction()
      .execute((tx) => eraseItem(tx, id));
    await untilWaiting(db(), erased);
    await copy.end();
    expect(await erased).toHaveLength(2);
    expect(await item()).toMatchObject({ state: 'erased' });
    expect(await db().selectFrom('vigie.sealed_posts').select('post_id').execute()).toEqual([]);
  });

  it('an item that is erased whole while its text expires waits for the post, and holds up nobody', async () => {
    const first = await flag('first');
    const { id } = await item();
    const expiring = await db().startTransaction().execute();
    await sql`select from vigie.posts where id = ${first} for update`.execute(expiring);
    const erased = db()
      .transaction()
      .execute((tx) => eraseItem(tx, id));
    await untilWaiting(db(), erased);
    expect(await eraseDue(expiring, day(91), 1000)).toMatchObject({ postIds: [first], itemIds: [id] });
    await expiring.commit().execute();
    expect(await erased).toEqual([]);
  });

  it('a contest that is upheld while the text expires waits for the post, and holds up nobody', async () => {
    const first = await flag('first');
    const { id } = await item();
    const expiring = await db().startTransaction().execute();
    await sql`select from vigie.posts where id = ${first} for update`.execute(expiring);
    const upheld = upholdContest({ db: db(), vault: context.vault, clock }, id);
    await untilWaiting(db(), upheld);
    expect(await eraseDue(expiring, day(91), 1000)).toMatchObject({ postIds: [first], itemIds: [id] });
    await expiring.commit().execute();
    await upheld;
    expect(await item()).toMatchObject({ state: 'erased' });
    const decided = db().selectFrom('vigie.contests').select('state').executeTakeFirstOrThrow();
    expect(await decided).toEqual({ state: 'upheld' });
  });

  it('a run that meets a contest which is being upheld leaves its texts to it, and waits for nobody', async () => {
    await flag('first');
    const { id } = await item();
    const busy = await db().startTransaction().execute();
    // Not the key: the contest names the item before anybody decides it.
    await sql`select from vigie.items where id = ${id} for no key update`.execute(busy);
    const upheld = upholdContest({ db: db(), vault: context.vault, clock }, id);
    await untilWaiting(db(), upheld);
    const passing = await db().startTransaction().execute();
    expect(await eraseDue(passing, day(91), 1000)).toMatchObject({ texts: 0, itemIds: [] });
    await passing.commit().execute();
    await busy.commit().execute();
    await upheld;
    expect(await texts()).toEqual([]);
  });
});
