import { randomBytes } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CaptureReason, StoredObject } from '../contracts/capture.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

/** What a worker that captures works with. */
export interface TakenCapture {
  readonly id: string;
  readonly itemId: string;
  readonly postId: string;
  readonly sourceId: string;
  readonly lane: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** Attempts before it, in a row, that came to no end. */
  readonly interrupted: number;
  /** Attempts before it that ended with a fault of the page. */
  readonly faults: number;
  /** `null` once the text of the post is gone. */
  readonly text: { readonly wrappedKey: Uint8Array; readonly sealed: Uint8Array } | null;
}

/**
 * Wants a capture of each item's post, in the transaction that opens the item. Of people at risk there is none.
 * @param failed why there can be none, where that is known already
 */
export async function wantCaptures(
  tx: Kysely<Schema>,
  itemIds: readonly string[],
  now: Date,
  failed: CaptureReason | null = null,
): Promise<void> {
  if (itemIds.length === 0) return;
  const ids = itemIds.map(() => randomBytes(16).toString('hex'));
  await sql`
    with given as (
      select n.id, i.id as item_id, i.post_id,
        coalesce(${failed}::text, case when i.lane = 'protect' then 'protected' end) as reason
      from unnest(${ids}::text[], ${[...itemIds]}::text[]) as n (id, item_id) join vigie.items i on i.id = n.item_id
    )
    insert into vigie.captures (id, item_id, post_id, state, reason, wanted_at, next_at, ended_at)
    select id, item_id, post_id, case when reason is null then 'wanted' else 'failed' end, reason, ${now}::timestamptz,
      ${now}::timestamptz, case when reason is null then null else ${now}::timestamptz end from given
    on conflict (item_id, post_id) do nothing
  `.execute(tx);
}

/**
 * Wants a capture of the post that an item shows since the text of a captured one before it ended. In a transaction of its own, after that
 * which erased: it locks posts before items, as whoever erases does, and leaves out those that somebody holds.
 */
export async function wantCapturesOfCopies(tx: Kysely<Schema>, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; post_id: string }>`
    select i.id, i.post_id from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id
    where i.id in (select c.item_id from vigie.captures c where c.state = 'erased')
      and i.lane = 'review' and i.state <> 'erased' and (i.outcome is null or i.outcome = 'offer')
      and not exists (select from vigie.captures k where k.item_id = i.id and k.post_id = i.post_id)
    order by i.id limit 1000
  `.execute(tx);
  if (rows.length === 0) return;
  const { rows: free } = await sql<{ id: string }>`
    select id from vigie.posts where id = any(${rows.map((row) => row.post_id)}::text[])
    order by id for key share skip locked
  `.execute(tx);
  const ids = new Set(free.map(({ id }) => id));
  const items = rows.filter((row) => ids.has(row.post_id)).map(({ id }) => id);
  await wantCaptures(tx, items, now);
}

/** Whether an item has a page to go to: what was found to be no offer is nobody's to go back to, whoever is at risk to be left alone. */
export function isToBeVisited(itemId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select from vigie.items i
    where i.id = ${itemId} and i.lane = 'review' and (i.outcome is null or i.outcome = 'offer'))`;
}

/** Whether an attempt has an end to come to. Of an item in protection it says why there is no capture, and asks nobody. */
function isToBeTried(itemId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(${isToBeVisited(itemId)}
    or exists (select from vigie.items i where i.id = ${itemId} and i.lane = 'protect'))`;
}

/**
 * What is to be captured now, with the number of attempts begun; what somebody holds is left out, and what was found to be no
 * offer. What was not tried yet comes first: a page that ends its workers holds up no other.
 */
export async function readDueCaptures(
  db: Kysely<Schema>,
  now: Date,
  limit: number,
): Promise<{ id: string; attempts: number }[]> {
  const { rows } = await sql<{ id: string; attempts: number }>`
    select id, attempts from vigie.captures
    where state = 'wanted' and next_at <= ${now} and (held_until is null or held_until <= ${now})
      and ${isToBeTried(sql`captures.item_id`)}
    order by attempts, next_at, id limit ${limit}
  `.execute(db);
  return rows;
}

/**
 * Begins an attempt, and holds the capture until `heldUntil`.
 * @returns `undefined` when it is not to be captured any more, not yet, or in somebody's hands
 */
