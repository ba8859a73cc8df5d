import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDue, readSourceHealth, readTrouble } from '../../../queue/storage/index.ts';
import { handleBackfillSource } from '../../../workers/handlers/backfill.ts';
import { collectRound } from '../../../workers/handlers/collect.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { collectContext } from '../../support/collecting.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';

let collector: Collector;
const loopbackPorts = new Set<number>();
beforeAll(() => {
  collector = testCollector({ loopbackPorts });
});
afterAll(() => collector.close());

describe.each(COLUMNS)('the end of a round of older pages, %s column', (name) => {
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

  /** Takes a live round, and then one of older pages by a collector. */
  async function backfillBy(by: Collector): Promise<void> {
    const source = board.source({ maxPages: 2, backfillPages: 50 });
    await collectRound(collectContext(column, collector), source);
    const job = { version: 1, sourceId: 'board', round: 1 } as const;
    await handleBackfillSource(collectContext(column, by, [source]), job);
  }

  async function lastEntry(): Promise<unknown> {
    const { rows } = await sql<{ body: string }>`
      select p.body from vigie.log_pending p join vigie.log_entries e using (entry_id)
      where e.kind = 'source.round' order by entry_id desc limit 1
    `.execute(column.database.db);
    return JSON.parse(rows[0]?.body ?? 'null');
  }

  it('counts who turned it away, and its entry says which round it was and what it brought', async () => {
    board.failing = (page) => (page === 4 ? 403 : undefined);
    await backfillBy(collector);
    const [source] = await readSourceHealth(column.database.db);
    expect(source).toMatchObject({ state: 'ok', refusals: { 'http-403': 1 } });
    expect(await lastEntry()).toMatchObject({
      actor: 'worker:backfill',
      body: { state: 'blocked', round: 1, fresh: 5, edited: 0, refusals: { 'http-403': 1 }, pagesLeft: 0 },
    });
  });

  it('asks for a page that always fails as often as pages are left, and then no more', async () => {
    board.failing = (page) => (page === 4 ? 500 : undefined);
    const source = board.source({ maxPages: 2, backfillPages: 4 });
    const context = collectContext(column, collector, [source]);
    await collectRound(context, source);
    const owed: unknown[] = [];
    for (let round = 1; round <= 4; round += 1) {
      await handleBackfillSource(context, { version: 1, sourceId: 'board', round });
      owed.push((await readDue(column.database.db)).get('board')?.hasBackfill);
    }
    expect(owed).toEqual([true, true, false, false]);
    expect(board.pagesAsked()).toEqual([1, 2, 3, 4, 4, 4]);
  });

  it('counts what was refused and passed over on the way, and goes on', async () => {
    await backfillBy({
      ...collector,
      async *collect(asked, options) {
        options?.onRefusal?.('robots');
        options?.onPassedOver?.('http-429');
        yield* collector.collect(asked, options);
      },
    });
    expect((await readTrouble(column.database.db)).get('board')).toEqual({
      refused: new Map([['robots', 1]]),
      failed: new Map([['http-429', 1]]),
    });
    expect(await lastEntry()).toMatchObject({
      body: { state: 'ok', reason: 'http-429', fresh: 20, refusals: { robots: 1 }, pagesLeft: 0 },
    });
    // A page beside the list asked us to wait; the list itself was read to its end.
    expect((await readDue(column.database.db)).get('board')).toMatchObject({ hasBackfill: false });
  });
});
