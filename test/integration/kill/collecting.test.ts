import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlace, type Place, startCollecting } from '../../support/collecting-place.ts';
import { COLUMNS } from '../../support/columns.ts';
import { type PagedBoard, startPagedBoard } from '../../support/paged-board.ts';
import { until } from '../../support/until.ts';

const KILLS = 12;
const PAGES = 48;
const POSTS = PAGES * 5;
/** Lock and stalled check of the queue take 15 s, the host's turn 6 s, a start some more on a busy machine. */
const BACK_AT_WORK_MS = 60_000;

describe.each(COLUMNS)('a collection round under SIGKILL, %s column', (name) => {
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

  /** Kills the process at its `count`th request from now: before the answer, or while it works on the answer. */
  async function killAt(child: ChildProcess, count: number, isAnswered: boolean): Promise<void> {
    const from = board.pagesAsked().length;
    let reached = false;
    board.failing = () => {
      if (board.pagesAsked().length < from + count) return undefined;
      reached = true;
      if (!isAnswered) child.kill('SIGKILL');
      return undefined;
    };
    await until(`request ${from + count}`, () => reached, BACK_AT_WORK_MS);
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    board.failing = undefined;
  }

  it(
    'ends with every post once, and asked for no stored page again, after twelve kills',
    async () => {
      for (let kill = 0; kill < KILLS; kill += 1) {
        const child = start();
        await killAt(child, 2 + (kill % 3), kill % 2 === 1);
        expect(child.signalCode).toBe('SIGKILL');
      }
      const child = start();
      await until('the last page', () => board.pagesAsked().includes(PAGES), BACK_AT_WORK_MS);
      const database = await place.afterwards(child);
      const { rows } = await sql<{ posts: number; keys: number }>`
        select count(*) as posts, count(distinct id) as keys from vigie.posts`.execute(database.db);
      expect(rows).toEqual([{ posts: POSTS, keys: POSTS }]);
      const rounds = await sql`select round, state, pages, posts_new from vigie.collection_rounds`.execute(
        database.db,
      );
      expect(rounds.rows).toEqual([{ round: 1, state: 'ok', pages: PAGES, posts_new: POSTS }]);

      const asked = board.pagesAsked();
      // In order, and a kill costs the page in hand at most.
      expect(asked).toEqual([...asked].sort((a, b) => a - b));
      expect(new Set(asked).size).toBe(PAGES);
      expect(asked.length).toBeLessThanOrEqual(PAGES + KILLS);
    },
    15 * 60_000,
  );
});
