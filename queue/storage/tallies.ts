import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** How many there are of each name, such as `posts.none`; exact, whatever is being written meanwhile. */
export async function readTallies(db: Kysely<Schema>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ name: string; count: number }>`
    select name, sum(change)::bigint as count from vigie.tallies group by name
  `.execute(db);
  return new Map(rows.map(({ name, count }) => [name, count]));
}

/** Puts one row in the place of many that say the same. What is written meanwhile stays beside it. */
export async function foldTallies(db: Kysely<Schema>): Promise<void> {
  await sql`
    with taken as (delete from vigie.tallies returning name, change)
    insert into vigie.tallies (name, change) select name, sum(change) from taken group by name
  `.execute(db);
}
