import { type Kysely, sql } from 'kysely';

/** What somebody asked for their own sake: no more posts today, and not this post again today. Both go when they are over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.day_stops (
    account_id text primary key,
    until timestamptz not null
  )`,
  // Without a column that says when, or how often: nobody can count what somebody skips.
  `create table vigie.skips (
    account_id text not null,
    item_id text not null,
    until timestamptz not null,
    primary key (account_id, item_id)
  )`,
];
