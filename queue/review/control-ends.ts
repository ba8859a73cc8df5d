import type { Kysely } from 'kysely';
import type { ControlFeedback } from '../contracts/control.ts';
import { Outcome } from '../contracts/decision.ts';
import { appendEntry } from '../log/append.ts';
import type { Schema } from '../storage/schema.ts';
import { type ItemRow, readDeskItem } from './item-row.ts';
import { RELEASED, type Step, update } from './step.ts';

/**
 * Ends a control item after a step by which an item of a post would have gone on to somebody else, or come to an outcome:
 * the answer is compared with the known one, and from here on it is of interest to who judged it alone.
 */
export async function endControl(step: Step): Promise<void> {
  const { tx, actor, now } = step;
  const row = await readDeskItem(tx, step.row.id, false);
  const answer = await answerOf(tx, row);
  if (answer === null) return;
  const expected = (await readKnown(tx, row.id))?.expected;
  await update(step, { ...RELEASED, lane: 'review', state: 'outcome', outcome: answer, judged_by: actor.id });
  await tx
    .updateTable('vigie.controls')
    .set({ ended_at: now, is_right: answer === expected })
    .where('item_id', '=', row.id)
    .execute();
  const entry = { kind: 'control.ended', actor: actor.id, at: now } as const;
  await appendEntry(tx, { ...entry, subject: row.id, body: {} });
}

/** What the reviewer said in the end; `null` while they are still at it. */
async function answerOf(tx: Kysely<Schema>, { id, lane, state }: ItemRow): Promise<Outcome | null> {
  if (lane === 'protect') return 'protect';
  if (state !== 'second' && state !== 'outcome') return null;
  const { outcome } = await tx
    .selectFrom('vigie.control_decisions')
    .select('outcome')
    .where('item_id', '=', id)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  return outcome;
}

/** What was known of an ended control item, and what was said of it; of a sampled post nothing was known. */
export async function readFeedback(
  db: Kysely<Schema>,
  { id, outcome }: ItemRow,
): Promise<ControlFeedback | undefined> {
  const known = await readKnown(db, id);
  if (known === undefined) return undefined;
  return {
    expected: known.expected,
    reason: known.expected_reason,
    explanation: known.explanation,
    answer: Outcome.parse(outcome),
    isRight: known.is_right === true,
  };
}

function readKnown(db: Kysely<Schema>, id: string) {
  return db
    .selectFrom('vigie.controls')
    .select(['expected', 'expected_reason', 'explanation', 'is_right'])
    .where('item_id', '=', id)
    .executeTakeFirst();
}
