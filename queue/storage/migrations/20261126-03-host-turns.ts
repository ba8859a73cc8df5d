import { type Kysely, sql } from 'kysely';

/** Whose turn it is at each host, for all workers together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create table vigie.host_turns (
      host text primary key,
      -- Which request has the turn, and until when it has it without prolonging.
      holder text,
      held_until timestamptz,
      -- When the pause after the last request is over.
      next_at timestamptz,
      -- Requests that failed in a row.
      failures integer not null default 0 check (failures >= 0),
      -- Nobody asks before this time, and why.
      closed_until timestamptz,
      closed_why text check (closed_why in ('retry-after', 'refused', 'failing')),
      check ((holder is null) = (held_until is null)),
      check ((closed_why is null) = (closed_until is null))
    ) with (fillfactor = 70)`)
    .execute(db);
}
