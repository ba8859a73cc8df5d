import { type Kysely, sql } from 'kysely';

/**
 * Alerts to the protection staff. Whatever brings an item into the protection lane, in whatever process, begins one in the
 * same transaction, with the job that sends it; taking the item acknowledges it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.alerts (
    alert_id bigint generated always as identity primary key,
    item_id text not null references vigie.items (id),
    language text not null,
    -- When the post was collected: the time that the promise of 60 seconds counts from.
    since timestamptz not null,
    -- Which contact's turn it is, and since when.
    step integer not null default 0 check (step >= 0),
    step_at timestamptz not null,
    acknowledged_at timestamptz,
    acknowledged_by text,
    check ((acknowledged_at is null) = (acknowledged_by is null))
  )`,
  // One alert of an item at a time; also serves the scheduler's question for what nobody has acknowledged.
  `create unique index alerts_open on vigie.alerts (item_id) where acknowledged_at is null`,
  `create table vigie.alert_deliveries (
    alert_id bigint not null references vigie.alerts (alert_id),
    step integer not null,
    contact text not null,
    attempts integer not null default 1,
    -- While somebody is sending: nobody else sends the same until then.
    held_until timestamptz,
    sent_at timestamptz,
    -- Kind of the last failure; never what a server said.
    fault text,
    primary key (alert_id, step)
  )`,
  `create function vigie.begin_alert() returns trigger language plpgsql as $$
    declare
      fresh bigint;
    begin
      if new.lane <> 'protect' or new.outcome is not null or new.claimed_by is not null then return null; end if;
      if tg_op = 'UPDATE' and old.lane = 'protect' and old.outcome is null and old.state <> 'erased' then return null; end if;
      insert into vigie.alerts (item_id, language, since, step_at)
        select new.id, new.language, case tg_op when 'INSERT' then p.collected_at else now() end,
          case tg_op when 'INSERT' then new.opened_at else now() end
        from vigie.posts p where p.id = new.post_id
        on conflict (item_id) where acknowledged_at is null do nothing
        returning alert_id into fresh;
      if fresh is not null then
        insert into vigie.outbox (job_name, job_id, payload) values ('send-alert', 'send-alert-' || fresh || '-step-0',
          jsonb_build_object('version', 1, 'alertId', fresh, 'step', 0));
      end if;
      return null;
    end
  $$`,
  `create trigger items_begin_alert after insert or update of lane, outcome, state on vigie.items
    for each row when (new.lane = 'protect') execute function vigie.begin_alert()`,
  `create function vigie.acknowledge_alert() returns trigger language plpgsql as $$
    begin
      update vigie.alerts set acknowledged_by = coalesce(new.claimed_by, new.judged_by), acknowledged_at = now()
        where item_id = new.id and acknowledged_at is null;
      return null;
    end
  $$`,
  `create trigger items_acknowledge_alert after update of claimed_by, judged_by on vigie.items
    for each row when (new.lane = 'protect' and coalesce(new.claimed_by, new.judged_by) is not null)
    execute function vigie.acknowledge_alert()`,
];
