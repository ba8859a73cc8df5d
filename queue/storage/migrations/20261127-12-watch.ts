import { type Kysely, sql } from 'kysely';

/** What the watch on rubber-stamping looks at and says: the least time a text was before somebody's eyes, and its alarms. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Beside the time that was taken: the text that it follows from may be erased before the watch looks.
  `alter table vigie.decisions add column viewing_ms integer check (viewing_ms >= 0)`,
  `alter table vigie.control_decisions add column viewing_ms integer check (viewing_ms >= 0)`,
  `create table vigie.watch_alarms (
    alarm_id bigint generated always as identity primary key,
    account_id text not null,
    raised_at timestamptz not null,
    signals text[] not null check (cardinality(signals) > 0)
  )`,
  // Serves "was this person's raised already".
  `create index watch_alarms_account on vigie.watch_alarms (account_id, raised_at)`,
];
