import { type Kysely, sql } from 'kysely';
import { type CustodyVault, recordCustody } from './custody.ts';
import type { Schema } from './schema.ts';

/**
 * Ends the custody of items of which no capture is left: what was preserved of them cannot be opened any more, also where a younger copy
 * still has its text. To be called in the transaction that erased, which holds the items, with all or more posts than it erased: of
 * two that each erase a text, the second to hold the item finds that its custody has ended.
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
    select distinct m.item_id from vigie.item_members m
      join vigie.custody_events c on c.item_id = m.item_id and c.kind = 'control'
    where (m.post_id = any(${[...(given.postIds ?? [])]}::text[]) or m.item_id = ${given.itemId ?? null})
      and not exists (
        select from vigie.captures k join vigie.sealed_posts s on s.post_id = k.post_id
        where k.item_id = m.item_id and k.state = 'captured')
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
