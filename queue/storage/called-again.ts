import { type Kysely, type Selectable, sql } from 'kysely';
import type { PostStatus, Schema } from './schema.ts';
import type { ItemTable } from './schema-review.ts';

/**
 * Whether a copy may be of another person at risk than the one whom protection has done with. What people took for one counts,
 * also where rules take the copy for an offer.
 */
export function isCalledAgain(
  item: Pick<Selectable<ItemTable>, 'lane' | 'outcome'>,
  copy: 'review' | 'protect',
): boolean {
  if (item.lane !== 'protect' || item.outcome === null) return false;
  return copy === 'protect' || item.outcome !== 'not_offer';
}

/**
 * The newest copy that joined an item of the protection lane after `judgedAt`: whoever judged could not have meant it.
 * @returns what the item is to show; `undefined` where there is none, or none that has to be looked at
 */
export async function readCallSince(
  tx: Kysely<Schema>,
  item: Pick<Selectable<ItemTable>, 'id' | 'lane' | 'outcome'>,
  judgedAt: Date,
): Promise<{ readonly post_id: string; readonly source_id: string } | undefined> {
  const { rows } = await sql<{ post_id: string; source_id: string; status: PostStatus }>`
    select m.post_id, p.source_id, p.status from vigie.item_members m join vigie.posts p on p.id = m.post_id
      join vigie.sealed_posts s on s.post_id = m.post_id
    where m.item_id = ${item.id} and m.joined_at > ${judgedAt} order by m.joined_at desc, m.post_id
  `.execute(tx);
  const call = rows.find(({ status }) => isCalledAgain(item, status === 'protect' ? 'protect' : 'review'));
  return call && { post_id: call.post_id, source_id: call.source_id };
}
