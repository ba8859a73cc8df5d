import type { Kysely } from 'kysely';
import { type Decision, Outcome, Stage } from '../contracts/decision.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { placeOf } from './item-place.ts';
import type { ItemRow } from './item-row.ts';
import { openBeside } from './open-beside.ts';

/** The judgments of an item that stand, in their order. Notes are opened while the key of the post that they are about exists. */
export async function readDecisions(db: Kysely<Schema>, vault: Vault, row: ItemRow): Promise<Decision[]> {
  const rows = await db
    .selectFrom(placeOf(row).decisions)
    .selectAll()
    .where('item_id', '=', row.id)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute();
  const decisions: Decision[] = [];
  for (const decision of rows) {
    const about = { ...row, post_id: decision.sealed_for ?? row.post_id };
    const note = await openBeside(db, vault, about, decision.sealed_note);
    decisions.push({
      version: 2,
      itemId: row.id,
      stage: Stage.parse(decision.stage),
      outcome: Outcome.parse(decision.outcome),
      reason: decision.reason,
      ...(note === null ? {} : { note }),
      elements: decision.elements,
      spans: decision.spans,
      actor: decision.actor,
      decidedAt: decision.decided_at.toISOString(),
      dwellMs: decision.dwell_ms,
    });
  }
  return decisions;
}
