import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createFairness } from '../../../queue/fairness/index.ts';
import type { Quality } from '../../../queue/review/index.ts';
import { keepShadowLanguages, readShadowLanguages, readWeeklyPosts } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { logEntries } from '../../support/log.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { storedBodies } from '../../support/stored-bodies.ts';

describe.each(COLUMNS)('languages in shadow, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const now = () => new Date(clock.now());
  const keep = (...languages: string[]) =>
    keepShadowLanguages(scene.context.db, languages, 'worker:score', now());
  const report = (withProtection: boolean) => {
    const { db } = scene.context;
    const quality = { team: async () => [], alarms: async () => [] } as unknown as Quality;
    return createFairness({ db, clock, policy: TEST_POLICY.fairness, quality }).report({ withProtection });
  };

  it('are entered when they come into force and when they change, once each', async () => {
    expect(await keep()).toBe(false);
    expect(await Promise.all([keep('ti', 'am'), keep('am', 'ti')])).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(await keep('ti', 'am')).toBe(false);
    expect(await readShadowLanguages(scene.context.db)).toEqual(['am', 'ti']);
    expect(await keep('ti')).toBe(true);
    expect(await keep()).toBe(true);
    await scene.arrive(1, () => 'so that the log has its order');
    const { db, vault } = scene.context;
    const entries = await logEntries(db, sql`e.kind = 'rules.shadowed'`, vault);
    expect(entries.map(({ body }) => body)).toEqual([
      { languages: ['am', 'ti'], before: [] },
      { languages: ['ti'], before: ['am', 'ti'] },
      { languages: [], before: ['ti'] },
    ]);
  });

  it('open no item: what would have been flagged is of lane none, kept as such, and counted by language', async () => {
    await keep('ti', 'am');
    await scene.arrive(5, (n) => `[review] [shadowed] (ti) post ${n}`);
    await scene.arrive(3, (n) => `(ti) quiet ${n}`);
    await scene.arrive(2, (n) => `[protect] (ti) help ${n}`);
    await scene.arrive(1, () => '[review] (fr) post');
    const { db, vault } = scene.context;
    const { rows } = await sql`select language, lane from vigie.items order by 1, 2`.execute(db);
    expect(rows).toEqual([
      { language: 'fr', lane: 'review' },
      ...Array(2).fill({ language: 'ti', lane: 'protect' }),
    ]);
    const lanes = await sql`
      select dimension_lane as lane, sum(change)::int as posts from (
        select lane as dimension_lane, change from vigie.content_counts where language = 'ti'
      ) t group by 1 order by 1
    `.execute(db);
    expect(lanes.rows).toEqual([
      { lane: 'none', posts: 3 },
      { lane: 'protect', posts: 2 },
      { lane: 'shadow', posts: 5 },
    ]);
    expect((await storedBodies(db)).filter((body) => body.includes('"shadowed"'))).toHaveLength(5);
    const scored = await logEntries(db, sql`e.kind = 'posts.scored'`, vault);
    expect(scored.map(({ body }) => body)).toEqual(
      expect.arrayContaining([expect.objectContaining({ none: 5, review: 0, shadowed: 5 })]),
    );
    expect(scored.filter(({ body }) => 'shadowed' in body)).toHaveLength(1);
    // They are unflagged posts in all else: the sample is drawn from them as well.
    expect(Object.keys(await readWeeklyPosts(db, now()))).toEqual(['ti']);
    const { shadow, groups } = await report(true);
    expect(shadow).toEqual([
      { language: 'am', isInForce: true, posts: 0 },
      { language: 'ti', isInForce: true, posts: 5 },
    ]);
    expect(groups.language.find(({ group }) => group === 'ti')?.pooled.flagRate).toMatchObject({
      hits: 0,
      n: 10,
    });
    // Whoever works towards enforcement sees no month that is not over.
    expect((await report(false)).shadow.map(({ posts }) => posts)).toEqual([0, 0]);
  });
});
