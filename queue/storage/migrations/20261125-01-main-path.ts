import { type Kysely, sql } from 'kysely';

/** The whole first schema: posts and their sealed texts, assessments, items, decisions, the log, the outbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Facts about the installation, such as which vault key its texts are sealed under.
  `create table vigie.settings (name text primary key, value text not null)`,
  `create table vigie.sources (
    source_id text primary key,
    state text not null,
    message text,
    last_round bigint,
    last_round_at timestamptz,
    last_ok_at timestamptz
  )`,
  `create table vigie.posts (
    id text primary key,
    source_id text not null,
    batch_id text not null,
    author_token bytea,
    language text,
    published_at timestamptz,
    collected_at timestamptz not null,
    status text not null check (status in ('staged', 'none', 'review', 'protect', 'dead'))
  )`,
  // Serves reconcile and the end of an import: the few posts that still wait for an assessment.
  `create index posts_staged on vigie.posts (batch_id) where status = 'staged'`,
  `create table vigie.sealed_posts (
    post_id text primary key,
    wrapped_key bytea not null,
    sealed bytea not null,
    erase_at timestamptz not null
  )`,
  // Serves the expire job: what is due. Rows are written almost in the order of their end, so block ranges suffice.
  `create index sealed_posts_erase on vigie.sealed_posts using brin (erase_at)`,
  `create table vigie.assessments (
    post_id text primary key,
    release text,
    lane text not null check (lane in ('none', 'review', 'protect')),
    score integer,
    language text not null,
    body text,
    salt bytea,
    commitment bytea not null,
    entry_id bigint not null,
    leaf integer not null,
    check (lane <> 'protect' or score is null)
  )`,
  `create table vigie.items (
    id text primary key,
    lane text not null check (lane in ('review', 'protect')),
    state text not null,
    post_id text not null unique,
    content_token bytea not null unique,
    source_id text not null,
    language text not null,
    opened_at timestamptz not null,
    claimed_by text,
    lease_until timestamptz,
    judged_by text,
    judged_at timestamptz,
    outcome text check (outcome in ('offer', 'not_offer', 'protect', 'unresolved')),
    -- No way from the protection lane to enforcement, in the schema too.
    check (lane <> 'protect' or outcome is null or outcome <> 'offer')
  )`,
  // Serves the queue page and "next": open items of a lane, oldest first.
  `create index items_open on vigie.items (lane, opened_at) where outcome is null`,
  `create table vigie.item_members (
    post_id text primary key,
    item_id text not null references vigie.items (id),
    joined_at timestamptz not null
  )`,
  `create index item_members_item on vigie.item_members (item_id)`,
  `create table vigie.decisions (
    id bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    stage text not null check (stage in ('first', 'revision', 'after_reveal')),
    outcome text not null,
    reason text not null,
    sealed_note bytea,
    actor text not null,
    decided_at timestamptz not null,
    undone_at timestamptz
  )`,
  `create index decisions_item on vigie.decisions (item_id, id)`,
  // written_by orders entries of one sequencing pass by cause: a transaction that began after another committed has
  // the larger number.
  `create table vigie.log_entries (
    entry_id bigint generated always as identity primary key,
    kind text not null,
    subject text not null,
    body text not null,
    written_by xid8 not null default pg_current_xact_id()
  )`,
  `create table vigie.log_pending (entry_id bigint primary key)`,
  `create table vigie.log_chain (
    index bigint primary key,
    entry_id bigint not null unique references vigie.log_entries (entry_id),
    hash bytea not null
  )`,
  `create function vigie.log_queue_entry() returns trigger language plpgsql as $$
    begin
      insert into vigie.log_pending (entry_id) select entry_id from fresh;
      return null;
    end
  $$`,
  `create trigger log_entries_queue after insert on vigie.log_entries
    referencing new table as fresh for each statement execute function vigie.log_queue_entry()`,
  `create function vigie.log_refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'the transparency log is insert-only: % on % refused', tg_op, tg_table_name
        using errcode = 'insufficient_privilege';
    end
  $$`,
  ...['log_entries', 'log_chain'].flatMap((table) => [
    `create trigger ${table}_refuse before update or delete or truncate on vigie.${table}
      for each statement execute function vigie.log_refuse_change()`,
    // Not from the owner: PostgreSQL checks the foreign key with the owner's right to lock the row. `grants.ts` keeps
    // the role of the running processes from it; the trigger refuses everybody.
    `revoke update, delete, truncate on vigie.${table} from public`,
  ]),
  `create table vigie.outbox (
    id bigint generated always as identity primary key,
    job_name text not null,
    job_id text not null,
    payload jsonb not null
  )`,
  `create table vigie.dead_letters (
    id bigint generated always as identity primary key,
    job_name text not null,
    job_id text not null,
    payload jsonb not null,
    reason text not null,
    message text not null,
    died_at timestamptz not null,
    unique (job_name, job_id, reason)
  )`,
  `create table vigie.imports (
    id text primary key,
    source_id text not null,
    file_name text not null,
    lines_done bigint not null,
    posts_new bigint not null,
    posts_known bigint not null,
    lines_rejected bigint not null,
    is_finished boolean not null,
    updated_at timestamptz not null
  )`,
];
