import type { Kysely } from 'kysely';
import type { Decision, Judgment } from '../contracts/decision.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import type { ItemRow } from './item-row.ts';
import { log, type Step, update } from './step.ts';

/** Records one judgment with its entry; a judgment of `protect` moves the item to the protection lane. */
export async function recordDecision(
  step: Step,
  vault: Vault,
  stage: Decision['stage'],
  judgment: Judgment,
): Promise<void> {
  const { tx, row, actor, now } = step;
  refuseOffer(row, judgment.outcome);
  const note = judgment.note === undefined ? null : await sealNote(tx, vault, row.post_id, judgment.note);
  const decision = await tx
    .insertInto('vigie.decisions')
    .values({
      item_id: row.id,
      stage,
      outcome: judgment.outcome,
      reason: judgment.reason,
      sealed_note: note,
      actor,
      decided_at: now,
      undone_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await log(step, stage === 'revision' ? 'item.revised' : 'item.judged', {
    decision: decision.id,
    stage,
    outcome: judgment.outcome,
    reason: judgment.reason,
    hasNote: note !== null,
  });
  if (judgment.outcome === 'protect' && row.lane !== 'protect') {
    await update(tx, row.id, { lane: 'protect' });
    await log(step, 'item.protected', {});
  }
}

/** Notes may repeat what a post says, so they are sealed under the post's key and die with it. */
async function sealNote(tx: Kysely<Schema>, vault: Vault, postId: string, note: string): Promise<Uint8Array> {
  const row = await tx
    .selectFrom('vigie.sealed_posts')
    .select('wrapped_key')
    .where('post_id', '=', postId)
    .executeTakeFirst();
  if (!row)
    throw new AppError('item.conflict', 'expected the text of this item, found it erased', { postId });
  return vault.sealUnder(postId, row.wrapped_key, note);
}

/** Whoever undid a judgment of this item has seen its score: what they say next is no first judgment (HUM-02). */
export async function stageOf({ tx, row, actor }: Step): Promise<Decision['stage']> {
  const undone = await tx
    .selectFrom('vigie.decisions')
    .select('id')
    .where('item_id', '=', row.id)
    .where('actor', '=', actor)
    .where('undone_at', 'is not', null)
    .executeTakeFirst();
  return undone ? 'after_reveal' : 'first';
}

/** No way leads from the protection lane to enforcement (PRO-02). */
export function refuseOffer(row: ItemRow, outcome: string): void {
  if (row.lane !== 'protect' || outcome !== 'offer') return;
  throw new AppError(
    'item.conflict',
    'expected protect, not_offer or unresolved: an item of the protection lane never becomes an offer',
    { id: row.id },
  );
}
