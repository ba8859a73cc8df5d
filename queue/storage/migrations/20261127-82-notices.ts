import { type Kysely, sql } from 'kysely';

/**
 * Notices to platforms: drafted by one person, confirmed by another, taken out and sent by people. The schema holds the borders
 * too: only offers of the review lane, no step before the one that it rests on, and what goes to protection leaves no notice
 * behind that could still be sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.notices (
    number bigint generated always as identity primary key,
    case_number bigint not null references vigie.cases (number),
    item_id text not null references vigie.items (id),
    kind text not null check (kind in ('notice', 'flagger', 'order')),
    language text not null check (language in ('en', 'fr')),
    platform text not null check (platform <> ''),
    sealed bytea not null,
    digest bytea not null check (length(digest) = 32),
    drafted_by text not null check (drafted_by <> ''),
    drafted_at timestamptz not null,
    confirmed_by text check (confirmed_by <> drafted_by),
    confirmed_at timestamptz,
    confirmed_digest bytea check (confirmed_digest = digest),
    exported_by text,
    exported_at timestamptz,
    sent_by text,
    sent_at timestamptz,
    sent_way text check (sent_way in ('mail', 'form', 'portal', 'post')),
    withdrawn_by text,
    withdrawn_at timestamptz,
    is_recalled boolean not null default false,
    corrected_by text,
    corrected_at timestamptz,
    check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirmed_digest is null)),
    check ((exported_by is null) = (exported_at is null)),
    check (exported_at is null or confirmed_at is not null),
    check ((sent_by is null) = (sent_at is null) and (sent_by is null) = (sent_way is null)),
    check (sent_at is null or exported_at is not null),
    check ((withdrawn_by is null) = (withdrawn_at is null)),
    check (not is_recalled or withdrawn_at is not null),
    check ((corrected_by is null) = (corrected_at is null)),
    check (corrected_at is null or (sent_at is not null and withdrawn_at is not null))
  )`,
  // Serves the withdrawal of what an item's notices are about, and the page of a case.
  `create index notices_item on vigie.notices (item_id)`,
  `create index notices_case on vigie.notices (case_number)`,
  `create table vigie.notice_outcomes (
    notice_number bigint not null references vigie.notices (number),
    number smallint not null check (number between 1 and 1000),
    outcome text not null check (outcome in ('removed', 'restricted', 'kept', 'reinstated', 'no-answer', 'error')),
    told_by text not null check (told_by in ('platform', 'unit', 'complaint-body', 'court')),
    told_at timestamptz not null,
    recorded_by text not null check (recorded_by <> ''),
    recorded_at timestamptz not null,
    primary key (notice_number, number),
    check (told_at <= recorded_at)
  )`,
  `create trigger notices_are_offers before insert on vigie.notices
    for each row execute function vigie.only_offers_leave()`,
  // Days may pass between two steps.
  `create trigger notices_stay_offers before update of confirmed_at, exported_at on vigie.notices
    for each row when (
      (new.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at)
      or (new.exported_at is not null and new.exported_at is distinct from old.exported_at))
    execute function vigie.only_offers_leave()`,
  // A trigger and not a constraint: a notice that was withdrawn stays as it was.
  `create function vigie.withdrawn_notices_rest() returns trigger language plpgsql as $$
    begin
      raise exception 'a notice that was withdrawn takes no further step' using errcode = 'VG004';
    end
  $$`,
  `create trigger notices_withdrawn_rest before update on vigie.notices
    for each row when (old.withdrawn_at is not null and (
      new.withdrawn_at is null or new.sealed <> old.sealed
      or new.confirmed_at is distinct from old.confirmed_at or new.exported_at is distinct from old.exported_at
      or new.sent_at is distinct from old.sent_at))
    execute function vigie.withdrawn_notices_rest()`,
  `create function vigie.outcomes_are_added() returns trigger language plpgsql as $$
    begin
      if tg_op <> 'INSERT' then
        raise exception 'outcomes of notices are added, never changed' using errcode = 'VG004';
      end if;
      perform from vigie.notices where number = new.notice_number and sent_at is not null;
      if not found then
        raise exception 'only a notice that was sent has an outcome' using errcode = 'VG004';
      end if;
      return new;
    end
  $$`,
  `create trigger notice_outcomes_are_added before insert or update or delete on vigie.notice_outcomes
    for each row execute function vigie.outcomes_are_added()`,
  `create function vigie.what_left_is_told_of_no_more() returns trigger language plpgsql as $$
    begin
      if exists (select from vigie.notices where item_id = new.id and withdrawn_at is null) then
        raise exception 'notices are withdrawn before their item goes to protection' using errcode = 'VG003';
      end if;
      return null;
    end
  $$`,
  // At the end of the transaction, so that the withdrawal may be written behind the move.
  `create constraint trigger items_left_are_told_of_no_more after update of lane on vigie.items deferrable initially deferred
    for each row when (new.lane = 'protect' and old.lane <> 'protect') execute function vigie.what_left_is_told_of_no_more()`,
];
