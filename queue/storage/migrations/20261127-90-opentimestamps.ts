import { type Kysely, sql } from 'kysely';

/**
 * What calendars of OpenTimestamps say of events of custody. A proof is confirmed only together with the header of the block that
 * it was held against; what was confirmed is never changed, and no state goes back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.opentimestamps (
    item_id text not null,
    number integer not null,
    calendar text not null,
    state text not null default 'unsent' check (state in ('unsent', 'pending', 'attested', 'confirmed')),
    reason text,
    attempts integer not null default 0 check (attempts >= 0),
    next_at timestamptz not null,
    -- Detached proof of OpenTimestamps, version 1.
    proof bytea,
    -- Of the lowest block that the proof names; once confirmed, of the block that was seen.
    height integer check (height >= 0),
    block_hash text check (block_hash ~ '^[0-9a-f]{64}$'),
    block_time timestamptz,
    header bytea check (length(header) = 80),
    primary key (item_id, number, calendar),
    foreign key (item_id, number) references vigie.custody_events (item_id, number) deferrable initially deferred,
    check ((state = 'unsent') = (proof is null)),
    check ((state in ('attested', 'confirmed')) = (height is not null)),
    check ((state = 'confirmed') = (header is not null)),
    check ((header is null) = (block_hash is null) and (header is null) = (block_time is null)),
    check (state <> 'confirmed' or reason is null)
  )`,
  // Serves the scheduler's question which calendar is to be asked next.
  `create index opentimestamps_due on vigie.opentimestamps (next_at) where state <> 'confirmed'`,
  `create function vigie.keep_opentimestamps() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' or old.state = 'confirmed' or
        array_position(array['unsent', 'pending', 'attested', 'confirmed'], new.state)
          < array_position(array['unsent', 'pending', 'attested', 'confirmed'], old.state) then
        raise exception 'proofs of time are never deleted, and what is confirmed stays' using errcode = 'VG001';
      end if;
      return new;
    end
  $$`,
  `create trigger opentimestamps_kept before update or delete on vigie.opentimestamps
    for each row execute function vigie.keep_opentimestamps()`,
];
