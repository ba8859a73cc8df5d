import { hasWords, type Judgment, MIN_NOTE_LENGTH, type Outcome, type Stage } from '../contracts/decision.ts';
import type { ItemState } from '../contracts/item.ts';
import { categoryOfAuthor } from '../contracts/person.ts';
import { AppError } from '../runtime/errors.ts';
import { endCalls, readCallSince } from '../storage/called-again.ts';
import { toProtection } from '../storage/items.ts';
import { recallItem } from '../storage/recalls.ts';
import type { Vault } from '../vault/index.ts';
import { viewingLeft } from './item-content.ts';
import { placeOf } from './item-place.ts';
import { openPost, readAssessment } from './item-post.ts';
import { verdictOf } from './machine.ts';
import { isProtectedVoice } from './override.ts';
import { recordDecision, recordOverride } from './record-decision.ts';
import { log, RELEASED, type Step, targetOf, update } from './step.ts';

/** A judgment under a claim: the first, the blind second or the adjudicator's, as the item stands. */
export async function judge(step: Step, vault: Vault, judgment: Judgment, claim: number): Promise<void> {
  const { row } = step;
  if (row.claim_no !== claim) {
    throw new AppError(
      'item.conflict',
      `expected the claim in force, number ${row.claim_no}, found number ${claim}: the post was claimed anew since`,
      { id: row.id },
    );
  }
  const text = await requireText(step, vault);
  requireViewed(step, text);
  const stage = stageOf(step);
  const decision = await recordDecision(step, vault, stage, judgment, text);
  if (judgment.outcome === 'protect' && row.lane === 'review') return handOver(step, vault, judgment.reason);
  if (stage === 'second') return settleSecond(step, judgment, decision);
  if (stage === 'adjudication') return end(step, judgment, decision);
  await update(step, {
    ...RELEASED,
    state: targetOf(step, verdictOf(judgment.outcome, false)),
    judged_by: step.actor.id,
    judged_at: step.now,
  });
  await log(step, 'item.revealed', {});
}

/** The one change after the reveal: it says why (HUM-03, HUM-05). */
export async function revise(step: Step, vault: Vault, judgment: Judgment): Promise<void> {
  requireWords(judgment.note, 'that says why the judgment changed');
  const decision = await recordDecision(step, vault, 'revision', judgment, await requireText(step, vault));
  await update(step, { judged_at: step.now });
  await conclude(step, vault, judgment, decision);
}

/** Ends the first review: an offer goes on to a blind second reviewer, anything else is the outcome. */
async function conclude(
  step: Step,
  vault: Vault,
  judgment: Pick<Judgment, 'outcome' | 'reason'>,
  decision: number,
): Promise<void> {
  if (judgment.outcome === 'protect' && step.row.lane === 'review')
    return handOver(step, vault, judgment.reason);
  if (judgment.outcome !== 'offer') return end(step, judgment, decision);
  await update(step, { ...RELEASED, state: targetOf(step, 'offer') });
  await log(step, 'item.concluded', { stage: 'first', outcome: 'offer' });
}

/** The judgment that stands from the first review. */
export async function keepFirst(step: Step, vault: Vault): Promise<void> {
  const first = await standingDecision(step);
  await conclude(step, vault, first, first.id);
}

/**
 * Hands the item to protection: from here on it is out of reach for everybody else, and nobody's offer; what was handed over of
 * it is called back (PRO-02, PRO-10).
 */
async function handOver(step: Step, vault: Vault, reason: string): Promise<void> {
  const { tx, row, actor, now } = step;
  await update(step, toProtection(now));
  await recallItem(tx, vault, { itemId: row.id, actor: actor.id, now });
  await log(step, 'item.protected', { from: step.row.state, reason });
}

/**
 * Hands over an item that nobody judges with this step: a closed one may have lost its text, and an item without one could
 * neither be judged nor end in protection.
 * @throws AppError `item.conflict` when the text is erased
 */
export async function handOverAlone(step: Step, vault: Vault, reason: string): Promise<void> {
  await requireText(
    step,
    vault,
    ', and protection could read nothing: tell its staff what you know; call back what is out of it',
  );
  return handOver(step, vault, reason);
}

