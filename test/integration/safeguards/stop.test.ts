import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '../../../queue/contracts/index.ts';
import { collectSource, scorePosts } from '../../../queue/jobs/index.ts';
import { approveResume, countStaged, readStop, stopWork } from '../../../queue/storage/index.ts';
import { reconcile } from '../../../queue/transport/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { createScoringInline, type Scoring } from '../../../workers/scoring/scoring.ts';
import type { Collector } from '../../../workers/sources/index.ts';
import { type FixtureWeb, startFixtureWeb } from '../../fixtures/sources/fixture-web.ts';
import { authorisationOf } from '../../support/authorisation.ts';
import { testCollector } from '../../support/collectors.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { logEntries } from '../../support/log.ts';
import { MARKED_SCORER, posts } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';
import { testVault } from '../../support/vault.ts';
import { startWorking, type Working } from '../../support/working.ts';

const POSTS = 500;
const ON_BOARD = 4;
const PROMISED_MS = 5000;
const ANNA = { actor: 'os:anna', now: new Date() };
const BEN = { actor: 'os:ben', now: new Date() };

describe.each(COLUMNS)('the stop control, %s column', (name) => {
  let column: Column;
  let web: FixtureWeb;
  let collector: Collector;
  let working: Working[];
  const vault = testVault();
  /** Two batches go through, the others wait at the door, as with a rule that takes long. */
  let door: Door;
  let batches: { begun: number; ended: number };
  let isBoardSilent: boolean;

  beforeEach(async () => {
    column = await openColumn(name);
    web = await startFixtureWeb();
    collector = testCollector({ loopbackPorts: new Set([web.port]) });
    working = [];
    door = newDoor();
    batches = { begun: 0, ended: 0 };
    isBoardSilent = true;
    web.on('/board', (request, response) => {
      const isSecond = request.url?.includes('page=2') === true;
      // The connection stays open without an answer: the round is in the middle of a page.
      if (isSecond && isBoardSilent) return;
      response.writeHead(200, { 'content-type': 'text/html' }).end(boardPage(isSecond ? 2 : 1));
    });
  });
  afterEach(async () => {
    door.open();
    await Promise.all(working.map((one) => one.close()));
    await column.close();
    await collector.close();
    await web.close();
  });

  const slowScoring = (): Scoring => {
    const inline = createScoringInline(vault, MARKED_SCORER);
    return {
      async assess(batch) {
        batches.begun += 1;
        if (batches.begun > 2) await door.opened;
        const assessed = await inline.assess(batch);
        batches.ended += 1;
        return assessed;
      },
      close: () => inline.close(),
    };
  };

  async function startProcess(schedules: boolean): Promise<Working> {
    const parts = { collector, scoring: slowScoring(), vault, sources: [board(web.origin)], schedules };
    const one = await startWorking(column, column.queue, parts);
    working.push(one);
    return one;
  }

  /** What collecting and scoring write, row by row; a capture in hand may still say that it came to nothing. */
  async function countRows(): Promise<Record<string, unknown>> {
    const { rows } = await sql<Record<string, unknown>>`
      select (select count(*) from vigie.posts) as posts,
        (select count(*) from vigie.posts where status <> 'staged') as in_lanes,
        (select count(*) from vigie.sealed_batches) as batches,
        (select count(*) from vigie.assessments) as flagged,
        (select count(*) from vigie.unflagged_assessments) as unflagged,
        (select count(*) from vigie.items) as items,
        (select count(*) from vigie.outbox where job_name in ('score-posts', 'collect-source')) as outbox,
        (select count(*) from vigie.log_entries where kind not like 'capture.%') as entries,
        (select sum(pages) from vigie.collection_rounds) as pages,
        (select count(*) from vigie.dead_letters) as dead
    `.execute(column.database.db);
    return rows[0] ?? {};
  }

  async function activeJobs(): Promise<number> {
    const counts = await Promise.all([column.queue.counts(scorePosts), column.queue.counts(collectSource)]);
    return counts.reduce((sum, { active }) => sum + active, 0);
  }

  it('HUM-11 ends what is in hand within 5 s, lets no row follow, and loses nothing when two people let it go on', async () => {
    const { db } = column.database;
    const { context } = await startProcess(true);
    await stagePosts(context, 'file', posts(POSTS, text), 'test');
    await until('posts are being scored and a source is being collected', () => {
      return batches.ended >= 2 && batches.begun > 2 && web.asked.some((path) => path.includes('page=2'));
    });

    const pressedAt = Date.now();
    const { isQuiet } = await stopWork(db, { ...ANNA, reason: 'a test of the stop control' });
    const before = await countRows();
    await until('no job is active', async () => (await activeJobs()) === 0, PROMISED_MS);
    expect(Date.now() - pressedAt).toBeLessThan(PROMISED_MS);
    expect(isQuiet).toBe(true);
    expect(before.in_lanes).toBe(200);

    // What was left behind comes to its end, a process starts, and whoever tries to bring something is refused.
    const late = await startProcess(false);
    expect(late.context.stops.stop()).toMatchObject({ stoppedBy: 'os:anna' });
    door.open();
    await until('batches that were left behind have ended', () => batches.ended === batches.begun);
    await expect(stagePosts(context, 'other-file', posts(1), 'test')).rejects.toThrow('stopped');
    const back = { actor: 'test', now: new Date(), minAgeMs: 0 };
    await expect(reconcile(db, column.queue, back)).rejects.toThrow('stopped since');
    await expect(late.context.stops.run(async () => 'work')).rejects.toThrow('a test of the stop control');
    expect(await countRows()).toEqual(before);

    await approveResume(db, BEN);
    await expect(approveResume(db, BEN)).rejects.toThrow('second person');
    expect(await readStop(db)).toMatchObject({ approvedBy: 'os:ben' });
    isBoardSilent = false;
    expect(await approveResume(db, ANNA)).toBeNull();
    await until(
      'every post has its lane',
      async () => (await countRows()).posts === POSTS + ON_BOARD && (await countStaged(db)) === 0,
      60_000,
    );
    await Promise.all(working.splice(0).map((one) => one.close()));
    expect(await auditLanes(db, vault)).toEqual(allInLanes(POSTS + ON_BOARD));
    expect((await countRows()).dead).toBe(0);
  });

  it('HUM-11 refuses a restart by one person, in the records too', async () => {
    const { db } = column.database;
    await stopWork(db, { ...ANNA, reason: 'first' });
    await approveResume(db, ANNA);
    await expect(approveResume(db, ANNA)).rejects.toMatchObject({ code: 'resume.refused' });
    await expect(
      sql`update vigie.stops set resumed_at = now(), resumed_by = approved_by`.execute(db),
    ).rejects.toMatchObject({ code: '23514' });
    expect(await readStop(db)).toMatchObject({ reason: 'first' });
  });

  it('HUM-11 pressed again takes back an approval; an approval counts for a day', async () => {
    const { db } = column.database;
    const stopped = { ...ANNA, reason: 'first' };
    await stopWork(db, stopped);
    await approveResume(db, ANNA);
    await stopWork(db, { ...BEN, reason: 'not yet' });
    expect(await readStop(db)).toMatchObject({ reason: 'first', approvedBy: null });
    await approveResume(db, BEN);
    const tomorrow = new Date(BEN.now.getTime() + 86_400_000);
    expect(await approveResume(db, { ...ANNA, now: tomorrow })).toMatchObject({ approvedBy: 'os:anna' });
    expect(await approveResume(db, { ...BEN, now: tomorrow })).toBeNull();
    await expect(approveResume(db, BEN)).rejects.toThrow('expected a stop in force');
  });

  it('HUM-11 logs who stopped, who approved and who let it go on, with the change', async () => {
    const { db } = column.database;
    await stopWork(db, { ...ANNA, reason: 'a reason' });
    await approveResume(db, BEN);
    await approveResume(db, ANNA);
    const entries = await logEntries(db);
    expect(entries.map(({ kind, actor, body }) => [kind, actor, body])).toEqual([
      ['work.stopped', 'os:anna', { reason: 'a reason' }],
      ['work.resume-approved', 'os:ben', {}],
      ['work.resumed', 'os:anna', { approvedBy: 'os:ben' }],
    ]);
  });

  it.each([0, 501])(
    'HUM-11 takes no stop without a reason of a sentence or two: %i characters',
    async (length) => {
      const reason = 'x'.repeat(length);
      await expect(stopWork(column.database.db, { ...ANNA, reason })).rejects.toThrow('1 to 500 characters');
      expect(await readStop(column.database.db)).toBeNull();
    },
  );
});

function text(at: number): string {
  return at % 50 === 0 ? `[review] post ${at}` : at % 50 === 1 ? `[protect] post ${at}` : `post ${at}`;
}

function boardPage(page: number): string {
  const items = [1, 2].map((at) => `<li id="p${page}-${at}"><p>A post of page ${page} (${at})</p></li>`);
  const next = page === 1 ? '<a class="next" href="/board?page=2">next</a>' : '';
  return `<!doctype html><title>board</title><ul>${items.join('')}</ul>${next}`;
}

function board(origin: string): Source {
  return Source.parse({
    id: 'board',
    name: 'A board',
    kind: 'html',
    url: `${origin}/board?page=1`,
    selectors: { item: 'li', text: 'p', keyAttribute: 'id', next: 'a.next' },
    maxPages: 5,
    authorisation: authorisationOf(origin),
  });
}

interface Door {
  readonly opened: Promise<void>;
  open(): void;
}

function newDoor(): Door {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
