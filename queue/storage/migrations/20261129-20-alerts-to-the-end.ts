import { type Kysely, sql } from 'kysely';

/**
 * An alert lasts until its item has ended or its text is gone. A claim had ended it for good, also one that was put back at once or
 * left lying: then nobody was told any more. Whether somebody has the item in hand is asked when a contact is due.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const IS_OVER = `(i.outcome is not null or i.state = 'erased')`;
const BY = `coalesce(case when i.outcome is not null then i.judged_by end, 'erased')`;

const STATEMENTS = [
  'drop trigger items_acknowledge_alert on vigie.items',
  'drop function vigie.acknowledge_alert()',
  `create function vigie.start_alert(item vigie.items, since timestamptz, begun timestamptz) returns void language sql as $$
    with fresh as (
      insert into vigie.alerts (item_id, language, since, step_at) values (item.id, item.language, since, begun)
      on conflict (item_id) where acknowledged_at is null do nothing returning alert_id
    )
    insert into vigie.outbox (job_name, job_id, payload)
      select 'send-alert', 'send-alert-' || alert_id || '-step-0',
        jsonb_build_object('version', 1, 'alertId', alert_id, 'step', 0) from fresh
  $$`,
  `create or replace function vigie.begin_alert() returns trigger language plpgsql as $$
    declare
      since timestamptz := now();
      begun timestamptz := now();
    begin
      if new.outcome is not null or new.state = 'erased' then return null; end if;
      if tg_op = 'UPDATE' then
        if old.lane = 'protect' and old.outcome is null and old.state <> 'erased' then return null; end if;
        -- A judgment that is taken back begins now; everything else began as the item came into the lane.
        if new.entered_at <> old.entered_at then begun := new.entered_at; end if;
        since := begun;
      else
        begun := new.opened_at;
      end if;
      -- Of a post that is new here the promise of 60 seconds counts from when it was collected.
      if tg_op = 'INSERT' or new.post_id <> old.post_id then
        since := coalesce((select p.collected_at from vigie.posts p where p.id = new.post_id), begun);
      end if;
      perform vigie.start_alert(new, since, begun);
      return null;
    end
  $$`,
  `create function vigie.end_alert() returns trigger language plpgsql as $$
    begin
      update vigie.alerts a set acknowledged_at = now(), acknowledged_by = ${BY}
        from vigie.items i where i.id = new.id and a.item_id = i.id and a.acknowledged_at is null;
      return null;
    end
  $$`,
  `create trigger items_end_alert after update of outcome, state on vigie.items
    for each row when (new.lane = 'protect' and (new.outcome is not null or new.state = 'erased'))
    execute function vigie.end_alert()`,
  `update vigie.alerts a set acknowledged_at = now(), acknowledged_by = ${BY}
    from vigie.items i where i.id = a.item_id and a.acknowledged_at is null and ${IS_OVER}`,
  // Those whose alert a claim had ended, and nobody ever ended them.
  `select vigie.start_alert(i, p.collected_at, now()) from vigie.items i join vigie.posts p on p.id = i.post_id
    where i.lane = 'protect' and not ${IS_OVER}`,
];
