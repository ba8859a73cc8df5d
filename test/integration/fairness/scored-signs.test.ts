import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { checkRuleErrors } from '../../../bin/cli/doctor/check-rule-errors.ts';
import type { Opened } from '../../../bin/cli/doctor/opened-records.ts';
import type { ScorePosts } from '../../../queue/contracts/index.ts';
import type { Logger } from '../../../queue/runtime/logger.ts';
import { countRuleErrors, readOversightFigures, readRuleErrors } from '../../../queue/storage/index.ts';
import type { TraceStep } from '../../../rules/assessment.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { handleScorePosts } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import {
  drain,
  MARKED_SCORER,
  posts,
  scoreContext,
  scorerOf,
  type TestContext,
} from '../../support/scoring.ts';

const DAY_MS = 86_400_000;

/** What a post's own marks add to its explanation. */
const STEPS: Readonly<Record<string, TraceStep>> = {
  '[bait]': { step: 'offer-and-distress', kinds: ['route'] },
  '[ransom]': { step: 'offer-and-distress', kinds: ['price'] },
  '[drivers]': { step: 'counted', rule: 'en.recruiter.test', category: 'recruiter', weight: 6 },
  '[odd]': { step: 'errored', rule: 'en.price.broken', error: 'RangeError' },
};

const SCORER = {
  ...scorerOf((post) => {
    const assessment = MARKED_SCORER.score(post);
    const added = Object.entries(STEPS).flatMap(([mark, step]) => (post.text.includes(mark) ? [step] : []));
    return { ...assessment, trace: [...assessment.trace, ...added] };
  }),
  offers: (text: string) => text.includes('[bait]'),
};

describe.each(COLUMNS)('what is counted apart at scoring, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const now = () => new Date(clock.now());
  const told: unknown[][] = [];
  const logger = {
    error: (...line: unknown[]) => void told.push(line),
    info() {},
    warn() {},
  } as unknown as Logger;
  const context = () =>
    scoreContext(scene.column, { clock, scorer: SCORER, logger, vault: scene.context.vault });
  const arrive = async (count: number, text: string, within: TestContext = context()) => {
    await stagePosts(
      within,
      'source',
      posts(count, (at) => `${text} ${at}`),
      'test',
    );
    await drain(scene.column, within);
  };
  const signs = async () => (await readOversightFigures(scene.context.db, now())).signs;

  it('is bait for the protection lane and the search for carriers, by month and language, latest first', async () => {
    await arrive(3, '[protect] [bait] (ar)');
    await arrive(2, '[protect] (ar)');
    // It has signs of an offer, and is none.
    await arrive(2, '[protect] [ransom] (ar)');
    await arrive(1, '[protect] [bait] (fr)');
    await arrive(2, '[review] [drivers] (fr)');
    await arrive(2, '[review] (fr)');
    // It was dropped: nobody is told of it.
    await arrive(4, '[drivers] (fr)');
    clock.advance(30 * DAY_MS);
    await arrive(1, '[protect] [bait] (ar) in July');
    const july = { month: '2026-07', sign: 'offer-and-distress', count: 1 };
    const expected = [
      { ...july, languages: [{ language: 'ar', count: 1 }] },
      {
        ...{ month: '2026-06', sign: 'offer-and-distress', count: 4 },
        languages: [
          { language: 'ar', count: 3 },
          { language: 'fr', count: 1 },
        ],
      },
      { month: '2026-06', sign: 'hires-carriers', count: 2, languages: [{ language: 'fr', count: 2 }] },
    ];
    expect(await signs()).toEqual(expected);
    // Erasing texts and folding the counters change none; of those of June one row a language is left.
    clock.advance(DAY_MS);
    await handleExpireTexts(scene.context, { version: 1, dueAt: now().toISOString() });
    expect(await signs()).toEqual(expected);
    const { rows } = await sql`select 1 from vigie.sign_counts`.execute(scene.context.db);
    expect(rows).toHaveLength(4);
    clock.advance(365 * DAY_MS);
    expect(await signs()).toEqual([]);
  });

  it('counts once what two runs of a job score', async () => {
    const one = context();
    await stagePosts(
      one,
      'source',
      posts(3, (at) => `[protect] [bait] [odd] ${at}`),
      'test',
    );
    const { rows } = await sql<{ payload: Omit<ScorePosts, 'version'> }>`
      select payload from vigie.outbox where job_name = 'score-posts'
    `.execute(one.db);
    const [job] = rows.map(({ payload }) => ({ ...payload, version: 1 as const }));
    if (job === undefined) throw new Error('expected a job');
    const { scoring } = one;
    const assess = async (batch: Parameters<typeof scoring.assess>[0]) => {
      const assessed = await scoring.assess(batch);
      await handleScorePosts(one, job);
      return assessed;
    };
    await expect(handleScorePosts({ ...one, scoring: { ...scoring, assess } }, job)).rejects.toThrow();
    await handleScorePosts(one, job);
    expect((await signs()).map(({ count }) => count)).toEqual([3]);
    expect(await countRuleErrors(one.db)).toEqual({ 'en.price.broken': 3 });
  });

  it('is rules that cannot be run: named in the log with their release, kept in the records, told by doctor for a week', async () => {
    const opened = (async () => ({ database: { db: scene.context.db } })) as unknown as Opened;
    const doctor = () => checkRuleErrors(opened, clock.now());
    told.length = 0;
    const on = now().toISOString().slice(0, 10);
    await arrive(3, 'fine');
    expect(await doctor()).toMatchObject([{ level: 'ok' }]);
    await arrive(2, '[odd] secret words');
    await arrive(3, '[odd] [review] secret words');
    expect(told.map(([facts]) => facts)).toEqual([
      { rule: 'en.price.broken', error: 'RangeError', posts: 2, release: 'test-release' },
      { rule: 'en.price.broken', error: 'RangeError', posts: 3, release: 'test-release' },
    ]);
    const [finding] = await doctor();
    expect(finding).toMatchObject({ level: 'warn', check: 'rule errors' });
    expect(finding?.message).toMatch(/^en\.price\.broken could not be run on 5 post\(s\).+test-release/);
    expect(finding?.mend).toContain('vigie rules');
    expect(JSON.stringify([told, finding])).not.toContain('secret');
    clock.advance(10 * DAY_MS);
    await handleExpireTexts(scene.context, { version: 1, dueAt: now().toISOString() });
    expect(await doctor()).toMatchObject([{ level: 'ok' }]);
    expect(await readRuleErrors(scene.context.db, new Date(0))).toMatchObject([{ posts: 5, lastOn: on }]);
    expect(await countRuleErrors(scene.context.db)).toEqual({ 'en.price.broken': 5 });
  });
});
