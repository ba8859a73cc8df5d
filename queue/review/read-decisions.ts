import type { Kysely } from 'kysely';
import { type Decision, Outcome, Stage } from '../contracts/decision.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { placeOf } from './item-place.ts';
import { readSealed } from './item-post.ts';
import type { ItemRow } from './item-row.ts';

/** The judgments of an item that stand, in their order. Notes are opened while the post's key exists. */
export async function readDecisions(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<Decision[]> {
  const key = (await readSealed(db, row))?.wrapped_key;
  const rows = await db
    .selectFrom(placeOf(row).decisions)
    .selectAll()
    .where('item_id', '=', row.id)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map((decision) => ({
    version: 2,
    itemId: row.id,
    stage: Stage.parse(decision.stage),
    outcome: Outcome.parse(decision.outcome),
    reason: decision.reason,
    ...(decision.sealed_note && key
      ? { note: vault.open(row.post_id, { wrappedKey: key, sealed: decision.sealed_note }) }
      : {}),
    elements: decision.elements,
    spans: decision.spans,
    actor: decision.actor,
    decidedAt: decision.decided_at.toISOString(),
    dwellMs: decision.dwell_ms,
  }));
}
