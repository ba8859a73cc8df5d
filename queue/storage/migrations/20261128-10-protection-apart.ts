import { type Kysely, sql } from 'kysely';

/**
 * Items of the protection lane are counted under it, whatever they end as: counted among the others, they were what the items had
 * more than the posts to review (PRO-09). What was counted before stays. The lanes are not kept with it, and a month that is over
 * does not change: from tables and reports of both kinds the difference could be read, which is the count that must not be told.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`create or replace function vigie.count_item(item vigie.items, family text, state text, change bigint) returns void
      language sql as $$
        insert into vigie.figures
        select to_char(now() at time zone 'UTC', 'YYYY-MM'), family, case when is_hidden then 'protect' else state end,
          coalesce(substring(item.language from '^[a-z]{2,8}'), 'und'), coalesce(d.platform, 'unknown'),
          case when is_hidden then 'unknown' else coalesce(d.origin, 'unknown') end,
          case when is_hidden then 'unknown' else coalesce(d.destination, 'unknown') end, change
        -- Of people at risk nothing says where they are.
        from (select item.lane = 'protect' or state = 'protect' as is_hidden) h
          left join vigie.item_dimensions d on d.item_id = item.id
      $$`)
    .execute(db);
}
