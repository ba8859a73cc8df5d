import { type Kysely, type Selectable, sql } from 'kysely';
import type { DepartureDay } from '../contracts/departure.ts';
import type { Region } from '../contracts/region.ts';
import type { OpenWork } from '../contracts/staffing.ts';
import { afterJudgments, endCalls, isCalledAgain } from './called-again.ts';
import type { Schema } from './schema.ts';
import type { ItemTable } from './schema-review.ts';
import { readAhead } from './turn-ahead.ts';

export interface FlaggedPost {
  readonly postId: string;
  readonly lane: 'review' | 'protect';
  /** Keyed token of the text: exact copies share it and become members of one item. */
  readonly contentToken: Uint8Array;
  /** Keyed token of the post's address, by which a contest finds it; `null` where it has none. */
  readonly permalinkToken: Uint8Array | null;
  readonly sourceId: string;
  readonly language: string;
  /** Days that its text names for a departure. */
  readonly departures: readonly DepartureDay[];
  /** What it is counted by, besides its language. */
  readonly origin: Region;
  readonly destination: Region;
}

/** An item that waits for somebody or is in somebody's hands; the index `items_waiting` holds these and no others. */
export const OPEN_ITEM = sql`outcome is null and state <> 'erased'`;

/**
 * Of an item `i`: whether it is an offer that stands. Nothing else may lie in a case, be named in a notice or leave in a bundle
 * (PRO-02, PRO-09). Triggers of exports and notices ask the same.
 */
export const STANDING_OFFER = sql<boolean>`(i.lane = 'review' and i.outcome = 'offer' and i.state <> 'erased')`;

/** The same of a row that was read. */
export function isStandingOffer(row: Pick<Selectable<ItemTable>, 'lane' | 'outcome' | 'state'>): boolean {
  return row.lane === 'review' && row.outcome === 'offer' && row.state !== 'erased';
}

/**
 * When an item's turn comes: the hour it was opened in, earlier by the hours that it is ahead. The indexes `items_turn` and
 * `control_items_turn` are ordered by it.
 */
export const TURN = sql<Date>`(date_trunc('hour', opened_at at time zone 'UTC') - make_interval(hours => ahead_hours))`;

/** What flagged posts did to the queue; each of these is logged. */
export interface Opened {
  /** Items of texts not seen before. */
  readonly opened: string[];
  /**
   * Items that wait again: their text had been erased unjudged, a copy of it was found to be of a person at risk, or somebody
   * calls for help with words that protection had done with.
   */
  readonly reopened: string[];
  /** Items that moved to the protection lane. */
  readonly protectedNow: string[];
  /** Offers whose text had gone: they show this copy. */
  readonly shownAgain: string[];
}

/**
 * Puts flagged posts in front of people: a new text opens an item, a copy joins the one that is there. Doubt resolves
 * to protection: a copy flagged `protect` moves its item there, also one that was decided otherwise, which waits again. No copy
 * brings one back. One that protection has ended waits again with the next copy, whoever wrote it: the same few words may be
 * another person's.
 */
export async function openItems(
  tx: Kysely<Schema>,
  flagged: readonly FlaggedPost[],
  now: Date,
  platform: string,
): Promise<Opened> {
  const result: Opened = { opened: [], reopened: [], protectedNow: [], shownAgain: [] };
  const ahead = await readAhead(tx, flagged, now);
  await keepDimensions(tx, flagged, platform);
  for (const post of firstOfEachText(flagged)) {
    const id = itemIdOf(post.contentToken);
    const item = { ...newItem(id, post, now), ahead_hours: ahead.get(post.postId) ?? 0 };
    const fresh = await tx
      .insertInto('vigie.items')
      .values(item)
      .onConflict((conflict) => conflict.column('content_token').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (fresh) result.opened.push(id);
    else await revisit(tx, item, post, result);
  }
  await joinMembers(tx, flagged, now);
  return result;
}

/** What new items are counted by. It comes before them: their trigger reads it. What was known of an older one stays. */
async function keepDimensions(
  tx: Kysely<Schema>,
  flagged: readonly FlaggedPost[],
  platform: string,
): Promise<void> {
  if (flagged.length === 0) return;
  const rows = firstOfEachText(flagged).map(({ contentToken, origin, destination }) => ({
    item_id: itemIdOf(contentToken),
    platform,
    origin,
    destination,
  }));
  await tx
    .insertInto('vigie.item_dimensions')
    .values(rows)
    .onConflict((conflict) => conflict.column('item_id').doNothing())
    .execute();
}

/** The id of the item that a text opens. */
export function itemIdOf(contentToken: Uint8Array): string {
  return Buffer.from(contentToken).toString('hex').slice(0, 24);
}

/**
 * One post of each text, a post at risk before one that is not, in the order of the items' ids: whoever locks several items
 * goes by it, so that no two wait for each other.
 */
function firstOfEachText(flagged: readonly FlaggedPost[]): FlaggedPost[] {
  const byText = new Map<string, FlaggedPost>();
  for (const post of flagged) {
    const key = Buffer.from(post.contentToken).toString('hex');
    const known = byText.get(key);
    if (!known || (known.lane === 'review' && post.lane === 'protect')) byText.set(key, post);
  }
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, post]) => post);
}

