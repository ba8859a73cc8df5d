import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { readSubjectOutcomes } from '../../../queue/storage/index.ts';
import { up as countedRules } from '../../../queue/storage/migrations/20261129-993-counted-rules.ts';
import { up as rulesWhileCounted } from '../../../queue/storage/migrations/20261129-995b-rules-while-counted.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { makeOffer, NEWS, reviewFirst, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';
import { TEST_POLICY } from '../../support/policy.ts';

const ANA = actorOf('ana', ['reviewer']);
const DAY_MS = 86_400_000;
const EVER = { first: '2020-01', last: '2039-12' } as const;

describe.each(COLUMNS)('the rules that an item was counted for, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  const kept = () => scene.context.db.selectFrom('vigie.counted_rules').selectAll().execute();

  /** Of a figure's rules and source: what is left of every outcome. */
  async function counted() {
    const subjects = await readSubjectOutcomes(scene.context.db, EVER);
    return subjects.map(({ kind, offer, notOffer, unresolved }) => [kind, offer + notOffer + unresolved]);
  }

  const ENDS = [
    ['an offer', () => makeOffer(scene)],
    ['no offer', () => reviewFirst(scene, ANA, NEWS)],
    ['unresolved', () => reviewFirst(scene, ANA, UNCLEAR)],
  ] as const;

  it.each(ENDS)('are those that it is taken from when its explanation is gone: %s', async (_, end) => {
    const { db } = scene.context;
    await scene.arrive(1, () => '[review] post');
    const id = await end();
    // A rule that spoke without weight: figures of fairness do not know it.
    await sql`update vigie.flag_facts set rules = '{}'`.execute(db);
    expect(await counted()).toEqual(expect.arrayContaining([['rule', 1]]));
    for (const days of [0, 400]) {
      clock.advance(days * DAY_MS);
      await expire();
    }
    expect(await kept()).toHaveLength(1);
    await db
      .updateTable('vigie.items')
      .set({
        ...({ lane: 'protect', outcome: null, state: 'waiting', author_category: 'unknown' } as const),
        ...{ second_decision: null, concluding_decision: null },
      })
      .where('id', '=', id)
      .execute();
    expect((await counted()).filter(([, count]) => count !== 0)).toEqual([]);
  });

  it('RET-01 go when the item goes to protection, or its outcome is taken back', async () => {
    await scene.arrive(1, () => '[review] post');
    const id = await makeOffer(scene);
    expect(await kept()).toMatchObject([{ item_id: id, rules: ['en.provider.test'] }]);
    await scene.desk.protect(actorOf('exa', ['exporter']), id, 'extortion');
    expect(await kept()).toEqual([]);
    await scene.arrive(1, () => '[review] another');
    const other = await reviewFirst(scene, ANA, NEWS);
    expect(await kept()).toMatchObject([{ item_id: other }]);
    await scene.desk.undo(ANA, other);
    expect(await kept()).toEqual([]);
  });

  it('RET-01 go with what figures know of the item', async () => {
    await scene.arrive(1, () => '[review] post');
    await makeOffer(scene);
    for (const days of [0, TEST_POLICY.fairness.countMonths * 31 + 31]) {
      expect(await kept()).toHaveLength(1);
      clock.advance(days * DAY_MS);
      await expire();
    }
    expect(await kept()).toEqual([]);
  });

  it('CON-03 items of before are known by the rules of the explanations that are there', async () => {
    const { db } = scene.context;
    await scene.arrive(1, () => '[review] post');
    const id = await makeOffer(scene);
    await scene.arrive(1, () => '[review] another');
    const other = await reviewFirst(scene, ANA, NEWS);
    await scene.arrive(1, () => '[review] a third');
    const atRisk = await makeOffer(scene);
    await sql`drop trigger items_figure_update_forgets on vigie.items`.execute(db);
    await sql`drop function vigie.forget_counted_rules`.execute(db);
    await sql`drop table vigie.counted_rules`.execute(db);
    await sql`drop function vigie.rules_of_signals`.execute(db);
    await countedRules(db as Kysely<unknown>);
    await scene.desk.protect(actorOf('exa', ['exporter']), atRisk, 'extortion');
    expect((await kept()).map(({ item_id }) => item_id).toSorted()).toEqual([id, atRisk].toSorted());
    await rulesWhileCounted(db as Kysely<unknown>);
    const rules = ['en.provider.test'];
    expect((await kept()).toSorted((one, two) => one.item_id.localeCompare(two.item_id))).toEqual(
      [id, other].toSorted().map((item_id) => ({ item_id, rules })),
    );
  });
});
