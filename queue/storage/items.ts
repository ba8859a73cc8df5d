import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

export interface FlaggedPost {
  readonly postId: string;
  readonly lane: 'review' | 'protect';
  /** Keyed token of the text: exact copies share it and become members of one item. */
  readonly contentToken: Uint8Array;
  readonly sourceId: string;
  readonly language: string;
}

/** An item that waits for somebody or is in somebody's hands. */
export const OPEN_ITEM = sql`outcome is null and state <> 'erased'`;

/** What flagged posts did to the queue; each of these is logged. */
export interface Opened {
  /** Items of texts not seen before. */
  readonly opened: string[];
  /** Items that wait again: their text had been erased unjudged, or a copy of it was found to be of a person at risk. */
  readonly reopened: string[];
  /** Items that moved to the protection lane. */
  readonly protectedNow: string[];
}

/**
 * Puts flagged posts in front of people: a new text opens an item, a copy joins the one that is there. Doubt resolves
 * to protection: a copy flagged `protect` moves its item there, also one that was decided otherwise, which waits again.
 */
export async function openItems(
  tx: Kysely<Schema>,
  flagged: readonly FlaggedPost[],
  now: Date,
): Promise<Opened> {
  const result: Opened = { opened: [], reopened: [], protectedNow: [] };
  for (const post of firstOfEachText(flagged)) {
    const id = Buffer.from(post.contentToken).toString('hex').slice(0, 24);
    const fresh = await tx
      .insertInto('vigie.items')
      .values(newItem(id, post, now))
      .onConflict((conflict) => conflict.column('content_token').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (fresh) result.opened.push(id);
    else await revisit(tx, id, post, now, result);
  }
  await joinMembers(tx, flagged, now);
  return result;
}

/** One post of each text, a post at risk before one that is not. */
function firstOfEachText(flagged: readonly FlaggedPost[]): FlaggedPost[] {
  const byText = new Map<string, FlaggedPost>();
  for (const post of flagged) {
    const key = Buffer.from(post.contentToken).toString('hex');
    const known = byText.get(key);
    if (!known || (known.lane === 'review' && post.lane === 'protect')) byText.set(key, post);
  }
  return [...byText.values()];
}

function newItem(id: string, post: FlaggedPost, now: Date) {
  return {
    id,
    lane: post.lane,
    state: 'waiting',
    post_id: post.postId,
    content_token: post.contentToken,
    source_id: post.sourceId,
    language: post.language,
    opened_at: now,
    claimed_by: null,
    lease_until: null,
    judged_by: null,
    judged_at: null,
    outcome: null,
    author_category: 'unknown' as const,
  };
}

async function revisit(
  tx: Kysely<Schema>,
  id: string,
  post: FlaggedPost,
  now: Date,
  result: Opened,
): Promise<void> {
  const item = await tx
    .selectFrom('vigie.items')
    .select(['lane', 'state', 'outcome'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const isErased = item.state === 'erased' && item.outcome === null;
  const isNewlyAtRisk = post.lane === 'protect' && item.lane === 'review';
  const isOverturned = isNewlyAtRisk && item.outcome !== null && item.outcome !== 'protect';
  if (isErased || isOverturned) {
    const { content_token: _, id: __, ...values } = newItem(id, post, now);
    await tx.updateTable('vigie.items').set(values).where('id', '=', id).execute();
    result.reopened.push(id);
  } else if (isNewlyAtRisk) {
    await tx.updateTable('vigie.items').set({ lane: 'protect' }).where('id', '=', id).execute();
  }
  if (isNewlyAtRisk) result.protectedNow.push(id);
}

async function joinMembers(tx: Kysely<Schema>, flagged: readonly FlaggedPost[], now: Date): Promise<void> {
  if (flagged.length === 0) return;
  await sql`
    insert into vigie.item_members (post_id, item_id, joined_at)
    select given.post_id, i.id, ${now}
    from unnest(
      ${flagged.map((post) => post.postId)}::text[], ${flagged.map((post) => post.contentToken)}::bytea[]
    ) as given (post_id, content_token) join vigie.items i using (content_token)
    on conflict (post_id) do nothing
  `.execute(tx);
}
