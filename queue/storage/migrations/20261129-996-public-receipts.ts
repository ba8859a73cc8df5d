import { type Kysely, sql } from 'kysely';

/**
 * A text that went to protection alone is in no export, so it stayed "nobody has read it yet" for as long as it was kept: its receipt
 * says where it is. A contest is decided by anybody who has read it, not by the last one alone. Where several items are about the
 * contested address, as versions of an edited post are, each is decided for itself, and the receipt says "erased" once all of them
 * were.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vigie.contests
      add column examiners text[] not null default '{}',
      -- The contest that somebody sent, for one that was opened beside it about another item of the same address.
      add column beside uuid
  `.execute(db);
  await sql`update vigie.contests set examiners = array[examiner] where examiner is not null`.execute(db);
  await sql`alter table vigie.contests drop column examiner`.execute(db);
  await sql`create index contests_beside on vigie.contests (beside) where beside is not null`.execute(db);
  await sql`
    create or replace function vigie.read_receipt(hash bytea)
      returns table (kind text, state text, changed_on date, answer bytea)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        select 'contest',
          case
            when c.erased_on is not null
              and not exists (select from vigie.contests o where o.beside = c.id and o.erased_on is null) then 'erased'
            else c.state
          end,
          c.decided_on, null::bytea
        from vigie.contests c where c.receipt_hash = hash
        union all
        select * from (
          select 'report',
            case when r.state = 'received' and r.sealed is null and r.distress is null then 'referred' else r.state end,
            r.answered_on, r.answer
          from vigie.reports r where r.receipt_hash = hash
          order by r.answered_on desc nulls last,
            array_position(array['answered', 'closed', 'read', 'received'], r.state)
          limit 1
        ) latest
      $$
  `.execute(db);
  // What is given up is with nobody, and its receipt says no more that it is. The role of the processes reads no sealed report.
  await sql`
    create function vigie.give_up_referral(report uuid) returns void
      language sql security definer set search_path = pg_catalog, pg_temp
      as $$
        update vigie.reports set distress = null, state = case when sealed is null then 'closed' else state end
        where id = report
      $$
  `.execute(db);
  await sql`revoke all on function vigie.give_up_referral(uuid) from public`.execute(db);
}
