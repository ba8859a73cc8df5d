import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createFairness, figuresBy } from '../../../queue/fairness/index.ts';
import { appendEntry, sequence } from '../../../queue/log/index.ts';
import type { Quality } from '../../../queue/review/index.ts';
import {
  firstOfMonth,
  foldContentCounts,
  monthsUpTo,
  noteFlagged,
  openItems,
  readAssessedPosts,
  readFlagged,
  readLogRange,
} from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { flaggedPost } from '../../support/flagged-post.ts';
import { judge, makeOffer, NEWS, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { TEST_POLICY } from '../../support/policy.ts';

const DAY_MS = 86_400_000;

describe.each(COLUMNS)('what posts are about, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const months = monthsUpTo(new Date(clock.now()), 12);
  const figures = async () => ({
    items: await readFlagged(scene.context.db, months),
    posts: await readAssessedPosts(scene.context.db, months),
  });

  it('is counted with each assessment, by language, script, route, source and lane', async () => {
    await scene.arrive(6, (n) => ['[review] (fr) [LY>IT] post', '(fr) [TR>GR]', '(ar)'][n % 3] ?? '');
    const { posts, items } = await figures();
    const about = { script: 'Latn', sourceId: 'source' };
    expect(posts).toEqual([
      { ...about, language: 'ar', corridor: 'none', lane: 'none', posts: 2 },
      { ...about, language: 'fr', corridor: 'LY-IT', lane: 'review', posts: 2 },
      { ...about, language: 'fr', corridor: 'TR-GR', lane: 'none', posts: 2 },
    ]);
    // Copies of one text are one item.
    expect(items).toMatchObject([
      { language: 'fr', corridor: 'LY-IT', rules: ['en.provider.test'], ending: null },
    ]);
    expect(await readLogRange(scene.context.db, months)).toEqual({
      first: expect.any(Number),
      last: expect.any(Number),
    });
  });

  it('tells of the log as far as entries have their positions', async () => {
    const { db, vault } = scene.context;
    await scene.arrive(2, (n) => `(fr) post ${n}`);
    await scene.arrive(2, (n) => `(fr) other ${n}`);
    await sequence(db, vault);
    const before = await readLogRange(db, months);
    if (before === null) throw new Error('expected assessments in the log');
    expect(before.last).toBeGreaterThan(before.first);
    // One more batch is assessed, and no sequencer has come by.
    const at = new Date(clock.now());
    const entry = { kind: 'posts.scored', actor: 'worker', at, subject: 'batch', body: {} } as const;
    await db.transaction().execute((tx) => appendEntry(tx, entry));
    await sql`
      insert into vigie.content_counts (month, source_id, language, script, corridor, lane, change, first_entry, last_entry)
      select '2026-06-01', 'source', 'fr', 'Latn', 'none', 'none', 1, max(entry_id), max(entry_id) from vigie.log_entries
    `.execute(db);
    const { first, last } = (await readLogRange(db, months)) ?? {};
    expect(first).toBe(before.first);
    expect(last).toBeGreaterThanOrEqual(before.last);
  });

  it('FAI-01 changes no figure when texts are erased, and none when counts are folded', async () => {
    await scene.arrive(3, (n) => `[review] (fr) post ${n}`);
    await scene.arrive(9, (n) => `(ar) quiet ${n}`);
    await makeOffer(scene);
    const ana = actorOf('ana', ['reviewer']);
    const { id, claim } = await take(scene, ana);
    await judge(scene, ana, { id, claim }, NEWS);
    await scene.desk.conclude(ana, id);
    const before = await figures();
    expect(before.items.map(({ ending }) => ending).toSorted()).toEqual(
      [null, 'not_offer', 'offer'].toSorted(),
    );
    // The first run gives each text the class of what its item ended as.
    for (const days of [0, 200]) {
      clock.advance(days * DAY_MS);
      await handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    }
    await foldContentCounts(scene.context.db);
    const { rows } =
      await sql`select from vigie.sealed_posts union all select from vigie.sealed_batches`.execute(
        scene.context.db,
      );
    expect(rows).toEqual([]);
    const after = await figures();
    expect(figuresBy('language', after)).toEqual(figuresBy('language', before));
    expect(after.posts).toEqual(before.posts);
  });

  it('PRO-09 counts nothing of the protection lane for who works towards enforcement, whatever it ends as', async () => {
    const { db } = scene.context;
    const quality = { team: async () => [], alarms: async () => [] } as unknown as Quality;
    const fairness = createFairness({ db, clock, policy: TEST_POLICY.fairness, quality });
    const itemsOf = async (withProtection: boolean) => {
      const { rules, groups } = await fairness.report({ withProtection });
      return [rules.map(({ items }) => items), groups.language.map(({ pooled }) => pooled.precision.n)];
    };
    await scene.arrive(4, (n) => `[review] (fr) post ${n}`);
    await scene.arrive(2, (n) => `[protect] (ar) post ${n}`);
    await makeOffer(scene);
    // A month that is not over would show each item go.
    const running = await itemsOf(false);
    expect(running).toEqual([[], []]);
    const { id } = await take(scene, actorOf('ana', ['reviewer']));
    await scene.desk.protect(actorOf('ana', ['reviewer']), id, 'distress');
    expect(await itemsOf(false)).toEqual(running);
    expect(await itemsOf(true)).toEqual([[4], [2, 0]]);
    // Protection clears it: it stays an item of the lane.
    const pia = actorOf('pia', ['protection']);
    const { claim } = await scene.desk.claim(pia, id);
    await judge(scene, pia, { id, claim }, NEWS);
    await scene.desk.conclude(pia, id);
    expect(await itemsOf(false)).toEqual(running);
    clock.advance(31 * DAY_MS);
    expect(await itemsOf(false)).toEqual([[1], [1]]);
  });

  it.each(['handed over by hand', 'joined by a copy that calls for help'])(
    'PRO-09 shows nobody that an item which had come to an end went to protection, before that month is over: %s',
    async (way) => {
      const { db } = scene.context;
      const quality = { team: async () => [], alarms: async () => [] } as unknown as Quality;
      const fairness = createFairness({ db, clock, policy: TEST_POLICY.fairness, quality });
      const told = async () => {
        const { team: _, ...report } = await fairness.report({ withProtection: false });
        return report;
      };
      const id = await offerOf('one');
      await offerOf('another');
      await scene.arrive(1, () => '[review] (fr) [LY>IT] late');
      clock.advance(31 * DAY_MS);
      // Judged in the month that runs: not shown yet, so it is not seen to go either.
      const late = await makeOffer(scene);
      const before = await told();
      expect(before.rules.map(({ items }) => items)).toEqual([2]);
      for (const one of [id, late]) await handOver(way, one);
      expect(await told()).toEqual(before);
      await expire();
      expect(await told()).toEqual(before);
      clock.advance(31 * DAY_MS);
      expect((await told()).rules.map(({ items }) => items)).toEqual([1]);
      await expire();
      expect(await db.selectFrom('vigie.handed_over_facts').selectAll().execute()).toEqual([]);
    },
  );

  async function offerOf(words: string): Promise<string> {
    await scene.arrive(1, () => `[review] (fr) [LY>IT] ${words}`);
    return makeOffer(scene);
  }

  async function handOver(way: string, id: string): Promise<void> {
    const { db } = scene.context;
    if (way === 'handed over by hand') {
      await scene.desk.protect(actorOf('exa', ['exporter']), id, 'extortion');
      return;
    }
    const { post_id, content_token } = await db
      .selectFrom('vigie.items')
      .select(['post_id', 'content_token'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const copy = flaggedPost({ postId: post_id, lane: 'protect', contentToken: content_token });
    const now = new Date(clock.now());
    const fact = {
      itemId: id,
      sourceId: 'other',
      language: 'fr',
      script: 'Latn',
      corridor: 'none',
      rules: [],
    };
    await db.transaction().execute(async (tx) => {
      const { reopened } = await openItems(tx, [copy], now, 'feed');
      await noteFlagged(tx, [fact], reopened, firstOfMonth(now));
    });
  }

  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });

  it('FAI-04 FAI-08 has columns for content alone, and takes nothing that is no script or route', async () => {
    const { rows } = await sql<{ name: string }>`
      select distinct column_name as name from information_schema.columns
      where table_schema = 'vigie' and table_name in ('content_counts', 'flag_facts', 'sample_results') order by 1
    `.execute(scene.context.db);
    expect(rows.map((row) => row.name)).toEqual([
      ...[
        'answer',
        'change',
        'corridor',
        'first_entry',
        'item_id',
        'lane',
        'language',
        'last_entry',
        'month',
      ],
      ...['rules', 'samples', 'script', 'share', 'source_id'],
    ]);
    const people = sql`
      insert into vigie.content_counts (month, source_id, language, script, corridor, lane, change, first_entry, last_entry)
      values ('2026-06-01', 'source', 'ar', 'Arab', 'syrian', 'none', 1, 1, 1)
    `.execute(scene.context.db);
    await expect(people).rejects.toThrow(/check constraint/);
  });
});
