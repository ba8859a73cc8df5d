import { type Kysely, sql } from 'kysely';

/**
 * Retention by class: every sealed text belongs to one, and no class can be written down without an end. What an item ended
 * as decides the class; a legal hold delays the end, within bounds of its own; each erasure has a certificate.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table vigie.sealed_batches add column staged_at timestamptz not null default now()`,
  `update vigie.sealed_batches set erase_at = least(erase_at, now() + interval '24 hours')`,
  `update vigie.sealed_batches set staged_at = erase_at - interval '24 hours'`,
  // "For ever" is no time, and the longest of a class is part of the table: whoever writes to the records is held to it.
  `alter table vigie.sealed_batches add constraint sealed_batches_end check (
    isfinite(erase_at) and isfinite(staged_at) and erase_at - staged_at <= interval '24 hours')`,
  `alter table vigie.sealed_posts
    add column class text not null default 'undecided'
      check (class in ('undecided', 'offer', 'not_offer', 'protect', 'unresolved')),
    -- From when the class's time counts.
    add column class_from timestamptz not null default now(),
    -- What the authorisation of the source allows, whatever the class.
    add column keep_until timestamptz`,
  `update vigie.sealed_posts s set class_from = p.collected_at, keep_until = s.erase_at,
    erase_at = least(s.erase_at, p.collected_at + interval '180 days') from vigie.posts p where p.id = s.post_id`,
  `alter table vigie.sealed_posts add constraint sealed_posts_end check (
    isfinite(erase_at) and isfinite(class_from) and (keep_until is null or isfinite(keep_until))
    and erase_at - class_from <= case class
      when 'not_offer' then interval '3 days' when 'offer' then interval '1095 days' else interval '180 days' end)`,
  `create table vigie.legal_holds (
    hold_id bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    reason text not null check (length(reason) between 1 and 500),
    requested_by text not null check (requested_by <> ''),
    requested_at timestamptz not null,
    ends_at timestamptz not null,
    approved_by text check (approved_by <> requested_by),
    approved_at timestamptz,
    lifted_by text,
    lifted_at timestamptz,
    -- When the item was opened: holds that follow one another end, too.
    opened_at timestamptz not null,
    check (isfinite(ends_at) and isfinite(opened_at)),
    check (ends_at > requested_at and ends_at - requested_at <= interval '180 days'),
    check (ends_at - opened_at <= interval '1095 days'),
    check ((approved_by is null) = (approved_at is null)),
    check ((lifted_by is null) = (lifted_at is null))
  )`,
  // One hold of an item at a time; serves erasing, which asks for each text that is due.
  `create unique index legal_holds_item on vigie.legal_holds (item_id) where lifted_at is null`,
  `create table vigie.erasures (
    entry_id bigint primary key references vigie.log_entries (entry_id),
    erased_at timestamptz not null,
    -- Root over the keyed ids of what was erased, in their order.
    root bytea not null check (length(root) = 32),
    post_ids text[] not null check (cardinality(post_ids) > 0)
  )`,
];
