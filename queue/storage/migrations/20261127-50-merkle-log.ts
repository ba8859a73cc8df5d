import { type Kysely, sql } from 'kysely';

/**
 * The log as a Merkle tree over salted commitments. An entry's body lies in `log_pending` until the sequencer has given it a
 * position; from then on it lies sealed in `log_bodies`, which can be destroyed without touching the tree. What was chained
 * before is sequenced anew, in its old order.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const INSERT_ONLY = ['log_leaves', 'log_subtrees', 'log_checkpoints', 'log_cosignatures'];

const STATEMENTS = [
  `alter table vigie.log_pending add column body text`,
  `update vigie.log_pending p set body = e.body from vigie.log_entries e where e.entry_id = p.entry_id`,
  `insert into vigie.log_pending (entry_id, body)
    select entry_id, e.body from vigie.log_chain join vigie.log_entries e using (entry_id)`,
  `alter table vigie.log_pending alter column body set not null`,
  `drop table vigie.log_chain`,
  `drop trigger log_entries_queue on vigie.log_entries`,
  `drop function vigie.log_queue_entry()`,
  `alter table vigie.log_entries disable trigger log_entries_refuse`,
  `alter table vigie.log_entries alter column body drop not null`,
  `update vigie.log_entries set body = null`,
  `alter table vigie.log_entries enable trigger log_entries_refuse`,
  // A body passes through this column and never stays in it.
  `alter table vigie.log_entries add constraint log_entries_no_body check (body is null)`,
  `create function vigie.log_take_body() returns trigger language plpgsql as $$
    begin
      insert into vigie.log_pending (entry_id, body) values (new.entry_id, new.body);
      new.body := null;
      return new;
    end
  $$`,
  `create trigger log_entries_take_body before insert on vigie.log_entries
    for each row execute function vigie.log_take_body()`,
  `create table vigie.log_leaves (
    index bigint primary key check (index >= 0),
    entry_id bigint not null unique references vigie.log_entries (entry_id),
    commitment bytea not null check (length(commitment) = 32)
  )`,
  // Roots of full tiles: tile n of a level covers 256^(level + 1) leaves.
  `create table vigie.log_subtrees (
    level smallint not null check (level between 0 and 5),
    n bigint not null check (n >= 0),
    root bytea not null check (length(root) = 32),
    primary key (level, n)
  )`,
  `create table vigie.log_bodies (
    entry_id bigint primary key references vigie.log_entries (entry_id),
    wrapped_key bytea not null,
    sealed bytea not null
  )`,
  `create table vigie.log_checkpoints (
    size bigint not null check (size >= 0),
    -- A restored log goes on under another name.
    origin text not null,
    root bytea not null check (length(root) = 32),
    note text not null,
    made_at timestamptz not null check (isfinite(made_at)),
    primary key (size, origin)
  )`,
  `create table vigie.log_cosignatures (
    size bigint not null,
    origin text not null,
    witness text not null,
    key_id bytea not null check (length(key_id) = 4),
    line text not null,
    cosigned_at timestamptz not null check (isfinite(cosigned_at)),
    primary key (size, origin, witness, key_id),
    foreign key (size, origin) references vigie.log_checkpoints (size, origin)
  )`,
  // Serves what each witness has cosigned last.
  `create index log_cosignatures_witness on vigie.log_cosignatures (origin, witness, key_id, size)`,
  ...INSERT_ONLY.flatMap((table) => [
    `create trigger ${table}_refuse before update or delete or truncate on vigie.${table}
      for each statement execute function vigie.log_refuse_change()`,
    `revoke update, delete, truncate on vigie.${table} from public`,
  ]),
  // A sealed body is destroyed when its time is over, and never another in its place.
  `create trigger log_bodies_refuse before update or truncate on vigie.log_bodies
    for each statement execute function vigie.log_refuse_change()`,
];
