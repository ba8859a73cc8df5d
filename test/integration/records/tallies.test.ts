import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { foldTallies, readStatus } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, OFFER, reviewFirst, take } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);

describe.each(COLUMNS)('counts, %s', (name) => {
  const scene = deskScene(name);

  /** The same by reading every post and item. */
  async function counted() {
    const { rows } = await sql<{ counts: Record<string, number> }>`
      select jsonb_object_agg(name, n) as counts from (
        select status as name, count(*) as n from vigie.posts group by status
        union all select 'open', count(*) from vigie.items where outcome is null and state <> 'erased'
        union all select 'decided', count(*) from vigie.items where outcome is not null
      ) counted
    `.execute(scene.context.db);
    return rows[0]?.counts;
  }

  async function expectExact(): Promise<void> {
    const { posts, items } = await readStatus(scene.context.db);
    const { total: _, ...byStatus } = posts;
    const shown = Object.fromEntries(Object.entries({ ...byStatus, ...items }).filter(([, n]) => n > 0));
    const truth = Object.fromEntries(Object.entries((await counted()) ?? {}).filter(([, n]) => n > 0));
    expect(shown).toEqual(truth);
  }

  it('are exact through collecting, scoring, judging, undoing, handing over and erasing', async () => {
    await expectExact();
    await scene.arrive(30, (at) =>
      at % 3 === 0 ? `[review] ${at}` : at % 10 === 1 ? `[protect] ${at}` : `post ${at}`,
    );
    await expectExact();
    await reviewFirst(scene, ANA, NEWS);
    await expectExact();
    const undone = await reviewFirst(scene, ANA, NEWS);
    await scene.desk.undo(ANA, undone);
    await expectExact();
    await judge(scene, ANA, await take(scene, ANA), OFFER);
    await expectExact();
    await scene.desk.protect(ANA, undone, 'distress');
    await expectExact();
    scene.clock.advance(400 * 86_400_000);
    await handleExpireTexts(scene.context, { version: 1, dueAt: new Date(scene.clock.now()).toISOString() });
    await expectExact();
    expect((await readStatus(scene.context.db)).posts.total).toBe(30);
  });

  it('stay exact while they are folded and written to at once, and take a row each then', async () => {
    const { db } = scene.context;
    const insert = (n: number) =>
      sql`
        insert into vigie.posts (id, source_id, batch_id, collected_at, status) values (${`post-${n}`}, 's', 'b', now(), 'staged')
      `.execute(db);
    const move = (n: number) =>
      sql`update vigie.posts set status = 'none' where id = ${`post-${n}`}`.execute(db);
    for (let round = 0; round < 10; round += 1) {
      const numbers = Array.from({ length: 20 }, (_, at) => round * 20 + at);
      await Promise.all([...numbers.map(insert), foldTallies(db), foldTallies(db)]);
      await Promise.all([...numbers.map(move), foldTallies(db)]);
    }
    await expectExact();
    await foldTallies(db);
    const { rows } = await sql<{ name: string; change: number }>`
      select name, change from vigie.tallies where change <> 0
    `.execute(db);
    expect(rows).toEqual([{ name: 'posts.none', change: 200 }]);
  });

  it('count nothing of a change that was taken back', async () => {
    const { db } = scene.context;
    await expect(
      db.transaction().execute(async (tx) => {
        await sql`insert into vigie.posts (id, source_id, batch_id, collected_at, status) values ('x', 's', 'b', now(), 'none')`.execute(
          tx,
        );
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    expect((await readStatus(db)).posts.total).toBe(0);
  });
});
