import { type Kysely, sql } from 'kysely';

/**
 * Audits: which decisions an overseer draws, by a secret that is committed to before and words that they choose after. Releases
 * of the rules, as they were in force, so that a past assessment can be made again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.audits (
    id bigint generated always as identity primary key,
    announced_by text not null,
    announced_at timestamptz not null check (isfinite(announced_at)),
    purpose text not null check (purpose in ('lawfulness', 'self-monitoring', 'integrity', 'criminal-proceedings')),
    log_start bigint not null check (log_start >= 0),
    log_end bigint not null check (log_end >= log_start),
    wanted integer not null check (wanted between 1 and 200),
    secret bytea not null check (length(secret) = 32),
    words text,
    drawn_at timestamptz,
    population integer,
    picks jsonb,
    check ((drawn_at is null) = (words is null) and (drawn_at is null) = (picks is null)
      and (drawn_at is null) = (population is null))
  )`,
  `create table vigie.rule_releases (
    release text primary key check (release ~ '^[0-9a-f]{16}$'),
    digest text not null check (digest ~ '^[0-9a-f]{64}$' and starts_with(digest, release)),
    packs bytea not null,
    first_used_at timestamptz not null check (isfinite(first_used_at))
  )`,
  // Serves audits: the judgments of a stretch of the log, which are one entry in many.
  `create index log_entries_judgments on vigie.log_entries (entry_id)
    where kind in ('item.judged', 'item.revised', 'item.seconded', 'item.adjudicated')`,
];
