import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import type { ItemRow } from './item-row.ts';
import type { PostVersion } from './port.ts';

const SHOWN = 50;

/**
 * The texts of those of an item's posts that were seen with several, oldest first. Which items the others came to is told
 * with the reveal, as a closed item shows its score and decisions (HUM-02), and never across the lanes: who reviews offers
 * is not led to people at risk.
 */
export async function readVersions(
  db: Kysely<Schema>,
  { id, lane }: Pick<ItemRow, 'id' | 'lane'>,
  isRevealed: boolean,
): Promise<PostVersion[]> {
  const { rows } = await sql<{ seen_at: Date; is_here: boolean; item_id: string | null }>`
    with members as (
      select p.id, coalesce(p.edit_of, p.id) as first_id
      from vigie.item_members m join vigie.posts p on p.id = m.post_id where m.item_id = ${id}
    ), edited as (
      select first_id from members
      where id <> first_id or exists (select from vigie.posts p where p.edit_of = first_id)
    ), versions as (
      -- Two questions, each by its index: as one with "or" it read every post there is.
      select p.id, p.edit_of, p.collected_at from edited join vigie.posts p on p.id = first_id
      union select p.id, p.edit_of, p.collected_at from edited join vigie.posts p on p.edit_of = first_id
    )
    select p.collected_at as seen_at, m.item_id is not distinct from ${id} as is_here, i.id as item_id
    from versions p
      left join vigie.item_members m on m.post_id = p.id
      left join vigie.items i on i.id = m.item_id and i.lane = ${lane}
    order by p.edit_of is not null, p.collected_at, p.id limit ${sql.lit(SHOWN)}
  `.execute(db);
  return rows.map((row) => ({
    seenAt: row.seen_at.toISOString(),
    isHere: row.is_here,
    itemId: isRevealed ? row.item_id : null,
  }));
}
