import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { type Database, openDatabase } from '../../../queue/storage/index.ts';
import { COLUMNS, type ColumnName, openColumn } from '../../support/columns.ts';
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
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(projectRoot(), 'test/support/collecting-process.ts'),
        JSON.stringify([board.source()]),
      ],
      {
        cwd: projectRoot(),
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...place.env },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
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

interface Place {
  readonly env: Readonly<Record<string, string>>;
  /** The records once the round has ended and its process was stopped. */
  afterwards(child: ChildProcess): Promise<Database>;
  close(): Promise<void>;
}

async function openPlace(name: ColumnName): Promise<Place> {
  if (name === 'production') {
    const column = await openColumn('production');
    return {
      env: column.env,
      async afterwards() {
        await until('the round ended', () => hasEnded(column.database));
        return column.database;
      },
      close: () => column.close(),
    };
  }
  const directory = mkdtempSync(join(tmpdir(), 'vigie-kill-'));
  let database: Database | undefined;
  return {
    env: { VIGIE_DATA_DIR: directory },
    async afterwards(child) {
      const through = await openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner: true });
      await until('the round ended', () => hasEnded(through));
      await through.close();
      child.kill('SIGTERM');
      await once(child, 'exit');
      database = await openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner: false });
      return database;
    },
    async close() {
      await database?.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function hasEnded({ db }: Database): Promise<boolean> {
  const { rows } = await sql`select 1 from vigie.collection_rounds where ended_at is not null`.execute(db);
  return rows.length > 0;
}
