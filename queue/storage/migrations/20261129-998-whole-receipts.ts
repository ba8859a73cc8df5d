import { type Kysely, sql } from 'kysely';

/**
 * A receipt tells of everything that was sent with it. A contest of several versions is decided once each of them is: the receipt had told
 * of the first alone, as "nothing changes" while another version was erased or waited still. A thread is closed once each of
 * its messages is: a message that came after the first was closed had been told as closed before anybody read it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function vigie.read_receipt(hash bytea)
      returns table (kind text, state text, changed_on date, answer bytea)
      language sql stable security definer set search_path = pg_catalog, pg_temp
      as $$
        select 'contest',
          case
            when bool_or(o.decided_on is null)
              then case when bool_and(o.state = 'received') then 'received' else 'examined' end
            when bool_and(o.state = 'rejected') then 'rejected'
            -- A text that was gone before is kept as little as one that was erased for this.
            when bool_and(o.erased_on is not null or o.reason = 'nothing_held') then 'erased'
            else 'upheld'
          end,
          case when bool_and(o.decided_on is not null) then max(o.decided_on) end,
          null::bytea
        from vigie.contests c
          cross join lateral (
            select c.state, c.reason, c.decided_on, c.erased_on
            union all
            select b.state, b.reason, b.decided_on, b.erased_on from vigie.contests b where b.beside = c.id
          ) o
        where c.receipt_hash = hash
        group by c.id
        union all
        select 'report', told.state, case when told.state in ('answered', 'closed') then told.answered_on end, told.answer
        from (
          -- An answer comes first; then the message that came least far.
          select (array['answered', 'received', 'referred', 'read', 'closed'])[
              min(array_position(array['answered', 'received', 'referred', 'read', 'closed'], m.state))] as state,
            max(m.answered_on) as answered_on,
            (array_agg(m.answer order by m.answered_on desc, m.id) filter (where m.answer is not null))[1] as answer
          from (
            select r.id, r.answer, r.answered_on,
              case when r.state = 'received' and r.sealed is null and r.distress is null then 'referred' else r.state end
                as state
            from vigie.reports r where r.receipt_hash = hash
          ) m
          having count(*) > 0
        ) told
      $$
  `.execute(db);
}
