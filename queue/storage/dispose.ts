import { type Kysely, sql } from 'kysely';
import { type CustodyVault, recordCustody } from './custody.ts';
import type { Schema } from './schema.ts';

/**
 * Ends the custody of items whose last text is gone: what was preserved of them cannot be opened any more. To be called in the
 * transaction that erased, which holds the items, with all or more posts than it erased: of two that each erase one of the last
 * texts, the second to hold the item finds none left.
 */
export async function disposeErased(
  tx: Kysely<Schema>,
  vault: CustodyVault,
  given: {
    /** Posts whose texts went. */
    readonly postIds?: readonly string[];
    /** Or the item whose texts did. */
    readonly itemId?: string;
    readonly actor: string;
    readonly now: Date;
  },
): Promise<void> {
  const { rows } = await sql<{ item_id: string }>`
    select distinct m.item_id from vigie.item_members m join vigie.custody_events c on c.item_id = m.item_id
    where (m.post_id = any(${[...(given.postIds ?? [])]}::text[]) or m.item_id = ${given.itemId ?? null})
      and not exists (
        select from vigie.item_members o join vigie.sealed_posts s on s.post_id = o.post_id where o.item_id = m.item_id)
      and not exists (
        select from vigie.custody_events d where d.item_id = m.item_id and d.kind = 'disposition'
          and d.event::jsonb ->> 'what' = 'erased' and d.number > (
            select max(k.number) from vigie.custody_events k where k.item_id = m.item_id and k.kind = 'control'))
    order by m.item_id
  `.execute(tx);
  const event = { kind: 'disposition', what: 'erased', export: null } as const;
  for (const { item_id: itemId } of rows)
    await recordCustody(tx, vault, { itemId, actor: given.actor, now: given.now, event });
}
