import { type Kysely, sql } from 'kysely';

/**
 * The chain of custody of preserved evidence, and what time-stamp authorities say of its events. Events are numbered, name
 * the hash of the one before, and are never changed; a token without a state, or a state without its token, cannot be stored.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.custody_events (
    item_id text not null references vigie.items (id),
    number integer not null check (number >= 1),
    kind text not null check (kind in ('control', 'analysis', 'transfer', 'disposition')),
    event text not null,
    sha256 bytea not null check (length(sha256) = 32),
    signature bytea not null check (length(signature) = 64),
    primary key (item_id, number)
  )`,
  `create function vigie.keep_custody() returns trigger language plpgsql as $$
    begin
      raise exception 'events of custody are never changed or deleted' using errcode = 'VG001';
    end
  $$`,
  `create trigger custody_events_kept before update or delete on vigie.custody_events
    for each row execute function vigie.keep_custody()`,
  `create table vigie.timestamps (
    item_id text not null,
    number integer not null,
    authority text not null,
    state text not null default 'pending' check (state in ('pending', 'confirmed', 'refused')),
    reason text,
    attempts integer not null default 0 check (attempts >= 0),
    next_at timestamptz not null,
    gen_time timestamptz,
    token bytea,
    primary key (item_id, number, authority),
    foreign key (item_id, number) references vigie.custody_events (item_id, number) deferrable initially deferred,
    check ((state = 'confirmed') = (token is not null)),
    check ((state = 'confirmed') = (gen_time is not null)),
    check (state <> 'refused' or reason is not null)
  )`,
  // Serves the scheduler's question which authority is to be asked next.
  `create index timestamps_due on vigie.timestamps (next_at) where state = 'pending'`,
];