export async function takeCapture(
  db: Kysely<Schema>,
  id: string,
  now: Date,
  heldUntil: Date,
): Promise<TakenCapture | undefined> {
  const { rows } = await sql<TakenCapture & { wrapped_key: Uint8Array | null; sealed: Uint8Array | null }>`
    with taken as (
      update vigie.captures set attempts = attempts + 1, held_until = ${heldUntil},
        interrupted = case when held_until is null then 0 else interrupted + 1 end
      where id = ${id} and state = 'wanted' and next_at <= ${now} and (held_until is null or held_until <= ${now})
        and ${isToBeTried(sql`captures.item_id`)}
      returning id, item_id, post_id, attempts, interrupted, faults
    )
    select t.id, t.item_id as "itemId", t.post_id as "postId", p.source_id as "sourceId", i.lane, t.attempts as attempt,
      t.interrupted, t.faults, s.wrapped_key, s.sealed
    from taken t join vigie.posts p on p.id = t.post_id join vigie.items i on i.id = t.item_id
      left join vigie.sealed_posts s on s.post_id = t.post_id
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { wrapped_key: wrappedKey, sealed, ...taken } = row;
  return { ...taken, text: wrappedKey === null || sealed === null ? null : { wrappedKey, sealed } };
}

/** Goes on holding a capture. @returns whether this attempt still is the one at it */
export async function keepCapture(
  db: Kysely<Schema>,
  { id, attempt }: Pick<TakenCapture, 'id' | 'attempt'>,
  heldUntil: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update vigie.captures set held_until = ${heldUntil}
    where id = ${id} and attempts = ${attempt} and state = 'wanted' returning 1
  `.execute(db);
  return rows.length > 0;
}

/** Lets go of a capture, so that the next attempt need not wait: nothing went wrong. */
export async function releaseCapture(
  db: Kysely<Schema>,
  { id, attempt }: Pick<TakenCapture, 'id' | 'attempt'>,
): Promise<void> {
  await sql`
    update vigie.captures set held_until = null where id = ${id} and attempts = ${attempt} and state = 'wanted'
  `.execute(db);
}

/**
 * Ends an attempt well: from here on the capture is there, whole. The row of the text is locked, so that a key which is
 * being destroyed leaves no capture behind that calls itself one; then that of the item, which may have gone to protection
 * while its page was on the way.
 * @returns whether this attempt was still the one at it, the text was still there, and nobody was found to be at risk
 * @throws AppError `evidence.missing` when an object was given up meanwhile: it took too long, and the store may have none of it
 */
export async function completeCapture(
  tx: Kysely<Schema>,
  taken: Pick<TakenCapture, 'id' | 'attempt' | 'itemId' | 'postId'>,
  objects: readonly StoredObject[],
  at: Date,
  lookAt: Date | null,
): Promise<boolean> {
  await sql`select from vigie.sealed_posts where post_id = ${taken.postId} for share`.execute(tx);
  const item = await sql`
    select from vigie.items where id = ${taken.itemId} and lane = 'review' for update
  `.execute(tx);
  if (item.rows.length === 0) return false;
  const { rows } = await sql`
    update vigie.captures set state = 'captured', reason = null, objects = ${JSON.stringify(objects)}::jsonb, ended_at = ${at},
      held_until = null, interrupted = 0, seen_until = ${at}, look_at = ${lookAt}
    where id = ${taken.id} and attempts = ${taken.attempt} and state = 'wanted'
      and exists (select from vigie.sealed_posts s where s.post_id = ${taken.postId}) returning 1
  `.execute(tx);
  if (rows.length === 0) return false;
  const names = objects.map(({ storedAs }) => storedAs);
  const announced = await sql`
    delete from vigie.evidence_leavings where name = any(${names}::text[]) and not given_up returning 1
  `.execute(tx);
  if (announced.rows.length < names.length)
    throw new AppError(
      'evidence.missing',
      `expected ${names.length} objects that wait for this capture, found ${announced.rows.length}: the others were given up, ` +
        'since storing them took longer than an hour; the page is captured again',
    );
  return true;
}

/**
 * Ends an attempt without a capture.
 * @param fault why; `isOurs` where that says nothing about the page
 * @param nextAt when it is tried again; `null`: not any more
 * @returns whether this attempt was still the one at it
 */
export async function failCapture(
  tx: Kysely<Schema>,
  taken: Pick<TakenCapture, 'id' | 'attempt'>,
  { reason, isOurs }: { readonly reason: CaptureReason; readonly isOurs: boolean },
  at: Date,
  nextAt: Date | null,
): Promise<boolean> {
  const { rows } = await sql`
    update vigie.captures set reason = ${reason}, held_until = null, interrupted = 0,
      faults = faults + ${isOurs ? 0 : 1}::integer,
      state = ${nextAt === null ? 'failed' : 'wanted'}, next_at = coalesce(${nextAt}::timestamptz, next_at),
      ended_at = ${nextAt === null ? at : null}::timestamptz
    where id = ${taken.id} and attempts = ${taken.attempt} and state = 'wanted' returning 1
  `.execute(tx);
  return rows.length > 0;
}

/** Captures of posts whose texts go: their keys go with them, and what is left of the objects is to be removed. */
export async function forgetCaptures(tx: Kysely<Schema>, postIds: readonly string[]): Promise<void> {
  await sql`
    with gone as (
      select id, objects from vigie.captures where post_id = any(${[...postIds]}::text[]) and state <> 'erased' for update
    ), left_behind as (
      insert into vigie.evidence_leavings (name, remove_at)
      select object ->> 'storedAs', '-infinity' from gone, jsonb_array_elements(gone.objects) object
      on conflict (name) do nothing
    )
    update vigie.captures c set state = 'erased', reason = null, objects = '[]', held_until = null, ended_at = null,
      seen_until = null, missed_at = null, look_at = null
    from gone where c.id = gone.id
  `.execute(tx);
}
