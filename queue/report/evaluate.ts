import type { Kysely } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import type { EvaluationPlan } from '../contracts/evaluation.ts';
import { endOfMonth, type Month, monthOf } from '../contracts/figure.ts';
import { agreementOf } from '../review/agreement.ts';
import { AppError } from '../runtime/errors.ts';
import { isOver } from '../statistics/differencing.ts';
import { hasMissed, type Miss, readPlans, recordMiss } from '../storage/evaluations.ts';
import { readSubjectOutcomes, type SubjectOutcome } from '../storage/figures.ts';
import { holdRule } from '../storage/rule-holds.ts';
import type { Schema } from '../storage/schema.ts';
import { suspendSource } from '../storage/suspensions.ts';

export interface Evaluated {
  readonly misses: readonly (Miss & { readonly isSecond: boolean })[];
}

/**
 * Whether what a rule flagged, or what came of a source, was an offer too seldom: with enough decided items, where the whole
 * 95 % interval of the share lies below the plan.
 */
export function isMissed({ offer, notOffer }: SubjectOutcome, plan: EvaluationPlan): boolean {
  const n = offer + notOffer;
  const { interval } = agreementOf(n, offer);
  return n >= plan.leastDecided && interval !== null && interval[1] < plan.leastPrecision;
}

const ACTOR = PROCESS.evaluation;

/**
 * Holds every rule and source against the plan of a month that is over. Who misses two months in a row is put out of use, in
 * whichever order the months are evaluated. Evaluating a month again finds nothing new.
 * @param options.unmeasured rules that protect people or speak against an offer, which nothing puts out of use: what such a rule found
 * is seldom an offer where it is right
 * @throws AppError `usage.invalid` for a month that is not over, or without a plan
 */
export async function evaluateMonth(
  db: Kysely<Schema>,
  month: Month,
  { now, unmeasured }: { readonly now: Date; readonly unmeasured: ReadonlySet<string> },
): Promise<Evaluated> {
  const [fixed] = await readPlans(db, [month]);
  if (!isOver(month, now)) throw badMonth('a month that is over', month);
  if (fixed === undefined) throw badMonth('a month whose plan was fixed before it began', month);
  const outcomes = await readSubjectOutcomes(db, { first: month, last: month });
  const misses: (Miss & { isSecond: boolean })[] = [];
  const measured = outcomes.filter(({ kind, subject }) => kind !== 'rule' || !unmeasured.has(subject));
  for (const { kind, subject } of measured.filter((one) => isMissed(one, fixed.plan))) {
    if (await hasMissed(db, month, { kind, subject })) continue;
    const isSecond = await hasMissedBeside(db, month, { kind, subject });
    // Before it is written that it was found: whoever dies in between does it again, and nobody is left in use.
    if (isSecond) await putOutOfUse(db, { kind, subject }, now);
    await recordMiss(db, month, { kind, subject, isSecond }, { actor: ACTOR, now });
    misses.push({ kind, subject, isSecond });
  }
  return { misses };
}

/** Whether the month before or after was missed: whoever forgot a month makes up for it when the next one is done already. */
async function hasMissedBeside(db: Kysely<Schema>, month: Month, miss: Miss): Promise<boolean> {
  const before = monthOf(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1)));
  return (await hasMissed(db, before, miss)) || hasMissed(db, monthOf(endOfMonth(month)), miss);
}

/** A rule goes on hold, a source is suspended; both are lifted by two people. Again it changes nothing. */
async function putOutOfUse(db: Kysely<Schema>, { kind, subject }: Miss, now: Date): Promise<void> {
  const ask = { actor: ACTOR, now, reason: 'missed the plan of two months in a row' };
  if (kind === 'rule') await holdRule(db, { ...ask, rule: subject });
  else await db.transaction().execute((tx) => suspendSource(tx, subject, ask));
}

function badMonth(expected: string, found: string): AppError {
  return new AppError('usage.invalid', `expected ${expected}, found ${found}`);
}
