import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyLog } from '../../../queue/log/index.ts';
import { createDesk } from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { type Logger, SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { readStatus } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { handleScorePosts } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { judge, makeOffer, NEWS, OFFER, reviewFirst, take } from '../../support/judgments.ts';
import { actorOf, inBothLanes } from '../../support/people.ts';
import {
  drain,
  MARKED_SCORER,
  posts,
  scoreContext,
  scorerOf,
  type TestContext,
} from '../../support/scoring.ts';
import { countTexts } from '../../support/sealed-texts.ts';

const START = Date.parse('2026-06-01T12:00:00Z');

describe.each(COLUMNS)('path of a post, %s', (name) => {
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

  const status = () => readStatus(context.db);
  const jobsInOutbox = async () => {
    const { rows } = await sql<{
      payload: { batchId: string; postIds: string[] };
    }>`select payload from vigie.outbox order by id`.execute(context.db);
    return rows.map((row) => ({ version: 1 as const, ...row.payload }));
  };

  it('brings every post into exactly one lane and counts it from the beginning', async () => {
    const lanes = ['[review] seats', '[protect] help', 'harmless'];
    await stagePosts(
      context,
      'source',
      posts(250, (at) => `${lanes[at % 3]} ${at}`),
      'test',
    );
    expect((await status()).posts).toMatchObject({ total: 250, staged: 250 });
    await drain(column, context);
    expect((await status()).posts).toEqual({
      total: 250,
      staged: 0,
      none: 83,
      review: 84,
      protect: 83,
      dead: 0,
    });
    expect((await status()).items).toEqual({ open: 167, decided: 0 });
  });

  it('stages a repeated round without a second post, job or entry', async () => {
    await stagePosts(context, 'source', posts(120), 'test');
    const before = await jobsInOutbox();
    expect(await stagePosts(context, 'source', posts(120), 'test')).toEqual({
      fresh: 0,
      known: 120,
      edited: 0,
    });
    expect(await jobsInOutbox()).toEqual(before);
    expect(before.map((job) => job.postIds.length)).toEqual([100, 20]);
  });

  it('keeps the same key of two sources apart', async () => {
    await stagePosts(context, 'one', posts(1), 'test');
    expect(await stagePosts(context, 'two', posts(1), 'test')).toEqual({ fresh: 1, known: 0, edited: 0 });
  });

  it('scores a job once, however often it runs', async () => {
    await stagePosts(
      context,
      'source',
      posts(100, () => '[review] the same text'),
      'test',
    );
    const [job] = await jobsInOutbox();
    if (!job) throw new Error('expected a job');
    const runs = await Promise.allSettled([0, 1, 2].map(() => handleScorePosts(context, job)));
    expect(runs.some((run) => run.status === 'fulfilled')).toBe(true);
    await handleScorePosts(context, job);
    expect((await status()).posts).toMatchObject({ total: 100, review: 100, staged: 0 });
    const entries = await sql<{
      count: number;
    }>`select count(*) as count from vigie.log_entries where kind = 'posts.scored'`.execute(context.db);
    expect(entries.rows[0]?.count).toBe(1);
  });

  it('opens one item for exact copies, with all of them as members', async () => {
    await stagePosts(
      context,
      'one',
      posts(3, () => '[review] copied text'),
      'test',
    );
    await drain(column, context);
    await stagePosts(
      context,
      'two',
      posts(2, () => '[review] copied text'),
      'test',
    );
    await drain(column, context);
    const { rows } = await sql<{ items: number; members: number }>`
      select (select count(*) from vigie.items) as items, (select count(*) from vigie.item_members) as members
    `.execute(context.db);
    expect(rows[0]).toEqual({ items: 1, members: 5 });
  });

  it('gives up one post that cannot be scored and none of its neighbours', async () => {
    await stagePosts(
      context,
      'source',
      posts(100, (at) => (at === 42 ? '[broken]' : `fine ${at}`)),
      'test',
    );
    await drain(column, context);
    expect((await status()).posts).toMatchObject({ none: 99, dead: 1, staged: 0 });
    const letters = await sql<{ message: string }>`select message from vigie.dead_letters`.execute(
      context.db,
    );
    expect(letters.rows).toEqual([{ message: 'Error' }]);
  });

  it('tells once per batch of a rule that errors, by its id, and scores on without it', async () => {
    const told: unknown[] = [];
    const step = { step: 'errored' as const, rule: 'en.price.broken', error: 'RangeError' };
    const scorer = scorerOf((post) => {
      const assessment = MARKED_SCORER.score(post);
      return post.text.includes('odd') ? { ...assessment, trace: [...assessment.trace, step] } : assessment;
    });
    const logger = { ...SILENT_LOGGER, error: (...line: unknown[]) => void told.push(line) } as Logger;
    const failing = scoreContext(column, { clock, vault: context.vault, scorer, logger });
    const text = (at: number) => (at % 2 === 0 ? `even ${at}` : `[review] odd ${at}`);
    await stagePosts(failing, 'source', posts(6, text), 'test');
    await drain(column, failing);
    expect((await status()).posts).toMatchObject({ none: 3, review: 3, dead: 0 });
    expect(told).toEqual([
      [
        { ...{ rule: 'en.price.broken', error: 'RangeError', posts: 3 }, release: 'test-release' },
        expect.stringMatching(/^a rule cannot/),
      ],
    ]);
    expect(JSON.stringify(told)).not.toContain('odd');
  });

  it('tells once of a post that two runs of its job give up', async () => {
    await stagePosts(context, 'source', [{ key: 'k', text: '[broken]' }], 'test');
    const [job] = await jobsInOutbox();
    if (!job) throw new Error('expected a job');
    const { scoring } = context;
    const overtaken: TestContext = {
      ...context,
      scoring: {
        ...scoring,
        assess: async (batch) => {
          const assessed = await scoring.assess(batch);
          await handleScorePosts(context, job);
          await sql`delete from vigie.dead_letters`.execute(context.db);
          return assessed;
        },
      },
    };
    await handleScorePosts(overtaken, job);
    const { rows } = await sql`
      select (select count(*) from vigie.log_entries where kind = 'posts.dead') as entries,
        (select count(*) from vigie.dead_letters) as letters
    `.execute(context.db);
    expect(rows).toEqual([{ entries: 1, letters: 0 }]);
  });

  it('takes text with NUL, lone surrogates and bidi controls', async () => {
    const strange = 'a\u0000b \ud800 c \u202e d [review] 😀';
    await stagePosts(context, 'source', [{ key: 'k', text: strange }], 'test');
    await drain(column, context);
    expect((await status()).posts.review).toBe(1);
  });

  it('destroys an unflagged text once it is scored and what explains it within its hours, keeps flagged ones, and goes on counting both', async () => {
    await stagePosts(
      context,
      'source',
      posts(10, (at) => (at === 0 ? '[review] keep' : `drop ${at}`)),
      'test',
    );
    await drain(column, context);
    const expire = async (hours: number) => {
      clock.advance(hours * 3_600_000);
      await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
      const { rows } = await sql<{ bodies: number }>`
        select (select count(*) from vigie.assessments where body is not null)
            + (select coalesce(sum(cardinality(post_ids)), 0)::integer from vigie.unflagged_assessments
              where num_nonnulls(bodies, packed, salts) > 0) as bodies
      `.execute(context.db);
      return { texts: await countTexts(context.db), bodies: rows[0]?.bodies };
    };
    expect(await expire(23)).toEqual({ texts: 1, bodies: 10 });
    expect(await expire(1)).toEqual({ texts: 1, bodies: 1 });
    expect(await expire(0)).toEqual({ texts: 1, bodies: 1 });
    expect((await status()).posts).toMatchObject({ total: 10, none: 9, review: 1 });
    expect(await expire(24 * 90)).toEqual({ texts: 0, bodies: 0 });
    expect((await status()).items).toEqual({ open: 0, decided: 0 });
    expect((await verifyLog(context.db, context.vault)).fault).toBeNull();
  });

  it('shows a text again whose item was erased before anybody judged it', async () => {
    await stagePosts(
      context,
      'one',
      posts(1, () => '[protect] my son is missing'),
      'test',
    );
    await drain(column, context);
    clock.advance(91 * 24 * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    expect((await status()).items.open).toBe(0);
    await stagePosts(
      context,
      'two',
      posts(1, () => '[protect] my son is missing'),
      'test',
    );
    await drain(column, context);
    expect((await status()).items.open).toBe(1);
  });

  it('shows a younger copy when the text of the first is due', async () => {
    await stagePosts(
      context,
      'one',
      posts(1, () => '[review] copied'),
      'test',
    );
    await drain(column, context);
    clock.advance(60 * 24 * 3_600_000);
    await stagePosts(
      context,
      'two',
      posts(1, () => '[review] copied'),
      'test',
    );
    await drain(column, context);
    clock.advance(31 * 24 * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    const { rows } = await sql<{ state: string; has_text: boolean }>`
      select i.state, exists (select from vigie.sealed_posts s where s.post_id = i.post_id) as has_text from vigie.items i
    `.execute(context.db);
    expect(rows).toEqual([{ state: 'waiting', has_text: true }]);
  });

  it('shows an offer again by a copy that came after its text had ended, and has that one captured', async () => {
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    const stageCopy = async (key: string) => {
      await stagePosts(context, 'source', [{ key, text: '[review] same words' }], 'test');
      await drain(column, context);
    };
    await stageCopy('one');
    const id = await makeOffer({ desk, clock });
    clock.advance(200 * 24 * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    await stageCopy('two');
    const { rows } = await sql<Record<string, unknown>>`
      select i.id, i.outcome, i.state, s.post_id is not null as has_text,
        (select state from vigie.captures c where c.item_id = i.id and c.post_id = i.post_id) as capture
      from vigie.items i left join vigie.sealed_posts s on s.post_id = i.post_id
    `.execute(context.db);
    expect(rows).toEqual([{ id, outcome: 'offer', state: 'outcome', has_text: true, capture: 'wanted' }]);
  });

  it('ends a post as dead whose text ran out before any worker came', async () => {
    await stagePosts(context, 'source', posts(3), 'test');
    clock.advance(25 * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    expect((await status()).posts).toMatchObject({ staged: 0, dead: 3 });
  });

  it('moves an item to the protection lane when a copy is found to be of a person at risk, also a decided one', async () => {
    const desk = createDesk({ db: context.db, vault: context.vault, clock });
    await stagePosts(
      context,
      'one',
      posts(1, () => '[review] same words'),
      'test',
    );
    await drain(column, context);
    const id = await makeOffer({ desk, clock });
    const scorer = scorerOf(() => MARKED_SCORER.score({ text: '[protect]' }));
    const stricter = scoreContext(column, { clock, vault: context.vault, scorer });
    await stagePosts(
      stricter,
      'two',
      posts(1, () => '[review] same words'),
      'test',
    );
    await drain(column, stricter);
    expect(await desk.view(inBothLanes('ben'), id)).toMatchObject({
      lane: 'protect',
      state: 'waiting',
      outcome: null,
    });
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where subject = ${id} and kind <> 'item.consulted' order by entry_id desc limit 2
    `.execute(context.db);
    expect(rows.map((row) => row.kind)).toEqual(['item.protected', 'item.opened']);
  });

  it('PRO-07 leaves no item at risk where a reviewer stood with it: protection can take it at once', async () => {
    const at = { clock, desk: createDesk({ db: context.db, vault: context.vault, clock }) };
    const texts = ['claimed', 'revealed', 'second'].map((state) => `[review] ${state}`);
    await stagePosts(
      context,
      'one',
      posts(3, (n) => texts[n] ?? ''),
      'test',
    );
    await drain(column, context);
    const ana = actorOf('ana', ['reviewer']);
    await reviewFirst(at, ana, OFFER);
    await judge(at, actorOf('ben', ['reviewer']), await take(at, actorOf('ben', ['reviewer'])), NEWS);
    await take(at, actorOf('cem', ['reviewer']));
    const scorer = scorerOf(() => MARKED_SCORER.score({ text: '[protect]' }));
    const stricter = scoreContext(column, { clock, vault: context.vault, scorer });
    await stagePosts(
      stricter,
      'two',
      posts(3, (n) => texts[n] ?? ''),
      'test',
    );
    await drain(column, stricter);
    for (const id of ['pia', 'pam', 'pet']) {
      const item = await at.desk.next(actorOf(id, ['protection']), 'protect');
      expect(item).toMatchObject({ lane: 'protect', state: 'claimed', isMine: true, reveal: null });
    }
  });
});
