import { sql } from 'kysely';
import type { Judgment, Outcome, Stage } from '../contracts/decision.ts';
import type { EntryKind } from '../contracts/entry.ts';
import { AppError } from '../runtime/errors.ts';
import type { Vault } from '../vault/index.ts';
import { placeOf } from './item-place.ts';
import type { ItemRow } from './item-row.ts';
import { sealBeside } from './seal-beside.ts';
import { log, type Step } from './step.ts';
import { viewingTime } from './viewing-time.ts';

const KINDS: Readonly<Record<Stage, EntryKind>> = {
  first: 'item.judged',
  after_reveal: 'item.judged',
  revision: 'item.revised',
  second: 'item.seconded',
  adjudication: 'item.adjudicated',
  override: 'item.overridden',
};

/**
 * Records one judgment with its entry.
 * @param text the post as it was read; cited parts must lie in it
 * @returns the judgment's number
 */
export async function recordDecision(
  step: Step,
  vault: Vault,
  stage: Stage,
  judgment: Judgment,
  text: string,
): Promise<number> {
  const { tx, row, actor, now } = step;
  refuseOffer(row, judgment.outcome);
  const spans = requireSpans(judgment, text);
  const note = judgment.note === undefined ? null : await sealBeside(tx, vault, row, judgment.note);
  const elements = judgment.elements ?? [];
  const dwell =
    stage === 'revision' || row.claimed_at === null ? null : now.getTime() - row.claimed_at.getTime();
  const decision = await tx
    .insertInto(placeOf(row).decisions)
    .values({
      item_id: row.id,
      stage,
      outcome: judgment.outcome,
      reason: judgment.reason,
      sealed_note: note,
      sealed_for: note === null ? null : row.post_id,
      actor: actor.id,
      decided_at: now,
      undone_at: null,
      elements: sql`${elements}::text[]`,
      spans: sql`${JSON.stringify(spans)}::jsonb`,
      dwell_ms: dwell,
      viewing_ms: viewingTime(text, row.language),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await log(step, KINDS[stage], {
    decision: decision.id,
    stage,
    outcome: judgment.outcome,
    reason: judgment.reason,
    elements,
    spans: spans.map(({ start, end }) => ({ start, end })),
    dwellMs: dwell,
    hasNote: note !== null,
  });
  return decision.id;
}

/** Oversight's word on an override, with its sealed reason. It judges nothing: what was judged stands or goes on. */
export async function recordOverride(
  step: Step,
  vault: Vault,
  word: 'approve' | 'refuse',
  note: string,
): Promise<void> {
  const { tx, row, actor, now } = step;
  await tx
    .insertInto('vigie.decisions')
    .values({
      item_id: row.id,
      stage: 'override',
      outcome: word === 'approve' ? 'offer' : 'unresolved',
      reason: word,
      sealed_note: await sealBeside(tx, vault, row, note),
      sealed_for: row.post_id,
      actor: actor.id,
      decided_at: now,
      undone_at: null,
      dwell_ms: null,
      viewing_ms: null,
    })
    .execute();
  await log(step, 'item.overridden', { step: word });
}

function requireSpans({ spans = [] }: Judgment, text: string): Judgment['spans'] & {} {
  const beyond = spans.find(({ end }) => end > text.length);
  if (beyond === undefined) return spans;
  throw new AppError(
    'input.invalid',
    `expected cited parts within the post's ${text.length} UTF-16 units, found one that ends at ${beyond.end}`,
    { path: 'spans' },
  );
}

/** No way leads from the protection lane to enforcement (PRO-02). */
function refuseOffer(row: ItemRow, outcome: Outcome): void {
  if (row.lane !== 'protect' || outcome !== 'offer') return;
  throw new AppError(
    'item.conflict',
    'expected protect, not_offer or unresolved: an item of the protection lane never becomes an offer',
    { id: row.id },
  );
}
