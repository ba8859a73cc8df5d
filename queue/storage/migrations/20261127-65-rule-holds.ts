import { type Kysely, sql } from 'kysely';

/** Rules that are switched off for now, beside the release. One person or the watch on fairness puts one here, two lift it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.rule_holds (
    hold_id bigint generated always as identity primary key,
    rule text not null check (length(rule) between 1 and 200),
    reason text not null check (length(reason) between 1 and 500),
    -- What the watch found, as it stands in the log; null where a person held it.
    figures text,
    held_by text not null check (held_by <> ''),
    held_at timestamptz not null,
    approved_by text,
    approved_at timestamptz,
    lifted_by text,
    lifted_at timestamptz,
    check ((approved_by is null) = (approved_at is null)),
    check ((lifted_by is null) = (lifted_at is null)),
    -- Lifting takes two people, whoever writes to the records.
    check (lifted_by is null or (approved_by is not null and approved_by <> lifted_by))
  )`,
  // A rule is held once at a time; also serves every batch, which asks for the holds in force.
  `create unique index rule_holds_in_force on vigie.rule_holds (rule) where lifted_at is null`,
];
