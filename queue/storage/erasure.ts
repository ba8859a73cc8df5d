import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

export interface Erased {
  readonly texts: number;
  /** Posts whose text ran out before any worker assessed them; they end as dead. */
  readonly unassessed: number;
  /** Open items whose text ran out before anybody judged. */
  readonly itemIds: string[];
}

/**
 * Erases what is due: the sealed text with its key, the author's token, the salt and body of the assessment. What
 * remains says only that a post was seen, when, and how it was assessed.
 * @param limit at most this many posts in one transaction
 */
export async function eraseDue(tx: Kysely<Schema>, dueAt: Date, limit: number): Promise<Erased> {
  const { rows } = await sql<{ post_id: string; item_id: string | null; unassessed: boolean }>`
    with due as (
      delete from vigie.sealed_posts where post_id in (
        select post_id from vigie.sealed_posts where erase_at <= ${dueAt} order by erase_at limit ${limit}
        for update skip locked
      ) returning post_id
    ), late as (
      select id from vigie.posts where id in (select post_id from due) and status = 'staged'
    ), tokens as (
      update vigie.posts set author_token = null, status = case when status = 'staged' then 'dead' else status end
      where id in (select post_id from due)
    ), bodies as (
      update vigie.assessments set body = null, salt = null where post_id in (select post_id from due)
    ), items as (
      update vigie.items set state = 'erased', claimed_by = null, lease_until = null
      where outcome is null and state <> 'erased' and post_id in (select post_id from due) returning id, post_id
    )
    select due.post_id, items.id as item_id, late.id is not null as unassessed
    from due left join items using (post_id) left join late on late.id = due.post_id
  `.execute(tx);
  return {
    texts: rows.length,
    unassessed: rows.filter((row) => row.unassessed).length,
    itemIds: rows.flatMap((row) => row.item_id ?? []),
  };
}
