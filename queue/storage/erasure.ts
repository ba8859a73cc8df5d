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
 * remains says only that a post was seen, when, and how it was assessed. The posts' rows are locked first, as scoring
 * does, and a post that is being scored is left for the next run.
 * @param limit at most this many posts in one transaction
 */
export async function eraseDue(tx: Kysely<Schema>, dueAt: Date, limit: number): Promise<Erased> {
  const { rows } = await sql<{ id: string; batchId: string; unassessed: boolean }>`
    with due as (
      select p.id, p.batch_id, p.status from vigie.sealed_posts s join vigie.posts p on p.id = s.post_id
      where s.erase_at <= ${dueAt} limit ${limit} for update of p skip locked
    ), texts as (
      delete from vigie.sealed_posts where post_id in (select id from due)
    ), tokens as (
      update vigie.posts set author_token = null, status = case when status = 'staged' then 'dead' else status end
      where id in (select id from due)
    )
    select id, batch_id as "batchId", status = 'staged' as unassessed from due
  `.execute(tx);
  if (rows.length === 0) return { texts: 0, unassessed: 0, itemIds: [] };
  const ids = rows.map((row) => row.id);
  await eraseAssessments(tx, ids, [...new Set(rows.map((row) => row.batchId))]);
  return {
    texts: rows.length,
    unassessed: rows.filter((row) => row.unassessed).length,
    itemIds: await moveOrEraseItems(tx, ids),
  };
}

/**
 * Statements of their own: they see assessments that were written while the locks were waited for. Unflagged posts of
 * one batch have one end, so their shared rows are emptied with the first of them.
 */
async function eraseAssessments(
  tx: Kysely<Schema>,
  postIds: readonly string[],
  batchIds: readonly string[],
): Promise<void> {
  await sql`
    update vigie.assessments set body = null, salt = null where post_id = any(${[...postIds]}::text[])
  `.execute(tx);
  await sql`
    update vigie.unflagged_assessments set bodies = null, salts = null
    where batch_id = any(${[...batchIds]}::text[]) and bodies is not null
  `.execute(tx);
}

/** An item whose post is gone shows a younger copy that still has its text; without one it ends as erased. */
async function moveOrEraseItems(tx: Kysely<Schema>, postIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    with hit as (
      select i.id, (
        select m.post_id from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id
        where m.item_id = i.id order by m.joined_at limit 1
      ) as heir
      from vigie.items i where i.post_id = any(${[...postIds]}::text[])
    )
    update vigie.items i set
      post_id = coalesce(hit.heir, i.post_id),
      state = case when hit.heir is null and i.outcome is null then 'erased' else i.state end,
      claimed_by = case when hit.heir is null then null else i.claimed_by end,
      lease_until = case when hit.heir is null then null else i.lease_until end
    from hit where hit.id = i.id returning i.id, i.state
  `.execute(tx);
  return rows.filter((row) => row.state === 'erased').map((row) => row.id);
}
