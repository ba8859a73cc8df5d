import type { StampSignal } from '../contracts/control.ts';
import type { Outcome } from '../contracts/decision.ts';

/** One judgment before the explanation, and what it was changed to after it. */
export interface WatchedJudgment {
  readonly outcome: Outcome;
  /** How long the post was before the person's eyes, and the least that it must be, ms; `null` where not measured. */
  readonly dwellMs: number | null;
  readonly viewingMs: number | null;
  readonly changedTo: Outcome | null;
}

export interface WatchedReviewer {
  /** In the order they were given. */
  readonly judgments: readonly WatchedJudgment[];
  /** Posts with known answers: how many, and how many of them were met. */
  readonly controls: { readonly n: number; readonly right: number };
}

/** Of fewer judgments nothing is said. */
const FEWEST_JUDGMENTS = 20;
const FEWEST_CHANGEABLE = 10;
const FEWEST_CONTROLS = 5;
/** Taken as soon as it could be: within a fifth and half a second of the least viewing time. */
const AT_ONCE = { factor: 1.2, ms: 500 };
const MOST_AT_ONCE = 0.5;
const MOST_CHANGES_TO_SCORE = 0.3;
/** A run of one answer this unlikely is none of chance. */
const UNLIKELY_RUN = 0.001;
/** However usual an answer is, others occur. */
const MOST_USUAL = 0.97;
/** Whoever reads the posts meets known answers at least this often; less is alarming where chance explains it this badly. */
const EXPECTED_RIGHT = 0.75;
const UNLIKELY_MISSES = 0.01;
/** One sign alone has harmless causes: easy posts, a quick reader, an odd week. */
const FEWEST_SIGNS = 2;

/**
 * What about somebody's judgments looks as if the posts were not read (HUM-13). It says nothing about how many there were,
 * and orders nobody.
 * @param usual how often the others give each answer, between 0 and 1
 */
export function stampSignals(
  { judgments, controls }: WatchedReviewer,
  usual: Readonly<Partial<Record<Outcome, number>>>,
): StampSignal[] {
  const signals: StampSignal[] = [];
  if (areTakenAtOnce(judgments)) signals.push('at-once');
  if (isOneAnswer(judgments, usual)) signals.push('one-answer');
  if (followScore(judgments)) signals.push('follows-score');
  if (missControls(controls)) signals.push('misses-controls');
  return signals;
}

/** Whether oversight is to be told. */
export function isAlarming(signals: readonly StampSignal[]): boolean {
  return signals.length >= FEWEST_SIGNS;
}

function areTakenAtOnce(judgments: readonly WatchedJudgment[]): boolean {
  const measured = judgments.flatMap(({ dwellMs, viewingMs }) =>
    dwellMs === null || viewingMs === null ? [] : [{ dwellMs, viewingMs }],
  );
  const atOnce = measured.filter(
    ({ dwellMs, viewingMs }) => dwellMs <= viewingMs * AT_ONCE.factor + AT_ONCE.ms,
  );
  return measured.length >= FEWEST_JUDGMENTS && atOnce.length > measured.length * MOST_AT_ONCE;
}

/** Whether the longest run of one answer is too long for how usual that answer is. */
function isOneAnswer(
  judgments: readonly WatchedJudgment[],
  usual: Readonly<Partial<Record<Outcome, number>>>,
): boolean {
  if (judgments.length < FEWEST_JUDGMENTS) return false;
  let run = 0;
  let before: Outcome | undefined;
  return judgments.some(({ outcome }) => {
    run = outcome === before ? run + 1 : 1;
    before = outcome;
    const share = Math.min(MOST_USUAL, usual[outcome] ?? 0.5);
    // Expected number of runs this long among so many draws.
    return judgments.length * (1 - share) * share ** run < UNLIKELY_RUN;
  });
}

/** Whatever comes to the desk was flagged as an offer: whoever often gives up another answer follows the score. */
function followScore(judgments: readonly WatchedJudgment[]): boolean {
  const others = judgments.filter(({ outcome }) => outcome !== 'offer');
  const changed = others.filter(({ changedTo }) => changedTo === 'offer');
  return others.length >= FEWEST_CHANGEABLE && changed.length > others.length * MOST_CHANGES_TO_SCORE;
}

function missControls({ n, right }: WatchedReviewer['controls']): boolean {
  return n >= FEWEST_CONTROLS && atMost(right, n, EXPECTED_RIGHT) < UNLIKELY_MISSES;
}

/** The probability of at most `most` successes in `n` trials. */
function atMost(most: number, n: number, probability: number): number {
  let term = (1 - probability) ** n;
  let sum = term;
  for (let k = 1; k <= most; k += 1) {
    term *= ((n - k + 1) / k) * (probability / (1 - probability));
    sum += term;
  }
  return sum;
}
