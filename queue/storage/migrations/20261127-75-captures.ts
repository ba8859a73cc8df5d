import { type Kysely, sql } from 'kysely';

/**
 * Captures of flagged posts' pages. A row says where a capture stands and names the objects in the store; addresses and
 * contents lie there, under the key of the post's text. Items from before are captured too, as far as their texts exist.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.captures (
    id text primary key check (id ~ '^[0-9a-f]{32}$'),
    item_id text not null references vigie.items (id),
    post_id text not null references vigie.posts (id),
    state text not null check (state in ('wanted', 'captured', 'failed', 'erased')),
    reason text check (reason in ('import', 'no-address', 'source-removed', 'text-gone', 'protected', 'not-authorised',
      'out-of-scope', 'robots', 'blocked', 'gone', 'unreachable', 'timeout', 'changed', 'too-large', 'no-browser', 'browser',
      'store', 'interrupted')),
    -- Attempts that were begun; those that a process did not live to end are among them.
    attempts integer not null default 0 check (attempts >= 0),
    -- Of these, in a row, those that came to no end.
    interrupted integer not null default 0 check (interrupted >= 0),
    wanted_at timestamptz not null,
    next_at timestamptz not null,
    held_until timestamptz,
    ended_at timestamptz,
    objects jsonb not null default '[]' check (jsonb_typeof(objects) = 'array'),
    seen_until timestamptz,
    missed_at timestamptz,
    looks integer not null default 0 check (looks >= 0),
    look_at timestamptz,
    unique (item_id, post_id),
    -- No half capture: objects are named in the statement that calls it captured, and nowhere else.
    check ((state = 'captured') = (jsonb_array_length(objects) > 0)),
    check ((state in ('captured', 'failed')) = (ended_at is not null)),
    check (state <> 'failed' or reason is not null),
    check (state not in ('captured', 'erased') or reason is null)
  )`,
  // Serves the scheduler's question for what is to be captured.
  `create index captures_wanted on vigie.captures (next_at) where state = 'wanted'`,
  // Serves the scheduler's question for what is to be looked at again.
  `create index captures_look on vigie.captures (look_at) where look_at is not null`,
  // Serves erasing, which goes by posts.
  `create index captures_post on vigie.captures (post_id)`,
  // Names of objects that no capture has, or not yet: what is here when its time comes is removed from the store.
  `create table vigie.evidence_leavings (
    name text primary key check (name ~ '^[0-9a-f]{64}$'),
    remove_at timestamptz not null
  )`,
  `create index evidence_leavings_due on vigie.evidence_leavings (remove_at)`,
  `insert into vigie.captures (id, item_id, post_id, state, wanted_at, next_at)
    select md5('capture:' || i.id || ':' || i.post_id), i.id, i.post_id, 'wanted', now(), now()
    from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id
    where i.outcome is null and i.state <> 'erased'`,
];
