import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readDue, readSourceHealth } from '../../../queue/storage/index.ts';
import { handleBackfillSource } from '../../../workers/handlers/backfill.ts';
import { collectRound } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { countPosts } from '../../support/count-posts.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';
import { untilWaiting } from '../../support/until-waiting.ts';

let collector: Collector;
const loopbackPorts = new Set<number>();
beforeAll(() => {
  collector = testCollector({ loopbackPorts });
});
afterAll(() => collector.close());

/** What a walk waits for when it has read its so-many-th page, before that page is stored. */
type Waits = Readonly<Record<number, () => Promise<void>>>;

function waiting(waits: Waits): Collector {
  return {
    ...collector,
    async *collect(...asked) {
      let read = 0;
      for await (const page of collector.collect(...asked)) {
        read += 1;
        await waits[read]?.();
        yield page;
      }
    },
  };
}

/** Something that has happened or has not. */
function happening(): { readonly happened: Promise<void>; happen(): void } {
  let happen = (): void => {};
  const happened = new Promise<void>((resolve) => {
    happen = resolve;
  });
  return { happened, happen: () => happen() };
}

describe.each(COLUMNS)('a round that two walks go through, %s column', (name) => {
  let column: Column;
  let board: PagedBoard;
  beforeAll(async () => {
    column = await openColumn(name);
  }, 60_000);
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    board = await startPagedBoard(30);
    loopbackPorts.add(board.web.port);
  });
  afterEach(() => board.web.close());

  /** A second walk takes the round up at page 3, which the first one stores before the second does. */
  async function bothWalks(source: ReturnType<PagedBoard['source']>) {
    const [begun, opened, stored, ended] = [happening(), happening(), happening(), happening()];
    const before = waiting({
      async 3() {
        begun.happen();
        await opened.happened;
      },
      async 4() {
        stored.happen();
        await ended.happened;
      },
    });
    const beside = waiting({
      async 1() {
        opened.happen();
        await stored.happened;
      },
    });
    const first = collectRound(collectContext(column, before), source);
    await begun.happened;
    const second = await collectRound(collectContext(column, beside), source);
    ended.happen();
    return { first: await first, second };
  }

  it('leaves to backfill what neither of them read', async () => {
    const source = board.source({ maxPages: 4, backfillPages: 50 });
    await bothWalks(source);
    expect((await readDue(column.database.db)).get('board')).toMatchObject({ hasBackfill: true });
    const context = collectContext(column, collector, [source]);
    await handleBackfillSource(context, { version: 1, sourceId: 'board', round: 1 });
    expect(await countPosts(column.database.db)).toBe(30);
  });

  it('has as many pages as there are, whoever stored them', async () => {
    await bothWalks(board.source());
    const { rows } = await sql`select pages from vigie.collection_rounds`.execute(column.database.db);
    expect(rows).toEqual([{ pages: 6 }]);
  });

  it('is reported by whoever comes second as the other one ended it', async () => {
    const { first, second } = await bothWalks(board.source());
    expect(second).toMatchObject({ state: 'ok', fresh: 30, known: 5 });
    expect(first).toEqual(second);
  });

  it('is reported with the fault that ended it', async () => {
    board.failing = (page) => (page === 5 ? 403 : undefined);
    const { first, second } = await bothWalks(board.source());
    expect(second).toMatchObject({ state: 'blocked', reason: 'http-403', fresh: 20, known: 5 });
    expect(first).toEqual(second);
  });

  it('is reported as interrupted where it stood still so long that another process began anew', async () => {
    const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    const source = board.source();
    const [begun, ended] = [happening(), happening()];
    const slow = waiting({
      async 3() {
        begun.happen();
        await ended.happened;
      },
    });
    const first = collectRound(collectContext(column, slow, [], { clock }), source);
    await begun.happened;
    clock.advance(3_600_000);
    const quick = collectContext(column, collector, [], { clock });
    expect(await collectRound(quick, source)).toMatchObject({ state: 'ok', fresh: 20, known: 10 });
    ended.happen();
    expect(await first).toMatchObject({ state: 'interrupted', fresh: 10, known: 0 });
    const [health] = await readSourceHealth(column.database.db);
    expect(health).toMatchObject({ state: 'ok', lastNew: 20 });
  });

  /** A round that fills in older pages stands at its first one, while there are newer posts than a live round reads. */
  async function fillingIn() {
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    await collectRound(collectContext(column, collector), source);
    const [begun, goesOn] = [happening(), happening()];
    const slow = waiting({
      async 1() {
        begun.happen();
        await goesOn.happened;
      },
    });
    const job = { version: 1, sourceId: 'board', round: 1 } as const;
    const filled = handleBackfillSource(collectContext(column, slow, [source]), job);
    await begun.happened;
    board.posts.unshift(...Array.from({ length: 15 }, (_, at) => 45 - at));
    const goOn = () => {
      goesOn.happen();
      return filled;
    };
    return { live: () => collectRound(collectContext(column, collector, [source]), source), goOn };
  }

  it('counts the posts that name it, also those that were stored once a newer gap had ended it', async () => {
    const { live, goOn } = await fillingIn();
    await live();
    await goOn();
    const { rows } = await sql`
      select r.kind, r.state, r.posts_new as fresh, r.next_sealed is null as "isLast",
        (select count(*)::integer from vigie.posts p where p.round_id = r.round_id) as posts
      from vigie.collection_rounds r order by r.round_id
    `.execute(column.database.db);
    expect(rows).toEqual([
      { kind: 'live', state: 'ok', fresh: 10, isLast: true, posts: 10 },
      { kind: 'backfill', state: 'interrupted', fresh: 5, isLast: true, posts: 5 },
      { kind: 'live', state: 'ok', fresh: 10, isLast: true, posts: 10 },
    ]);
  });

  // The embedded default has one session: no two rounds end at once.
  it.skipIf(name === 'embedded')(
    'is waited for by the round that ends it with their source unlocked',
    async () => {
      const { db } = column.database;
      const { live, goOn } = await fillingIn();
      const ending = await db.startTransaction().execute();
      await sql`select from vigie.collection_rounds where kind = 'backfill' for update`.execute(ending);
      const left = live();
      await untilWaiting(db, left);
      // What a backfill round that ends locks next.
      const next = sql`select from vigie.sources where source_id = 'board' for update nowait`.execute(ending);
      const [locked] = await Promise.allSettled([next]);
      await ending.rollback().execute();
      expect(await left).toMatchObject({ state: 'ok', fresh: 10 });
      await goOn();
      expect(locked).toMatchObject({ status: 'fulfilled' });
    },
  );

  it('is no circle where the list moved on by a page while nobody walked', async () => {
    const source = board.source();
    const stop = new AbortController();
    board.failing = (page) => {
      if (page === 4) stop.abort(new Error('the process is stopping'));
      return undefined;
    };
    const interrupted = collectContext(column, collector, [], { stopping: stop.signal });
    await expect(collectRound(interrupted, source)).rejects.toThrow('the process is stopping');
    board.failing = undefined;
    board.posts.unshift(35, 34, 33, 32, 31);
    const context = collectContext(column, collector);
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 30 });
    expect(await collectRound(context, source)).toMatchObject({ state: 'ok', fresh: 5 });
    expect(await countPosts(column.database.db)).toBe(35);
  });
});
