import { type Kysely, sql } from 'kysely';

/**
 * Each collection round has a row: what it brought, what robots.txt said, and where an interrupted one goes on. Posts
 * name their round. A source keeps how far its list is known without a gap, and how it has been doing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.collection_rounds (
    round_id bigint generated always as identity primary key,
    source_id text not null,
    -- Live rounds begin at the newest page; backfill goes on below them.
    kind text not null check (kind in ('live', 'backfill')),
    round bigint not null,
    started_at timestamptz not null,
    -- When its last page was stored: an interrupted round that is too old begins anew.
    touched_at timestamptz not null,
    ended_at timestamptz,
    state text,
    reason text,
    pages integer not null default 0,
    -- Posts on the first page: what the expected volume is learned from.
    head_posts integer,
    posts_new bigint not null default 0,
    posts_known bigint not null default 0,
    robots text check (robots in ('allowed', 'disallowed', 'none', 'unreachable')),
    robots_sha256 text,
    -- Address of the page that comes next, sealed: such addresses name posts.
    next_key bytea,
    next_sealed bytea,
    check ((next_key is null) = (next_sealed is null)),
    check ((ended_at is null) = (state is null))
  )`,
  // One round of a source and kind at a time; also serves finding the interrupted one.
  `create unique index collection_rounds_open on vigie.collection_rounds (source_id, kind) where ended_at is null`,
  // Serves the expected volume and the removal of old rounds: the last rounds of a source.
  `create index collection_rounds_source on vigie.collection_rounds (source_id, round_id)`,
  // Of the round that collected the post; null for imports and for what came before this column.
  `alter table vigie.posts add column round_id bigint`,
  ...[
    `name text`,
    `kind text`,
    `enabled boolean not null default true`,
    `reason text`,
    // When a round last brought a new post, and how many the last round brought.
    `last_yield_at timestamptz`,
    `last_new bigint`,
    `head_posts integer`,
    `head_expected integer`,
    `robots text`,
    `robots_sha256 text`,
    `robots_at timestamptz`,
    `interval_seconds integer`,
    `next_due_at timestamptz`,
    // Everything down to the posts of this round is known without a gap.
    `whole_round bigint`,
    // ETag and Last-Modified of the first page, with a digest of the settings they were got under.
    `validators jsonb`,
    // Pages below the last live round that are still wanted: where, until which round, and how many at most.
    `backfill_key bytea`,
    `backfill_sealed bytea`,
    `backfill_until bigint`,
    `backfill_pages integer`,
    `backfill_version bigint not null default 0`,
  ].map((column) => `alter table vigie.sources add column ${column}`),
];
