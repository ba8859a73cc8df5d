import { type Kysely, sql } from 'kysely';

/**
 * What the public pages write, and what they may ask. Their role inserts into two tables, into named columns, and reads
 * nothing: two functions, run with the owner's rights, tell it what it must know and what one receipt may learn.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Keyed token of the address of a flagged post, so that a contest finds it. It goes with the text.
  `alter table vigie.sealed_posts add column permalink_token bytea`,
  // Serves the matching of contests. Only flagged posts with an address are in it.
  `create index sealed_posts_permalink on vigie.sealed_posts (permalink_token) where permalink_token is not null`,
  `create table vigie.public_facts (
    is_only boolean primary key default true check (is_only),
    -- Of the slow hash of receipts; random, made here.
    receipt_salt bytea not null,
    -- Public half of the key that only processes with the vault hold.
    intake_recipient text
  )`,
  `insert into vigie.public_facts (receipt_salt)
    values (decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))`,
  `create table vigie.contests (
    -- Chosen by the form: sent twice, it is taken once. No number that would tell order and count.
    id uuid primary key,
    receipt_hash bytea not null unique check (length(receipt_hash) = 32),
    -- Address and statement, to the intake key; gone once decided.
    sealed bytea,
    -- A day is all that is kept of when it came.
    received_on date not null default (now() at time zone 'utc')::date,
    taken boolean not null default false,
    item_id text references vigie.items (id),
    state text not null default 'received' check (state in ('received', 'examined', 'upheld', 'rejected')),
    examiner text,
    decided_on date,
    reason text,
    note_key bytea,
    note_sealed bytea,
    erased_on date,
    check ((state in ('upheld', 'rejected')) = (decided_on is not null)),
    check (state <> 'upheld' or item_id is not null),
    check (decided_on is null or (sealed is null and reason is not null))
  )`,
  // Serves the queue of contests, oldest first.
  `create index contests_open on vigie.contests (received_on) where decided_on is null`,
  `create table vigie.reports (
    id uuid primary key,
    -- The messages of one reporter share it.
    receipt_hash bytea not null check (length(receipt_hash) = 32),
    -- Public half of a key that only the receipt makes: answers are sealed to it.
    reply_recipient text not null,
    -- To the offline key; null where only protection gets it.
    sealed bytea,
    -- To a second offline key.
    sealed_contact bytea,
    -- To the intake key, until the processes have taken it to protection.
    distress bytea,
    received_on date not null default (now() at time zone 'utc')::date,
    state text not null default 'received' check (state in ('received', 'read', 'answered', 'closed')),
    answer bytea,
    answered_on date,
    check ((answer is null) = (answered_on is null))
  )`,
  // Serves a receipt, and the messages of one reporter.
  `create index reports_receipt on vigie.reports (receipt_hash)`,
  // Serves the way to protection, whose clock is 60 s.
  `create index reports_distress on vigie.reports (id) where distress is not null`,
  `create function vigie.public_start() returns table (receipt_salt bytea, intake_recipient text)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as 'select receipt_salt, intake_recipient from vigie.public_facts'`,
  // What a receipt may learn: state, day and answer; never what was sent. An upheld contest says "erased" once it is.
  `create function vigie.read_receipt(hash bytea)
    returns table (kind text, state text, changed_on date, answer bytea)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$
      select 'contest', case when erased_on is not null then 'erased' else state end, decided_on, null::bytea
      from vigie.contests where receipt_hash = hash
      union all
      select * from (
        select 'report', state, answered_on, answer from vigie.reports where receipt_hash = hash
        order by answered_on desc nulls last, array_position(array['answered', 'closed', 'read', 'received'], state)
        limit 1
      ) latest
    $$`,
  `revoke all on function vigie.public_start(), vigie.read_receipt(bytea) from public`,
];
