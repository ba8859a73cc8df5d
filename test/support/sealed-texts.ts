import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';

/** How many texts can still be opened: rows of their own, and places of a batch whose key is not overwritten. */
export async function countTexts(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from vigie.sealed_posts) + (
      select count(*) from (
        select keys, length(keys) / cardinality(post_ids) as width, generate_series(1, cardinality(post_ids)) as place
        from vigie.sealed_batches
      ) b where substring(keys from (place - 1) * width + 1 for width) <> decode(repeat('00', width), 'hex')
    ) as count
  `.execute(db);
  return rows[0]?.count ?? -1;
}
