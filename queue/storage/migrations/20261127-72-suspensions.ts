import { type Kysely, sql } from 'kysely';

/** Sources that are not collected because they missed their plan twice, until two people say otherwise. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.source_suspensions (
    suspension_id bigint generated always as identity primary key,
    source_id text not null,
    suspended_at timestamptz not null,
    reason text not null,
    asked_by text,
    asked_at timestamptz,
    lifted_by text,
    lifted_at timestamptz,
    check ((asked_by is null) = (asked_at is null) and (lifted_by is null) = (lifted_at is null)),
    check (lifted_by is null or (asked_by is not null and lifted_by <> asked_by))
  )`,
  // One in force for a source; asked before each round.
  `create unique index source_suspensions_open on vigie.source_suspensions (source_id) where lifted_at is null`,
];
