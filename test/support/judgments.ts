import type { Kysely } from 'kysely';
import type { Actor, Judgment } from '../../queue/contracts/index.ts';
import type { Desk, ItemContent } from '../../queue/review/index.ts';
import type { manualClock } from '../../queue/runtime/clock.ts';
import type { Schema } from '../../queue/storage/index.ts';
import { actorOf } from './people.ts';

/** An offer with everything that one needs. */
export const OFFER: Judgment = {
  outcome: 'offer',
  reason: 'crossing_offered',
  note: 'names a way and a sum',
  elements: ['enables_entry', 'seeks_benefit'],
  spans: [{ start: 0, end: 8 }],
};
export const NEWS: Judgment = {
  outcome: 'not_offer',
  reason: 'news_or_research',
  note: 'a note with post text',
};
export const UNCLEAR: Judgment = { outcome: 'unresolved', reason: 'too_little_context' };
export const PROTECT: Judgment = { outcome: 'protect', reason: 'distress' };

/** No text is looked at for longer before a judgment is taken. */
const READ_MS = 20_000;

export interface TestDesk {
  readonly desk: Desk;
  readonly clock: ReturnType<typeof manualClock>;
}

/** Takes the next item of the review lane. */
export async function take({ desk }: TestDesk, actor: Actor): Promise<ItemContent> {
  const item = await desk.next(actor, 'review');
  if (item === null) throw new Error(`expected an item for ${actor.id}`);
  return item;
}

/** Draws until it is this one. Whatever else comes is held by others meanwhile, and put back. */
export async function draw({ desk }: TestDesk, actor: Actor, id: string): Promise<ItemContent> {
  const putBack: (() => Promise<void>)[] = [];
  for (let turn = 0; ; turn += 1) {
    const item = await desk.next(actor, 'review');
    if (item === null) throw new Error(`expected item ${id} among those that ${actor.id} may be given`);
    if (item.id === id) {
      for (const release of putBack) await release();
      return item;
    }
    await desk.release(actor, item.id);
    const other = actorOf(`other-${turn}`, ['reviewer']);
    const held = await desk.next(other, 'review');
    if (held?.id === id) await desk.release(other, id);
    else if (held !== null) putBack.push(() => desk.release(other, held.id));
  }
}

/** Reads a claimed item for as long as it takes, and judges it. */
export async function judge(
  { desk, clock }: TestDesk,
  actor: Actor,
  item: Pick<ItemContent, 'id' | 'claim'>,
  judgment: Judgment,
): Promise<ItemContent | null> {
  clock.advance(READ_MS);
  return desk.judge(actor, item.id, judgment, item.claim ?? -1);
}

/** A first review from claim to conclusion. */
export async function reviewFirst(
  at: TestDesk,
  actor: Actor,
  judgment: Judgment,
  wanted?: string,
): Promise<string> {
  const item = wanted === undefined ? await take(at, actor) : await draw(at, actor, wanted);
  await judge(at, actor, item, judgment);
  await at.desk.conclude(actor, item.id);
  return item.id;
}

/**
 * Which item of the review lane came first. Where the real processes drew samples of what nothing flags, the desk may show one
 * of those before it (FAI-02), and that is no offer.
 */
export async function firstFlagged(db: Kysely<Schema>): Promise<string> {
  const { id } = await db
    .selectFrom('vigie.items')
    .select('id')
    .where('lane', '=', 'review')
    .orderBy('opened_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Two reviewers who agree on an offer.
 * @param wanted which item; without it the one that the desk shows first
 */
export async function makeOffer(at: TestDesk, wanted?: string): Promise<string> {
  const id = await reviewFirst(at, actorOf('ana', ['reviewer']), OFFER, wanted);
  const second = actorOf('ben', ['reviewer']);
  await judge(at, second, await draw(at, second, id), OFFER);
  return id;
}
