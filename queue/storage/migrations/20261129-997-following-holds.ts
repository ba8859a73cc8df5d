import { type Kysely, sql } from 'kysely';

/**
 * A hold can be followed by another one that runs longer: asked for while the first is in force, it takes its place once somebody else
 * has approved it. An order that was prolonged could be written down only after the first was lifted, and the text was erased before
 * a second person could approve the next.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index vigie.legal_holds_item`.execute(db);
  await sql`
    create unique index legal_holds_waiting on vigie.legal_holds (item_id)
    where lifted_at is null and approved_at is null
  `.execute(db);
  // Serves erasing, which asks for each text that is due.
  await sql`
    create unique index legal_holds_item on vigie.legal_holds (item_id)
    where lifted_at is null and approved_at is not null
  `.execute(db);
}
