import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, type Figure, monthOf } from '../../../queue/contracts/index.ts';
import { foldFigures, readFigures, readSubjectOutcomes } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, makeOffer, NEWS, reviewFirst } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const PIA = actorOf('pia', ['protection']);
const DAY_MS = 86_400_000;
const EVER = { first: '2020-01', last: '2039-12' } as const;

describe.each(COLUMNS)('the counters, %s', (name) => {
  const scene = deskScene(name);

  const read = () => readFigures(scene.context.db, EVER);

  function sum(figures: readonly Figure[], family: string, state?: string): number {
    return figures
      .filter((one) => one.family === family && (state === undefined || one.state === state))
      .reduce((total, { count }) => total + count, 0);
  }

  it('STA-07 stay the same when every text is erased', async () => {
    await scene.arrive(40, (at) =>
      at % 4 === 0 ? `[review] [TR>GR] ${at}` : at % 10 === 1 ? `[protect] ${at}` : `canary-${at}`,
    );
    await makeOffer(scene);
    await reviewFirst(scene, ANA, NEWS);
    const before = await read();
    expect(sum(before, 'posts')).toBe(40);
    expect(sum(before, 'posts', 'review')).toBe(10);
    expect(sum(before, 'posts', 'protect')).toBe(4);
    expect(sum(before, 'items', 'opened')).toBe(10);
    expect(sum(before, 'items', 'protect')).toBe(4);
    expect(sum(before, 'outcomes', 'offer')).toBe(1);
    expect(sum(before, 'outcomes', 'not_offer')).toBe(1);

    // First the decided ones get their class, then each its end.
    for (const days of [1, 400]) {
      scene.clock.advance(days * DAY_MS);
      await handleExpireTexts(scene.context, {
        version: 1,
        dueAt: new Date(scene.clock.now()).toISOString(),
      });
    }
    const { rows } = await sql<{ texts: number }>`
      select (select count(*) from vigie.sealed_posts)::int
        + (select count(*) from vigie.sealed_batches where trim(both '\\000'::bytea from keys) <> ''::bytea)::int as texts
    `.execute(scene.context.db);
    expect(rows[0]?.texts).toBe(0);
    // What nobody had decided is counted as such; of what was counted before nothing has changed.
    const after = await read();
    const isNew = ({ family, state }: Figure) =>
      family === 'outcomes' && (state === 'expired' || state === 'protect');
    expect(after.filter((one) => !isNew(one))).toEqual(before);
    expect(sum(after, 'outcomes', 'expired')).toBe(8);
    expect(sum(after, 'outcomes', 'protect')).toBe(4);
  });

  it('PRO-09 EVA-02 have the protection lane in a state of its own, whatever its items end as', async () => {
    await scene.arrive(6, (at) => `${at < 2 ? '[review]' : '[protect]'} ${at}`);
    const cleared = await scene.desk.next(PIA, 'protect');
    if (cleared === null) throw new Error('expected an item for protection');
    await judge(scene, PIA, cleared, NEWS);
    await scene.desk.conclude(PIA, cleared.id);
    await sql`update vigie.items set state = 'erased' where lane = 'protect' and outcome is null`.execute(
      scene.context.db,
    );
    const handedOver = await reviewFirst(scene, ANA, NEWS);
    await scene.desk.undo(ANA, handedOver);
    await scene.desk.protect(ANA, handedOver, 'distress');
    const items = (await read()).filter(({ family }) => family !== 'posts');
    const counts = items.map(({ family, state, count }) => [family, state, count]);
    // Without the lane's own state nothing of it is left: one item was opened to review, and waits.
    expect(counts).toEqual([
      ['items', 'opened', 1],
      ['items', 'protect', 5],
      ['outcomes', 'protect', 4],
    ]);
  });

  it('PRO-09 opens as many items to review as ended or wait there, whoever was handed over, and changes no month before', async () => {
    await scene.arrive(6, (at) => `[review] [TR>GR] ${at}`);
    // They were opened a month before.
    await sql`update vigie.figures set month = '2026-01'`.execute(scene.context.db);
    const before = (await read()).filter(({ month }) => month === '2026-01');
    await makeOffer(scene);
    await reviewFirst(scene, ANA, NEWS);
    for (let handed = 0; handed < 2; handed += 1) {
      const given = await scene.desk.next(ANA, 'review');
      await scene.desk.protect(ANA, given?.id ?? '', 'distress');
    }
    const { rows } = await sql<{ waiting: number }>`
      select count(*)::int as waiting from vigie.items where lane = 'review' and outcome is null
    `.execute(scene.context.db);
    const after = await read();
    const seen = after.filter(({ state }) => state !== 'protect');
    expect(sum(seen, 'items')).toBe(sum(seen, 'outcomes') + (rows[0]?.waiting ?? 0));
    expect(sum(after, 'items', 'protect')).toBe(2);
    expect(after.filter(({ month }) => month === '2026-01')).toEqual(before);
    const moved = after.filter(({ month, family }) => month !== '2026-01' && family === 'items');
    expect(moved.map(({ state, origin, count }) => [state, origin, count])).toEqual([
      ['opened', 'western-asia', -2],
      ['protect', 'unknown', 2],
    ]);
  });

  it('STA-05 tell a way apart by parts of the world, and nothing of a person at risk', async () => {
    await scene.arrive(6, (at) => `${at < 4 ? '[review]' : '[protect]'} [TR>GR] ${at}`);
    const posts = (await read()).filter(({ family }) => family === 'posts');
    expect(posts).toEqual([
      expect.objectContaining({ state: 'protect', origin: 'unknown', destination: 'unknown', count: 2 }),
      expect.objectContaining({
        state: 'review',
        origin: 'western-asia',
        destination: 'southern-europe',
        count: 4,
      }),
    ]);
    const items = (await read()).filter(({ family }) => family === 'items');
    expect(items.map(({ state, origin, count }) => [state, origin, count])).toEqual([
      ['opened', 'western-asia', 4],
      ['protect', 'unknown', 2],
    ]);
  });

  it('STA-04 have no finer grain than the month and the way, and no column besides those of the allow-list', async () => {
    const { rows } = await sql<{ column_name: string }>`
      select column_name from information_schema.columns where table_schema = 'vigie' and table_name = 'figures'
    `.execute(scene.context.db);
    expect(rows.map((row) => row.column_name).toSorted()).toEqual(
      ['month', 'family', 'state', ...DIMENSIONS, 'change'].toSorted(),
    );
    const insert = (month: string) =>
      sql`insert into vigie.figures values (${month}, 'posts', 'none', 'en', 'feed', 'unknown', 'unknown', 1)`.execute(
        scene.context.db,
      );
    await expect(insert('2026-10-03')).rejects.toThrow();
    await insert('2026-10');
  });

  it('STA-07 count nothing of a change that was taken back, and a batch once, however often it is tried', async () => {
    const { db } = scene.context;
    await scene.arrive(10, (at) => `[review] ${at}`);
    const before = await read();
    await expect(
      db.transaction().execute(async (tx) => {
        await sql`update vigie.items set state = 'erased'`.execute(tx);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect(await read()).toEqual(before);
  });

  it('take an outcome back with what it was counted as', async () => {
    await scene.arrive(3, (at) => `[review] ${at}`);
    const id = await reviewFirst(scene, ANA, NEWS);
    expect(sum(await read(), 'outcomes')).toBe(1);
    expect(
      (await readSubjectOutcomes(scene.context.db, EVER)).map(({ kind, notOffer }) => [kind, notOffer]),
    ).toEqual([
      ['rule', 1],
      ['source', 1],
    ]);
    await scene.desk.undo(ANA, id);
    expect(sum(await read(), 'outcomes')).toBe(0);
    await scene.desk.protect(ANA, id, 'distress');
    expect(sum(await read(), 'outcomes')).toBe(0);
  });

  it('EVA-03 take an offer back that a contest was upheld against, also from the rules that found it', async () => {
    const { db, vault } = scene.context;
    await scene.arrive(1, (at) => `[review] ${at}`);
    const item = await makeOffer(scene);
    await upholdContest({ db, vault, clock: scene.clock }, item);
    const figures = await read();
    expect([sum(figures, 'outcomes', 'offer'), sum(figures, 'outcomes', 'not_offer')]).toEqual([0, 1]);
    const subjects = await readSubjectOutcomes(db, EVER);
    expect(subjects.map(({ kind, offer, notOffer }) => [kind, offer, notOffer])).toEqual([
      ['rule', 0, 1],
      ['source', 0, 1],
    ]);
    const { rows } = await sql`select state, outcome, author_category as author from vigie.items`.execute(db);
    expect(rows).toEqual([{ state: 'erased', outcome: 'not_offer', author: 'unknown' }]);
  });

  it('say the same after they were folded, in as many rows as there are cells', async () => {
    await scene.arrive(30, (at) => (at % 3 === 0 ? `[review] ${at}` : `post ${at}`));
    const before = await read();
    await foldFigures(scene.context.db);
    await foldFigures(scene.context.db);
    expect(await read()).toEqual(before);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from vigie.figures`.execute(
      scene.context.db,
    );
    expect(rows[0]?.n).toBe(before.length);
    expect(
      before.every(({ month }) => month === monthOf(new Date(scene.clock.now())) || month > '2026-06'),
    ).toBe(true);
  });
});
