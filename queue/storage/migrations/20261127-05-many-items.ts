import { type Kysely, sql } from 'kysely';

/**
 * What reviewers ask again and again must not grow with what was ever reviewed. Items whose text went unjudged have no
 * outcome either and stay for good: the index of open items leaves them out, as every question about open items does.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'drop index vigie.items_open',
  // Serves the list of open items, their counts and "next".
  `create index items_waiting on vigie.items (lane, opened_at, id, language)
    where outcome is null and state <> 'erased'`,
  // Serves the list of closed items, latest first.
  `create index items_closed on vigie.items (lane, judged_at desc, id) where outcome is not null`,
];
