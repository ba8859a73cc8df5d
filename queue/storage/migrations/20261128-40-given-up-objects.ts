import { type Kysely, sql } from 'kysely';

/** Objects that are given up before they are removed, and those that the store did not let go of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Set before the store is asked: from here on no capture can be made of it.
  'alter table vigie.evidence_leavings add column given_up boolean not null default false',
  'alter table vigie.evidence_leavings add column is_refused boolean not null default false',
];
