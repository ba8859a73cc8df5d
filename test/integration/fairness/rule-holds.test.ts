import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { readHolds } from '../../../queue/fairness/holds.ts';
import { watchFairness } from '../../../queue/fairness/index.ts';
import { holdRule, liftRule, readHeldRules, readRuleHolds } from '../../../queue/storage/index.ts';
import { keepAuthors } from '../../../queue/storage/rule-authors.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { TEST_POLICY } from '../../support/policy.ts';
import { storedBodies } from '../../support/stored-bodies.ts';

const RULE = 'en.provider.test';

describe.each(COLUMNS)('rules on hold, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const at = (actor: string) => ({ rule: RULE, actor, now: new Date(clock.now()) });
  const lift = (actor: string, author?: string) => liftRule(scene.context.db, { ...at(actor), author });
  const hold = () => holdRule(scene.context.db, { ...at('ana'), reason: 'flags songs' });
  beforeEach(async () => {
    await scene.employ(actorOf('ana', ['analyst']), actorOf('ben', ['analyst']), actorOf('cai', ['analyst']));
  });

  /** Lane, release and holds of what was scored, as it is stored. */
  async function stored(): Promise<unknown[]> {
    return (await storedBodies(scene.context.db)).map((body) => {
      const { lane, release, holds } = JSON.parse(body);
      return { lane, release, holds };
    });
  }

  it('switch off what they name for everything that is scored from then on, and the assessment names them', async () => {
    await scene.arrive(1, () => '[review] before');
    await hold();
    await scene.arrive(2, (n) => `[review] after ${n}`);
    await scene.arrive(3, () => '[review] {en.price.other} {en.provider.test}');
    expect(await stored()).toEqual(
      expect.arrayContaining([
        { lane: 'review', release: 'test-release', holds: [] },
        { lane: 'review', release: 'test-release', holds: [RULE] },
        { lane: 'none', release: 'test-release', holds: [RULE] },
      ]),
    );
    const entries = await logEntries(scene.context.db, sql`e.kind = 'posts.scored'`, scene.context.vault);
    expect(JSON.stringify(entries.at(-1))).toContain(`"holds":["${RULE}"]`);
  });

  it('are lifted by two people and not by one of them twice, each word an entry', async () => {
    await hold();
    expect(await lift('ana')).toMatchObject({ approved_by: 'ana', lifted_at: null });
    await expect(lift('ana')).rejects.toMatchObject({ code: 'hold.refused' });
    expect(await readHeldRules(scene.context.db)).toEqual([RULE]);
    expect(await lift('ben')).toBeNull();
    expect(await readHeldRules(scene.context.db)).toEqual([]);
    await expect(lift('ben')).rejects.toMatchObject({ code: 'hold.refused' });
    const entries = await logEntries(scene.context.db, sql`e.subject = ${RULE}`, scene.context.vault);
    expect(entries.map(({ kind }) => kind)).toEqual(['rule.held', 'rule.lift-approved', 'rule.lifted']);
    expect(await readRuleHolds(scene.context.db)).toMatchObject([{ approved_by: 'ana', lifted_by: 'ben' }]);
  });

  it('keep why each of the two would lift them, and count no word of the day before', async () => {
    const { db } = scene.context;
    await hold();
    const reasoned = (actor: string, reason: string) =>
      liftRule(db, { ...at(actor), author: undefined, reason });
    const holdsNow = () => readHolds(db, new Date(clock.now()));
    await expect(reasoned('ben', '  ')).rejects.toMatchObject({ code: 'usage.invalid' });
    await reasoned('ben', 'measured anew');
    expect((await holdsNow()).holds).toMatchObject([
      { heldBy: 'name of ana', proposal: { personId: 'ben', by: 'name of ben', reason: 'measured anew' } },
    ]);
    clock.advance(24 * 3_600_000);
    expect((await holdsNow()).holds).toMatchObject([{ proposal: null }]);
    await reasoned('ana', 'songs are left out now');
    await reasoned('cai', 'seen by me, too');
    expect(await holdsNow()).toMatchObject({
      holds: [],
      lifted: [{ liftedBy: ['name of ana', 'name of cai'], reason: 'songs are left out now' }],
    });
    const entries = await logEntries(db, sql`e.subject = ${RULE}`, scene.context.vault);
    expect(entries.slice(-2).map(({ kind, body }) => [kind, body.reason])).toEqual([
      ['rule.lift-approved', 'songs are left out now'],
      ['rule.lifted', 'seen by me, too'],
    ]);
  });

  it('are not lifted by the author of the rule, nor on a word of the day before', async () => {
    await hold();
    await sql`update vigie.accounts set writes_as = 'Ana Author' where id = 'ana'`.execute(scene.context.db);
    await expect(lift('ana', 'Ana Author')).rejects.toMatchObject({ code: 'hold.refused' });
    // Nor by the author of it as it was when it was held, where today's rules name another one, or none.
    await scene.context.db.transaction().execute((tx) => keepAuthors(tx, new Map([[RULE, 'Ana Author']])));
    for (const author of ['Somebody Else', undefined])
      await expect(lift('ana', author)).rejects.toMatchObject({ code: 'hold.refused' });
    await lift('ben');
    clock.advance(25 * 3_600_000);
    expect(await lift('cai')).toMatchObject({ approved_by: 'cai', lifted_at: null });
  });

  it('cannot be lifted by one person in the records themselves', async () => {
    await hold();
    const alone = sql`
      update vigie.rule_holds set lifted_by = 'ana', lifted_at = now(), approved_by = 'ana', approved_at = now()
    `.execute(scene.context.db);
    await expect(alone).rejects.toThrow(/check constraint/);
  });

  it('held again take back a word to lift them, and stay one hold', async () => {
    expect(await hold()).toBe(false);
    await lift('ben');
    expect(await hold()).toBe(true);
    expect(await readRuleHolds(scene.context.db)).toMatchObject([{ approved_by: null }]);
    await expect(holdRule(scene.context.db, { ...at('ana'), reason: ' ' })).rejects.toMatchObject({
      code: 'usage.invalid',
    });
  });

  it('FAI-03 are made by the watch where a rule surely treats one language worse, with the numbers in the log', async () => {
    // A hundred items of each language; in one of them nearly all are false flags.
    await scene.arrive(200, (n) => `[review] (${n % 2 === 0 ? 'ar' : 'fr'}) post ${n}`);
    await concludeAll();
    const watch = () => watchFairness(scene.context.db, TEST_POLICY.fairness, new Date(clock.now()));
    expect(await watch()).toMatchObject([{ rule: RULE, group: 'ar', measure: 'falseFlags' }]);
    expect(await readHeldRules(scene.context.db)).toEqual([RULE]);
    expect(await watch()).toEqual([]);
    const [entry] = await logEntries(scene.context.db, sql`e.kind = 'rule.held'`, scene.context.vault);
    expect(entry).toMatchObject({
      actor: 'worker:fairness',
      body: { figures: { group: 'ar', n: 100, hits: 90, otherN: 100, otherHits: 20 } },
    });
    // What was judged once is not held against the rule again.
    clock.advance(60_000);
    await lift('ana');
    await lift('ben');
    expect(await watch()).toEqual([]);
  });

  /** Ends every item by hand: 90 of 100 in Arabic and 20 of 100 in French as no offer. */
  async function concludeAll(): Promise<void> {
    await sql`
      with judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'first', case when place <= (case language when 'ar' then 90 else 20 end) then 'not_offer' else 'unresolved' end,
          'other_topic', 'ana', ${new Date(clock.now())}
        from (select id, language, row_number() over (partition by language order by id) as place from vigie.items) i
        returning id, item_id, outcome
      )
      update vigie.items i set state = 'outcome', outcome = j.outcome, concluding_decision = j.id
      from judged j where j.item_id = i.id
    `.execute(scene.context.db);
  }
});
