import { type Kysely, sql } from 'kysely';

/**
 * What is handed over, to whom, on whose word: per case and recipient, by two people who judged none of it. The schema holds
 * the borders too: only offers of the review lane, at most 25, and nothing that was handed over moves to protection or is
 * erased after a contest without being called back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.exports (
    number bigint generated always as identity primary key,
    case_number bigint not null references vigie.cases (number),
    recipient text not null,
    purpose text not null check (purpose in ('criminal-investigation', 'criminal-proceedings', 'mutual-legal-assistance')),
    reason text not null check (length(reason) between 30 and 1000),
    requested_by text not null check (requested_by <> ''),
    requested_at timestamptz not null,
    settled_by text check (settled_by <> requested_by),
    settled_at timestamptz,
    is_approved boolean,
    handed_over_by text,
    handed_over_at timestamptz,
    sealed_at timestamptz,
    seal bytea check (length(seal) = 64),
    check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (is_approved is null)),
    check (handed_over_at is null or is_approved),
    check ((handed_over_by is null) = (handed_over_at is null)),
    check ((seal is null) = (sealed_at is null)),
    check (seal is null or handed_over_at is not null)
  )`,
  // Serves the page of a case.
  `create index exports_case on vigie.exports (case_number)`,
  // The place bounds an export: there is no 26th.
  `create table vigie.export_items (
    export_number bigint not null references vigie.exports (number),
    place smallint not null check (place between 1 and 25),
    item_id text not null references vigie.items (id),
    primary key (export_number, place),
    unique (export_number, item_id)
  )`,
  // Serves the question to whom an item was handed over.
  `create index export_items_item on vigie.export_items (item_id)`,
  `create table vigie.recalls (
    export_number bigint not null references vigie.exports (number),
    item_id text not null references vigie.items (id),
    raised_at timestamptz not null,
    sent_by text,
    sent_at timestamptz,
    acknowledged_by text,
    acknowledged_at timestamptz,
    primary key (export_number, item_id),
    check ((sent_by is null) = (sent_at is null)),
    check ((acknowledged_by is null) = (acknowledged_at is null)),
    check (acknowledged_at is null or sent_at is not null)
  )`,
  `create function vigie.only_offers_leave() returns trigger language plpgsql as $$
    begin
      perform from vigie.items where id = new.item_id and lane = 'review' and outcome = 'offer' and state <> 'erased' for share;
      if not found then
        raise exception 'only offers of the review lane are handed over' using errcode = 'VG002';
      end if;
      return new;
    end
  $$`,
  `create trigger export_items_are_offers before insert on vigie.export_items
    for each row execute function vigie.only_offers_leave()`,
  `create function vigie.only_offers_are_handed_over() returns trigger language plpgsql as $$
    begin
      perform from vigie.items i join vigie.export_items e on e.item_id = i.id
        where e.export_number = new.number for share of i;
      if exists (
        select from vigie.items i join vigie.export_items e on e.item_id = i.id where e.export_number = new.number
          and (i.lane <> 'review' or i.outcome is distinct from 'offer' or i.state = 'erased')
      ) then
        raise exception 'only offers of the review lane are handed over' using errcode = 'VG002';
      end if;
      return new;
    end
  $$`,
  `create trigger exports_hand_over_offers before update of handed_over_at on vigie.exports
    for each row when (new.handed_over_at is not null and old.handed_over_at is null)
    execute function vigie.only_offers_are_handed_over()`,
  `create function vigie.what_left_is_recalled() returns trigger language plpgsql as $$
    begin
      if exists (
        select from vigie.export_items e join vigie.exports x on x.number = e.export_number
          where e.item_id = new.id and x.handed_over_at is not null
          and not exists (select from vigie.recalls r where r.export_number = e.export_number and r.item_id = e.item_id)
      ) then
        raise exception 'what was handed over is called back before it goes to protection' using errcode = 'VG003';
      end if;
      return null;
    end
  $$`,
  // At the end of the transaction, so that the recall may be written behind the move.
  `create constraint trigger items_left_are_recalled after update of lane on vigie.items deferrable initially deferred
    for each row when (new.lane = 'protect' and old.lane <> 'protect') execute function vigie.what_left_is_recalled()`,
];
