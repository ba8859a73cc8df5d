import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Whether the text of a post is held at a time, as a condition of SQL. An item that moved to the protection lane since is
 * held no longer.
 */
export function isHeld(postId: RawBuilder<unknown>, at: Date): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from vigie.item_members m join vigie.items i on i.id = m.item_id
      join vigie.legal_holds h on h.item_id = i.id
    where m.post_id = ${postId} and ${IN_FORCE} and h.ends_at > ${at}
  )`;
}

/** Of hold `h` and its item `i`: two people made it, and neither a third one nor the item's move to protection has ended it. */
export const IN_FORCE = sql<boolean>`(h.approved_at is not null and h.lifted_at is null
  and i.lane <> 'protect' and i.outcome is distinct from 'protect')`;

/** The hold that keeps the texts of an item at a time. */
export async function holdOf(
  tx: Kysely<Schema>,
  itemId: string,
  at: Date,
): Promise<{ readonly holdId: number; readonly endsAt: Date } | undefined> {
  const { rows } = await sql<{ holdId: number; endsAt: Date }>`
    select h.hold_id as "holdId", h.ends_at as "endsAt" from vigie.legal_holds h join vigie.items i on i.id = h.item_id
    where h.item_id = ${itemId} and ${IN_FORCE} and h.ends_at > ${at} limit 1
  `.execute(tx);
  return rows[0];
}
