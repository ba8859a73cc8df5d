import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Rounds of a source that are kept although no post names them. */
const KEPT_ROUNDS = 40;

/** Removes rounds that no post names, but for the last ones of the source. */
export async function pruneRounds(tx: Kysely<Schema>, sourceId: string): Promise<void> {
  await sql`
    delete from vigie.collection_rounds
    where source_id = ${sourceId} and posts_new = 0 and posts_edited = 0 and ended_at is not null
      and round_id < (
        select round_id from vigie.collection_rounds where source_id = ${sourceId}
        order by round_id desc offset ${sql.lit(KEPT_ROUNDS)} limit 1
      )
  `.execute(tx);
}
