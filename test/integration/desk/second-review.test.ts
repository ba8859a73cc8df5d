import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createDesk, LEFT_MS } from '../../../queue/review/index.ts';
import { keepAuthors } from '../../../queue/storage/rule-authors.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { judge, NEWS, OFFER, PROTECT, reviewFirst, take, UNCLEAR } from '../../support/judgments.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const ORA = actorOf('ora', ['oversight']);
const PIA = actorOf('pia', ['protection']);

describe.each(COLUMNS)('second review, %s', (name) => {
  const scene = deskScene(name);

  /** One item whose text is this. */
  const post = (text: string) => scene.arrive(1, () => text);

  const outcomeOf = async (id: string) => {
    const { rows } = await sql<Record<string, unknown>>`
      select state, lane, outcome, author_category as author,
        (select actor from vigie.decisions d where d.id = concluding_decision) as concluded_by,
        (select actor from vigie.decisions d where d.id = second_decision) as seconded_by
      from vigie.items where id = ${id}
    `.execute(scene.context.db);
    return rows[0];
  };

  it('PRO-01 HUM-06 makes an offer only where a blind second reviewer agrees', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    expect(await outcomeOf(id)).toMatchObject({ state: 'second', outcome: null, author: 'unknown' });
    expect(await scene.desk.next(ANA, 'review')).toBeNull();
    await judge(scene, BEN, await take(scene, BEN), OFFER);
    expect(await outcomeOf(id)).toMatchObject({
      state: 'outcome',
      outcome: 'offer',
      author: 'suspected-offeror',
      concluded_by: 'ben',
      seconded_by: 'ben',
    });
  });

  it('HUM-06 gives nobody for a second review what a rule of their own found', async () => {
    const rulesBy = (author: string) => (author === 'ben writes' ? ['en.provider.test'] : []);
    const desk = createDesk({
      db: scene.context.db,
      vault: scene.context.vault,
      clock: scene.clock,
      rulesBy,
    });
    await post('[review] by a rule of ben');
    const id = await reviewFirst({ desk, clock: scene.clock }, ANA, OFFER);
    const author = { ...BEN, writesAs: 'ben writes' };
    expect(await desk.next(author, 'review')).toBeNull();
    expect((await desk.view(author, id)).steps).toEqual(['protect']);
    await expect(desk.claim(author, id)).rejects.toMatchObject({
      code: 'item.conflict',
      message: 'expected an item on which you may claim, found it waiting; you may protect',
      details: { id, state: 'waiting', allowed: ['protect'] },
    });
    // Of an earlier release, which found it: the rules of today lack the rule, or name somebody else.
    const former = { ...BEN, writesAs: 'wrote it before' };
    const rulesThen = new Map([['en.provider.test', 'wrote it before']]);
    await scene.context.db.transaction().execute((tx) => keepAuthors(tx, rulesThen));
    expect(await desk.next(former, 'review')).toBeNull();
    expect((await desk.view(former, id)).steps).toEqual(['protect']);
    await expect(desk.claim(former, id)).rejects.toMatchObject({ code: 'item.conflict' });
    const other = { ...BEN, writesAs: 'somebody else' };
    expect((await desk.next(other, 'review'))?.id).toBe(id);
  });

  it('HUM-06 shows the second reviewer the same as the first, with no trace of the first', async () => {
    await post('[review] one');
    const first = await take(scene, ANA);
    await judge(scene, ANA, first, OFFER);
    await scene.desk.conclude(ANA, first.id);
    expect(await scene.desk.view(BEN, first.id)).toMatchObject({ state: 'waiting', steps: ['protect'] });
    const refusalOf = (step: Promise<unknown>) => step.catch((error: Error) => error.message);
    expect(await refusalOf(scene.desk.conclude(BEN, first.id))).toContain('found it waiting;');
    const second = await take(scene, BEN);
    expect(await refusalOf(scene.desk.conclude(BEN, first.id))).toContain('found it claimed;');
    // A number that nothing can be told from, were it the first of the item or the second.
    expect([typeof first.claim, typeof second.claim]).toEqual(['number', 'number']);
    expect(first.claim).not.toBe(1);
    const plain = ({ claim: _, leaseUntil: __, waitMs: ___, leaseMs: ____, ...item }: typeof first) => item;
    expect(plain(second)).toEqual(plain(first));
    expect(JSON.stringify(second)).not.toMatch(/ana|offer|names a way/);
    expect((await scene.desk.view(actorOf('cem', ['reviewer']), first.id)).state).toBe('claimed');
  });

  it('HUM-07 brings a disagreement to an adjudicator who sees both judgments, and keeps the dissent', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    await judge(scene, BEN, await take(scene, BEN), NEWS);
    expect(await outcomeOf(id)).toMatchObject({ state: 'disputed', outcome: null });
    expect(await scene.desk.next({ ...BEN, roles: ['adjudicator'] }, 'review')).toBeNull();
    const item = await take(scene, EVE);
    expect(item).toMatchObject({ reveal: null, state: 'disputed' });
    expect(item.judgments?.map(({ stage, outcome, note }) => [stage, outcome, note])).toEqual([
      ['first', 'offer', 'names a way and a sum'],
      ['second', 'not_offer', 'a note with post text'],
    ]);
    const settled = await judge(scene, EVE, item, UNCLEAR);
    expect(settled).toMatchObject({ state: 'outcome', outcome: 'unresolved' });
    expect(settled?.reveal?.decisions.map(({ stage, actor }) => [stage, actor])).toEqual([
      ['first', 'ana'],
      ['second', 'ben'],
      ['adjudication', 'eve'],
    ]);
  });

  it('HUM-06 hands on a first judgment that was left for a day, and nobody sees that there was one', async () => {
    await post('[review] one');
    const first = await take(scene, ANA);
    await judge(scene, ANA, first, OFFER);
    scene.clock.advance(LEFT_MS - 1);
    expect(await scene.desk.next(BEN, 'review')).toBeNull();
    scene.clock.advance(1);
    const anew = await take(scene, BEN);
    expect(anew).toMatchObject({ id: first.id, reveal: null, judgments: null });
    expect(JSON.stringify(anew)).not.toMatch(/ana|offer|names a way/);
    // Who left it judges it no more, neither first nor second.
    await expect(scene.desk.conclude(ANA, first.id)).rejects.toMatchObject({ code: 'item.conflict' });
    await judge(scene, BEN, anew, OFFER);
    await scene.desk.conclude(BEN, first.id);
    expect(await scene.desk.next(ANA, 'review')).toBeNull();
    const cem = actorOf('cem', ['reviewer']);
    await judge(scene, cem, await take(scene, cem), OFFER);
    expect(await outcomeOf(first.id)).toMatchObject({ outcome: 'offer', seconded_by: 'cem' });
  });

  it('lets no first judgment be taken back once a second reviewer has the post before them', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    await take(scene, BEN);
    await expect(scene.desk.undo(ANA, id)).rejects.toMatchObject({ code: 'item.conflict' });
    await scene.desk.release(BEN, id);
    expect(await scene.desk.undo(ANA, id)).toMatchObject({ state: 'claimed' });
    expect(await scene.desk.next(BEN, 'review')).toBeNull();
  });

  it('lets a first judgment be taken back also where somebody else took theirs back before', async () => {
    await post('[review] one');
    const first = await take(scene, ANA);
    await judge(scene, ANA, first, OFFER);
    await scene.desk.undo(ANA, first.id);
    await scene.desk.release(ANA, first.id);
    await judge(scene, BEN, await take(scene, BEN), OFFER);
    expect(await scene.desk.undo(BEN, first.id)).toMatchObject({ state: 'claimed', isMine: true });
  });

  it('PRO-06 asks oversight before an offer stands against a protected voice', async () => {
    await post('[review] [aid] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    await expect(scene.desk.view(ORA, id)).rejects.toMatchObject({ code: 'item.not-found' });
    await judge(scene, BEN, await take(scene, BEN), OFFER);
    expect(await outcomeOf(id)).toMatchObject({ state: 'agreed', outcome: null });
    expect(await scene.desk.view(ORA, id)).toMatchObject({ steps: ['approve', 'refuse'], reveal: null });
    await expect(scene.desk.settle(ORA, id, 'approve', 'short')).rejects.toThrow(/at least 10 characters/);
    await scene.desk.settle(ORA, id, 'refuse', 'it is a warning by an aid group');
    expect(await outcomeOf(id)).toMatchObject({ state: 'disputed', outcome: null });
    await judge(scene, EVE, await take(scene, EVE), OFFER);
    expect(await outcomeOf(id)).toMatchObject({ state: 'agreed' });
    await expect(scene.desk.settle(ANA, id, 'approve', 'I am sure of this one')).rejects.toMatchObject({
      code: 'item.conflict',
    });
    // Oversight has spoken once on this item: another of them has the last word.
    await scene.desk.settle(actorOf('obi', ['oversight']), id, 'approve', 'read it twice, they sell it');
    expect(await outcomeOf(id)).toMatchObject({ state: 'outcome', outcome: 'offer', concluded_by: 'eve' });
  });

  it('PRO-10 hands an item to protection from any state, for good', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    await judge(scene, BEN, await take(scene, BEN), OFFER);
    await scene.desk.protect(actorOf('cem', ['reviewer']), id, 'minor_alone');
    expect(await outcomeOf(id)).toEqual({
      state: 'waiting',
      lane: 'protect',
      outcome: null,
      author: 'unknown',
      concluded_by: null,
      seconded_by: null,
    });
    await expect(scene.desk.view(ANA, id)).rejects.toMatchObject({ code: 'item.not-found' });
    await expect(scene.desk.protect(PIA, id, 'distress')).rejects.toMatchObject({ code: 'item.conflict' });
    const item = await scene.desk.next(PIA, 'protect');
    await judge(scene, PIA, item ?? { id, claim: null }, PROTECT);
    expect(await scene.desk.conclude(PIA, id)).toMatchObject({ outcome: 'protect' });
  });

  it('gives doubt of the second reviewer to protection', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    expect(await judge(scene, BEN, await take(scene, BEN), PROTECT)).toBeNull();
    expect(await outcomeOf(id)).toMatchObject({ state: 'waiting', lane: 'protect' });
  });

  it('HUM-01 has a schema that takes no outcome without a judgment, and no offer without two', async () => {
    await post('[review] one');
    const id = await reviewFirst(scene, ANA, OFFER);
    const set = (columns: string) =>
      sql`update vigie.items set ${sql.raw(columns)} where id = ${id}`.execute(scene.context.db);
    await expect(set(`outcome = 'not_offer'`)).rejects.toThrow(/items_outcome_is_judged/);
    await expect(
      set(`outcome = 'offer', concluding_decision = (select max(id) from vigie.decisions)`),
    ).rejects.toThrow(/items_offer_is_judged_twice/);
  });
});
