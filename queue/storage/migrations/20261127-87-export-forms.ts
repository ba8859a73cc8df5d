import { type Kysely, sql } from 'kysely';

/**
 * In what form an export leaves: the evidence itself (`bundle`), or places on the internet alone (`indicators`). Both are asked
 * for and approved in the same way, and called back in the same way.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vigie.exports add column form text not null default 'bundle' check (form in ('bundle', 'indicators'))
  `.execute(db);
}
