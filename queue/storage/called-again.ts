import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
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
 * What the member `m` had ended as before another call opened its item `i` again; null of the calls of now. The post that the item
 * shows is one of these while it waits, and where it ends as somebody at risk, whatever it was: whoever is at risk by it must have
 * something to be judged by. Any other end is of a later call whose text is gone, and takes nothing from what an earlier one had.
 */
export const ENDED_AS = sql<string | null>`case
  when m.post_id <> i.post_id or i.outcome <> 'protect' then m.ended_as
end`;

/** Of the protection lane's item `i`: the first judgment since it came there, also where that was taken back or left to somebody else. */
const FIRST_JUDGED = sql`coalesce((
  select min(d.decided_at) from vigie.decisions d where d.item_id = i.id and d.decided_at > i.entered_at
), i.judged_at)`;

/**
 * The newest copy that joined an item of the protection lane after it was first judged: it goes on to show the post from before, so
 * nobody who judged could have meant the copy.
 * @returns what the item is to show; `undefined` where there is none, or none that has to be looked at
 */
export async function readCallSince(
  tx: Kysely<Schema>,
  item: Pick<Selectable<ItemTable>, 'id' | 'lane' | 'outcome'>,
): Promise<{ readonly post_id: string; readonly source_id: string } | undefined> {
  const { rows } = await sql<{ post_id: string; source_id: string; status: PostStatus }>`
    select m.post_id, p.source_id, p.status from vigie.item_members m join vigie.posts p on p.id = m.post_id
      join vigie.sealed_posts s on s.post_id = m.post_id join vigie.items i on i.id = m.item_id
    where i.id = ${item.id} and m.joined_at > ${FIRST_JUDGED} order by m.joined_at desc, m.post_id
  `.execute(tx);
  const call = rows.find(({ status }) => isCalledAgain(item, status === 'protect' ? 'protect' : 'review'));
  return call && { post_id: call.post_id, source_id: call.source_id };
}

/**
 * Writes down of the calls that protection has done with what they ended as, before the item is opened again for another: their texts
 * are kept for that long and no longer.
 * @param which `judged` leaves out those that came after the first judgment; `all` are those of an item that had ended
 */
export async function endCalls(
  tx: Kysely<Schema>,
  item: { readonly id: string; readonly outcome: string | null },
  which: 'all' | 'judged',
): Promise<void> {
  await sql`
    update vigie.item_members m set ended_as = ${item.outcome} from vigie.items i
    where i.id = ${item.id} and m.item_id = i.id and m.ended_as is null
      and ${which === 'all' ? sql`true` : sql`m.joined_at <= ${FIRST_JUDGED}`}
  `.execute(tx);
}

/** Whether the item waits for another call than one that it had been judged for. */
export async function hasEndedCall(db: Kysely<Schema>, itemId: string): Promise<boolean> {
  const { rows } = await sql`
    select from vigie.item_members m join vigie.items i on i.id = m.item_id
    where i.id = ${itemId} and i.outcome is null and ${ENDED_AS} is not null limit 1
  `.execute(db);
  return rows.length > 0;
}

/**
 * When something comes to the item `i` that is in hand now, whatever the time `now` of whoever brings it: what waited for the item's
 * lock while somebody judged, or has a clock that is behind, comes after that judgment and not before it. To be asked in a
 * statement of its own, once the item is locked.
 */
export function afterJudgments(now: Date): RawBuilder<Date> {
  return sql<Date>`greatest(${now}::timestamptz, (
    select max(d.decided_at) + interval '1 millisecond' from vigie.decisions d where d.item_id = i.id
  ))`;
}
