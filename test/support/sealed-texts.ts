import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';

/** How many texts can still be opened: rows of their own, and those of batches whose key is not destroyed. */
export async function countTexts(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from vigie.sealed_posts)
      + (select coalesce(sum(cardinality(post_ids)), 0)::integer from vigie.sealed_batches where length(keys) > 0) as count
  `.execute(db);
  return rows[0]?.count ?? -1;
}
