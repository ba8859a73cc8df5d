import { type Kysely, sql } from 'kysely';

/** The name under which somebody writes rules, so that they never judge second what a rule of theirs brought (HUM-06). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table vigie.accounts add column writes_as text').execute(db);
}
