import { type Kysely, sql } from 'kysely';

/** What was not asked for or not given, counted by source and reason; and what a source is collected for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Counts only: neither the address that was refused nor anything that came from it is kept.
  `create table vigie.source_refusals (
    source_id text not null,
    reason text not null,
    count bigint not null check (count > 0),
    last_at timestamptz not null,
    primary key (source_id, reason)
  )`,
  // The closed list of purposes holds for whoever writes to the records, too.
  `alter table vigie.sources add column purpose text
    check (purpose in ('detect-offers', 'research', 'demonstration'))`,
];