/** An item as nobody has touched it: it waits, and no judgment rests on it. */
const UNTOUCHED = {
  state: 'waiting',
  claimed_by: null,
  lease_until: null,
  claimed_at: null,
  judged_by: null,
  judged_at: null,
  outcome: null,
  author_category: 'unknown',
  second_decision: null,
  concluding_decision: null,
} as const;

/**
 * What becomes of an item that goes to protection, from wherever it stood: whoever had it lets go, and no judgment or
 * outcome of the review lane goes along. Protection could not take it up in any other state.
 */
export function toProtection(now: Date) {
  return { ...UNTOUCHED, lane: 'protect', entered_at: now } as const;
}

function newItem(id: string, post: FlaggedPost, now: Date) {
  return {
    ...UNTOUCHED,
    id,
    lane: post.lane,
    post_id: post.postId,
    content_token: post.contentToken,
    source_id: post.sourceId,
    language: post.language,
    opened_at: now,
    entered_at: now,
  };
}

async function revisit(
  tx: Kysely<Schema>,
  fresh: ReturnType<typeof newItem> & { readonly ahead_hours: number },
  post: FlaggedPost,
  result: Opened,
): Promise<void> {
  const { id } = fresh;
  const item = await tx
    .selectFrom('vigie.items')
    .select(['lane', 'state', 'outcome', 'post_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const isErased = item.state === 'erased' && item.outcome === null;
  const isNewlyAtRisk = post.lane === 'protect' && item.lane === 'review';
  const isOverturned = isNewlyAtRisk && item.outcome !== null && item.outcome !== 'protect';
  const isAnotherCall = isCalledAgain(item, post.lane);
  if (isAnotherCall) await endCalls(tx, { id, outcome: item.outcome }, 'all');
  if (isErased || isOverturned || isAnotherCall) {
    const { content_token: _, id: __, ...values } = fresh;
    const at = await readMoment(tx, id, fresh.entered_at);
    // Nothing comes back from protection, whatever its copies are flagged as.
    const lane = item.lane === 'protect' ? item.lane : post.lane;
    await tx
      .updateTable('vigie.items')
      .set({ ...values, lane, opened_at: at, entered_at: at })
      .where('id', '=', id)
      .execute();
    result.reopened.push(id);
  } else if (isNewlyAtRisk) {
    const at = await readMoment(tx, id, fresh.entered_at);
    await tx.updateTable('vigie.items').set(toProtection(at)).where('id', '=', id).execute();
  } else if (item.outcome === 'offer' && !(await hasText(tx, item.post_id))) {
    // The same words are the same offer; without them nobody could read, capture or hand over what is kept for that.
    const { post_id, source_id } = fresh;
    await tx.updateTable('vigie.items').set({ post_id, source_id }).where('id', '=', id).execute();
    result.shownAgain.push(id);
  }
  if (isNewlyAtRisk) result.protectedNow.push(id);
}

async function hasText(tx: Kysely<Schema>, postId: string): Promise<boolean> {
  const text = await tx
    .selectFrom('vigie.sealed_posts')
    .select('post_id')
    .where('post_id', '=', postId)
    .executeTakeFirst();
  return text !== undefined;
}

/** When a copy comes to an item that is locked. */
async function readMoment(tx: Kysely<Schema>, id: string, now: Date): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`
    select ${afterJudgments(now)} as at from vigie.items i where i.id = ${id}
  `.execute(tx);
  return rows[0]?.at ?? now;
}

async function joinMembers(tx: Kysely<Schema>, flagged: readonly FlaggedPost[], now: Date): Promise<void> {
  if (flagged.length === 0) return;
  await sql`
    insert into vigie.item_members (post_id, item_id, joined_at)
    select given.post_id, i.id, case when i.lane = 'protect' then ${afterJudgments(now)} else ${now} end
    from unnest(
      ${flagged.map((post) => post.postId)}::text[], ${flagged.map((post) => post.contentToken)}::bytea[]
    ) as given (post_id, content_token) join vigie.items i using (content_token)
    on conflict (post_id) do nothing
  `.execute(tx);
}

/** Open items by lane and language. */
export async function readOpenWork(db: Kysely<Schema>): Promise<OpenWork[]> {
  const { rows } = await sql<Omit<OpenWork, 'since'> & { since: Date }>`
    select lane, language, count(*) as open, min(opened_at) as since from vigie.items
    where ${OPEN_ITEM} group by lane, language order by lane, language
  `.execute(db);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
