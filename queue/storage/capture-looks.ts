import { type Kysely, sql } from 'kysely';
import { isToBeVisited } from './captures.ts';
import type { Schema } from './schema.ts';

/** A later look at the page of a capture. */
export interface TakenLook {
  readonly id: string;
  readonly itemId: string;
  readonly postId: string;
  readonly sourceId: string;
  readonly text: { readonly wrappedKey: Uint8Array; readonly sealed: Uint8Array };
}

/** A day after the capture, then twice as long each time, a month at most. */
const LONGEST_DAYS = 30;

/** Captures whose pages are to be looked at again, with the number of looks begun: not of people at risk, nor of what is no offer. */
export async function readDueLooks(
  db: Kysely<Schema>,
  now: Date,
  limit: number,
): Promise<{ id: string; looks: number }[]> {
  const { rows } = await sql<{ id: string; looks: number }>`
    select id, looks from vigie.captures
    where look_at <= ${now} and state = 'captured' and ${isToBeVisited(sql`captures.item_id`)}
    order by look_at, id limit ${limit}
  `.execute(db);
  return rows;
}

/** Begins a look and names the time of the next, so that one which nobody lives to end is made up for by that. */
export async function takeLook(db: Kysely<Schema>, id: string, now: Date): Promise<TakenLook | undefined> {
  const { rows } = await sql<Omit<TakenLook, 'text'> & TakenLook['text']>`
    with taken as (
      update vigie.captures set looks = looks + 1,
        look_at = ${now}::timestamptz + least(${LONGEST_DAYS}::integer, 2 ^ least(looks + 1, 10)) * interval '1 day'
      where id = ${id} and look_at <= ${now} and state = 'captured' and ${isToBeVisited(sql`captures.item_id`)}
      returning id, item_id, post_id
    )
    select t.id, t.item_id as "itemId", t.post_id as "postId", p.source_id as "sourceId",
      s.wrapped_key as "wrappedKey", s.sealed
    from taken t join vigie.posts p on p.id = t.post_id join vigie.sealed_posts s on s.post_id = t.post_id
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { wrappedKey, sealed, ...look } = row;
  return { ...look, text: { wrappedKey, sealed } };
}

/** The page was there. @returns whether the capture still is, and its item's page still anybody's to look at */
export async function recordSeen(tx: Kysely<Schema>, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update vigie.captures set seen_until = ${at}
    where id = ${id} and state = 'captured' and missed_at is null and seen_until < ${at}
      and ${isToBeVisited(sql`captures.item_id`)} returning 1
  `.execute(tx);
  return rows.length > 0;
}

/** The page was not there any more; it is looked for no further. @returns whether that is news, and still anybody's to know */
export async function recordMissed(tx: Kysely<Schema>, id: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update vigie.captures set missed_at = ${at}, look_at = null
    where id = ${id} and state = 'captured' and missed_at is null and ${isToBeVisited(sql`captures.item_id`)} returning 1
  `.execute(tx);
  return rows.length > 0;
}
