import { type Kysely, sql } from 'kysely';

/**
 * Duties to tell whoever posted what was done about it. The schema holds the borders: no bundle is handed over and no notice sent
 * without one, none is changed or deleted, and what puts telling off has a reason, a review and, for a delay, a legal basis.
 * Acts from before get a duty that is due 30 days after this migration.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.tellings (
    number bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    act text not null check (act in ('bundle', 'notice', 'flagger', 'order')),
    export_number bigint references vigie.exports (number),
    notice_number bigint references vigie.notices (number),
    arose_at timestamptz not null,
    due_on date not null,
    unique (export_number, item_id),
    unique (notice_number),
    check ((act = 'bundle') = (export_number is not null)),
    check ((act = 'bundle') = (notice_number is null))
  )`,
  `create table vigie.telling_outcomes (
    telling_number bigint not null references vigie.tellings (number),
    number smallint not null check (number between 1 and 1000),
    outcome text not null check (outcome in ('told', 'delayed', 'unreachable')),
    told_at timestamptz,
    channel text,
    ground text check (ground in ('inquiry', 'prosecution', 'public-security', 'national-security', 'rights-of-others')),
    reason text,
    legal_basis text,
    review_on date,
    is_of_withdrawn boolean not null,
    recorded_by text not null check (recorded_by <> ''),
    recorded_at timestamptz not null,
    settled_by text check (settled_by <> recorded_by),
    settled_at timestamptz,
    is_approved boolean,
    primary key (telling_number, number),
    check ((outcome = 'told') = (told_at is not null) and (outcome = 'told') = (channel is not null)),
    check (told_at <= recorded_at),
    check ((outcome = 'told') = (reason is null) and (outcome = 'told') = (review_on is null)),
    check ((outcome = 'delayed') = (ground is not null) and (outcome = 'delayed') = (legal_basis is not null)),
    check (length(reason) >= 20 and length(legal_basis) >= 5),
    check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (is_approved is null)),
    check (outcome <> 'told' or settled_by is null)
  )`,
  `create table vigie.telling_alarms (
    telling_number bigint not null references vigie.tellings (number),
    due_on date not null,
    raised_at timestamptz not null,
    primary key (telling_number, due_on)
  )`,
  `insert into vigie.tellings (item_id, act, export_number, arose_at, due_on)
    select e.item_id, 'bundle', x.number, x.handed_over_at, current_date + 30
    from vigie.exports x join vigie.export_items e on e.export_number = x.number
    where x.handed_over_at is not null and x.form = 'bundle' order by x.number, e.place`,
  `insert into vigie.tellings (item_id, act, notice_number, arose_at, due_on)
    select item_id, kind, number, sent_at, current_date + 30 from vigie.notices where sent_at is not null order by number`,
  `create function vigie.keep_telling() returns trigger language plpgsql as $$
    begin
      raise exception 'a duty to tell is never changed or deleted' using errcode = 'VG001';
    end
  $$`,
  `create trigger tellings_kept before update or delete on vigie.tellings for each row execute function vigie.keep_telling()`,
  `create trigger telling_alarms_kept before update or delete on vigie.telling_alarms
    for each row execute function vigie.keep_telling()`,
  `create function vigie.keep_telling_outcome() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.settled_by is null and new.settled_by is not null
        and (to_jsonb(old) - array['settled_by', 'settled_at', 'is_approved'])
          = (to_jsonb(new) - array['settled_by', 'settled_at', 'is_approved']) then
        return new;
      end if;
      raise exception 'what was written down of a duty to tell takes one second word, and is never changed or deleted'
        using errcode = 'VG001';
    end
  $$`,
  `create trigger telling_outcomes_kept before update or delete on vigie.telling_outcomes
    for each row execute function vigie.keep_telling_outcome()`,
  `create function vigie.who_posted_is_to_be_told() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'notices' then
        if exists (select from vigie.tellings where notice_number = new.number) then return null; end if;
      elsif not exists (
        select from vigie.export_items e where e.export_number = new.number and not exists (
          select from vigie.tellings t where t.export_number = new.number and t.item_id = e.item_id)) then
        return null;
      end if;
      raise exception 'nothing is handed over or sent without a duty to tell whoever posted' using errcode = 'VG005';
    end
  $$`,
  // At the end of the transaction, so that the duty may be written behind the act.
  `create constraint trigger exports_are_told after update of handed_over_at on vigie.exports deferrable initially deferred
    for each row when (new.handed_over_at is not null and old.handed_over_at is null and new.form = 'bundle')
    execute function vigie.who_posted_is_to_be_told()`,
  `create constraint trigger notices_are_told after update of sent_at on vigie.notices deferrable initially deferred
    for each row when (new.sent_at is not null and old.sent_at is null)
    execute function vigie.who_posted_is_to_be_told()`,
];
