import { type Kysely, sql } from 'kysely';

/** The stop control: one row in force stops collecting and scoring for every process, whatever its version or state. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.stops (
    stop_id bigint generated always as identity primary key,
    stopped_at timestamptz not null,
    stopped_by text not null check (stopped_by <> ''),
    reason text not null check (length(reason) between 1 and 500),
    approved_at timestamptz,
    approved_by text,
    resumed_at timestamptz,
    resumed_by text,
    check ((approved_at is null) = (approved_by is null)),
    check ((resumed_at is null) = (resumed_by is null)),
    -- Going on takes two people, whoever writes to the records.
    check (resumed_by is null or (approved_by is not null and approved_by <> resumed_by))
  )`,
  // One stop is in force at a time; also serves every question whether one is.
  `create unique index stops_in_force on vigie.stops ((true)) where resumed_at is null`,
  // Held in common by whoever writes until its transaction ends, so that a stop can wait until nobody does: the number
  // spells "VIGS". Each statement of the function sees what was committed before it, so nobody passes after the stop.
  `create function vigie.refuse_while_stopped() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(1447642963);
      if exists (select from vigie.stops where resumed_at is null) then
        raise exception 'collecting and scoring are stopped: % on % refused', tg_op, tg_table_name
          using errcode = 'VG001';
      end if;
      return null;
    end
  $$`,
  ...[
    ['posts', 'insert'],
    ['assessments', 'insert'],
    ['unflagged_assessments', 'insert'],
    ['collection_rounds', 'insert or update'],
    ['imports', 'insert or update'],
  ].map(
    ([table, change]) => `create trigger ${table}_refuse_while_stopped before ${change} on vigie.${table}
      for each statement execute function vigie.refuse_while_stopped()`,
  ),
];
