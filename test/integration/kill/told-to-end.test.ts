import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place, startCollecting } from '../../support/collecting-place.ts';
import { COLUMNS } from '../../support/columns.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';
import { until } from '../../support/until.ts';

const PAGES = 4;
const POSTS = PAGES * 5;
const START_MS = 60_000;
/** Far below what the silent page would be waited for. */
const END_MS = 10_000;

// Mostly it waits, for turns of a host among others, which both columns do side by side.
describe.concurrent.each(COLUMNS)('a process that is told to end, %s column', (name) => {
  let board: PagedBoard;
  let place: Place;
  const running: ChildProcess[] = [];
  beforeEach(async () => {
    board = await startPagedBoard(POSTS);
    place = await openPlace(name);
  }, 60_000);
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill('SIGKILL');
    await board.web.close();
    await place.close();
  });

  function start(): ChildProcess {
    const child = startCollecting([board.source()], place);
    running.push(child);
    return child;
  }

  it('leaves its round where it is, with no attempt counted, and the next one goes on there', async () => {
    // As often as a job has attempts.
    for (let end = 0; end < 3; end += 1) {
      const child = start();
      let isInPage = false;
      board.failing = (page) => {
        if (page !== 3) return undefined;
        isInPage = true;
        return 'silent';
      };
      await until('a round in the middle of its third page', () => isInPage, START_MS);
      const exited = once(child, 'exit');
      const told = Date.now();
      child.kill('SIGTERM');
      expect(await exited).toEqual([0, null]);
      expect(Date.now() - told).toBeLessThan(END_MS);
    }
    board.failing = undefined;
    const last = start();
    await until('the last page', () => board.pagesAsked().includes(PAGES), START_MS);
    const database = await place.afterwards(last);
    const { rows } = await sql`
      select round, state, pages, posts_new, (select count(*)::int from vigie.dead_letters) as dead
      from vigie.collection_rounds`.execute(database.db);
    expect(rows).toEqual([{ round: 1, state: 'ok', pages: PAGES, posts_new: POSTS, dead: 0 }]);
    expect(board.pagesAsked()).toEqual([1, 2, 3, 3, 3, 3, 4]);
  }, 300_000);
});
