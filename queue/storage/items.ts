import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

export interface FlaggedPost {
  readonly postId: string;
  readonly lane: 'review' | 'protect';
  /** Keyed token of the text: exact copies share it and become members of one item. */
  readonly contentToken: Uint8Array;
  readonly sourceId: string;
  readonly language: string;
}

/**
 * Puts flagged posts in front of people: a new text opens an item, a copy joins the one that is there. Doubt resolves
 * to protection: a copy flagged `protect` moves an undecided item there.
 * @returns ids of the items that were opened now
 */
export async function openItems(
  tx: Kysely<Schema>,
  flagged: readonly FlaggedPost[],
  now: Date,
): Promise<string[]> {
  if (flagged.length === 0) return [];
  const { rows } = await sql<{ id: string; opened: boolean }>`
    with given as (
      select * from unnest(
        ${flagged.map((post) => post.postId)}::text[],
        ${flagged.map((post) => post.lane)}::text[],
        ${flagged.map((post) => post.contentToken)}::bytea[],
        ${flagged.map((post) => post.sourceId)}::text[],
        ${flagged.map((post) => post.language)}::text[]
      ) as t (post_id, lane, content_token, source_id, language)
    ), firsts as (
      select distinct on (content_token) * from given order by content_token, lane, post_id
    ), items as (
      insert into vigie.items as i (id, lane, state, post_id, content_token, source_id, language, opened_at)
      select substr(encode(content_token, 'hex'), 1, 24), lane, 'waiting', post_id, content_token, source_id, language,
        ${now} from firsts
      on conflict (content_token) do update
        set lane = case when excluded.lane = 'protect' and i.outcome is null then 'protect' else i.lane end
      returning i.id, i.content_token, i.post_id
    ), members as (
      insert into vigie.item_members (post_id, item_id, joined_at)
      select given.post_id, items.id, ${now} from given join items using (content_token)
      on conflict (post_id) do nothing
    )
    select items.id, exists (select from firsts where firsts.post_id = items.post_id) as opened from items
  `.execute(tx);
  return rows.filter((row) => row.opened).map((row) => row.id);
}

/** Gives flagged texts their longer retention. */
export async function extendRetention(
  tx: Kysely<Schema>,
  postIds: readonly string[],
  eraseAt: Date,
): Promise<void> {
  if (postIds.length === 0) return;
  await tx
    .updateTable('vigie.sealed_posts')
    .set({ erase_at: eraseAt })
    .where('post_id', 'in', postIds)
    .execute();
}