/** Two reviewers who agree on an offer, or a disagreement that an adjudicator settles (HUM-06, HUM-07). */
async function settleSecond(step: Step, judgment: Judgment, decision: number): Promise<void> {
  await update(step, { second_decision: decision });
  if (judgment.outcome === 'offer') return end(step, judgment, decision);
  await update(step, { ...RELEASED, state: targetOf(step, verdictOf(judgment.outcome, false)) });
  await log(step, 'item.disputed', {});
}

/** The item's outcome, or where the rules heard a protected voice, the wait for oversight's word on an offer. */
async function end(
  step: Step,
  { outcome, reason }: Pick<Judgment, 'outcome' | 'reason'>,
  decision: number,
): Promise<void> {
  const verdict = verdictOf(outcome, outcome === 'offer' && (await isOverride(step)));
  const state = targetOf(step, verdict);
  if (state !== 'outcome') {
    await update(step, { ...RELEASED, state });
    await log(step, 'item.overridden', { step: 'asked' });
    return;
  }
  await recordOutcome(step, { outcome, reason }, decision, state);
}

/** The outcome with the judgment that it rests on. */
async function recordOutcome(
  step: Step,
  { outcome, reason }: Pick<Judgment, 'outcome' | 'reason'>,
  decision: number,
  state: ItemState,
): Promise<void> {
  const author = categoryOfAuthor(outcome, reason);
  await update(step, {
    ...RELEASED,
    state,
    outcome,
    author_category: author,
    concluding_decision: decision,
  });
  await log(step, 'item.concluded', { outcome, author });
  await openAgain(step, outcome);
}

/** A call for help in the same words that came after it was first judged is another one: its item waits again at once (PRO-07). */
async function openAgain(step: Step, outcome: Outcome): Promise<void> {
  const { tx, row, now } = step;
  if (row.lane !== 'protect') return;
  const call = await readCallSince(tx, { id: row.id, lane: row.lane, outcome });
  if (call === undefined) return;
  await endCalls(tx, { id: row.id, outcome }, 'judged');
  await update(step, { ...toProtection(now), ...call, opened_at: now });
  await log(step, 'item.opened', { again: true });
}

/** Oversight's word on an override: it stands as an offer, or an adjudicator looks at it. */
export async function settleOverride(
  step: Step,
  vault: Vault,
  word: 'approve' | 'refuse',
  note: string,
): Promise<void> {
  requireWords(note, 'that says why');
  const state = targetOf(step, 'override');
  const standing = await standingDecision(step);
  await recordOverride(step, vault, word, note);
  if (word === 'refuse') return update(step, { ...RELEASED, state });
  await recordOutcome(step, standing, standing.id, state);
}

async function isOverride({ tx, row }: Step): Promise<boolean> {
  const assessment = await readAssessment(tx, row);
  return assessment !== null && isProtectedVoice(assessment);
}

function standingDecision({ tx, row }: Step) {
  return tx
    .selectFrom(placeOf(row).decisions)
    .select(['id', 'outcome', 'reason'])
    .where('item_id', '=', row.id)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
}

function requireWords(note: string | undefined, what: string): void {
  if (hasWords(note)) return;
  throw new AppError(
    'input.invalid',
    `expected a note of at least ${MIN_NOTE_LENGTH} characters ${what}, found none`,
    { path: 'note' },
  );
}

async function requireText({ tx, row }: Step, vault: Vault, andSo = ''): Promise<string> {
  const post = await openPost(tx, vault, row);
  if (post) return post.sealed.text;
  throw new AppError('item.conflict', `expected the text of this item, found it erased${andSo}`, {
    id: row.id,
  });
}

/** An early key is held by the page; whoever comes past it is told how long is left (HUM-08). */
function requireViewed({ row, now }: Step, text: string): void {
  const leftMs = viewingLeft(row, text, now.getTime());
  if (leftMs === 0) return;
  throw new AppError(
    'item.too-early',
    `expected the post to be read first, found a judgment ${Math.ceil(leftMs / 1000)} s too early`,
    { id: row.id, waitMs: leftMs },
  );
}

/** Whoever judged this before has seen what the rules found: what they say next is no first judgment (HUM-02). */
function stageOf({ row, actor }: Step): Stage {
  if (row.state === 'second') return 'second';
  if (row.state === 'disputed') return 'adjudication';
  return row.judges_now.includes(actor.id) ? 'after_reveal' : 'first';
}
