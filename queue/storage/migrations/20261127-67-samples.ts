import { type Kysely, sql } from 'kysely';

/**
 * The sample of posts that nothing flagged (FAI-02). A sampled post waits among the control items, so that whatever asks for
 * items finds none of it; its text lies here, is in no backup, and cannot be written down for longer than seven days. Of what
 * was said of it only counts stay.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.samples (
    item_id text primary key references vigie.control_items (id) on delete cascade,
    post_id text not null unique,
    wrapped_key bytea not null,
    sealed bytea not null,
    published_at timestamptz,
    assessment text not null,
    script text not null,
    corridor text not null,
    share double precision not null check (share > 0 and share <= 1),
    drawn_at timestamptz not null,
    erase_at timestamptz not null,
    ended_at timestamptz,
    check (isfinite(drawn_at) and isfinite(erase_at) and erase_at - drawn_at <= interval '7 days')
  )`,
  // Serves erasing.
  `create index samples_erase on vigie.samples (erase_at)`,
  `create table vigie.sample_results (
    month date not null check (extract(day from month) = 1),
    source_id text not null,
    language text not null,
    script text not null,
    corridor text not null,
    answer text not null check (answer in ('offer', 'not_offer', 'protect', 'unresolved', 'unjudged')),
    share double precision not null check (share > 0 and share <= 1),
    samples bigint not null check (samples > 0)
  )`,
  // Serves every figure: the months of a window.
  `create index sample_results_month on vigie.sample_results (month)`,
];
