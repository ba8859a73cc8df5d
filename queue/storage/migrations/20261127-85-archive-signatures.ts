import { type Kysely, sql } from 'kysely';

/**
 * Signatures of archives by the authority. A row is there from the capture on and says honestly that it is not signed yet; what
 * was signed is never changed. Captures from before have none: the hash that is signed was not kept of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.archive_signatures (
    capture_id text primary key check (capture_id ~ '^[0-9a-f]{32}$'),
    item_id text not null references vigie.items (id),
    -- Of datapackage.json, as the archive has it.
    manifest text not null check (manifest ~ '^sha256:[0-9a-f]{64}$'),
    state text not null default 'unsigned' check (state in ('unsigned', 'signed')),
    reason text,
    attempts integer not null default 0 check (attempts >= 0),
    next_at timestamptz not null,
    -- JSON of the signed data (WACZ Signing and Verification 0.1.0).
    signed_data text,
    authority text,
    gen_time timestamptz,
    check ((state = 'signed') = (signed_data is not null)),
    check ((state = 'signed') = (gen_time is not null and authority is not null)),
    check (state <> 'signed' or reason is null)
  )`,
  // Serves the scheduler's question which archive is to be signed next.
  `create index archive_signatures_due on vigie.archive_signatures (next_at) where state = 'unsigned'`,
  // Serves what is told of an item.
  `create index archive_signatures_item on vigie.archive_signatures (item_id)`,
  `create function vigie.keep_archive_signature() returns trigger language plpgsql as $$
    begin
      raise exception 'signatures of archives are never changed or deleted' using errcode = 'VG001';
    end
  $$`,
  `create trigger archive_signatures_kept before update or delete on vigie.archive_signatures
    for each row when (old.state = 'signed') execute function vigie.keep_archive_signature()`,
];
