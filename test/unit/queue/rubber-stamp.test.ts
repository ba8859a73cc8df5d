import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../queue/contracts/index.ts';
import { isAlarming, stampSignals, type WatchedReviewer } from '../../../queue/review/rubber-stamp.ts';
import { seeded } from '../../bench/workload.ts';

const VIEWING_MS = 3000;
/** What a team says of posts that were flagged; known answers come at a twentieth. */
const USUAL: Readonly<Record<Outcome, number>> = {
  not_offer: 0.72,
  offer: 0.2,
  protect: 0.04,
  unresolved: 0.04,
};
const A_MONTH = 400;
const CONTROLS = 20;

interface Habit {
  /** How long the post is looked at, as a multiple of the least time. */
  readonly dwell: (draw: number) => number;
  readonly outcome: (draw: number) => Outcome;
  /** How often an answer is given up for an offer, and how often a known answer is met. */
  readonly changes: number;
  readonly right: number;
}

const asUsual = (draw: number): Outcome => {
  let left = draw;
  for (const [outcome, share] of Object.entries(USUAL)) {
    left -= share;
    if (left < 0) return outcome as Outcome;
  }
  return 'unresolved';
};
/** Most posts take three to ten times the least time; a few are told at once. */
const CAREFUL: Habit = { dwell: (d) => 1 + 12 * d ** 1.5, outcome: asUsual, changes: 0.05, right: 0.9 };
const QUICK: Habit = { ...CAREFUL, dwell: (d) => 1 + 1.2 * d, right: 0.85 };
const STAMPER: Habit = { dwell: (d) => 1 + 0.1 * d, outcome: () => 'not_offer', changes: 0, right: 0.35 };
const FOLLOWER: Habit = { ...CAREFUL, dwell: (d) => 1 + 0.1 * d, changes: 0.9 };

function month(habit: Habit, draw: () => number): WatchedReviewer {
  const judgments = Array.from({ length: A_MONTH }, () => {
    const outcome = habit.outcome(draw());
    const isChanged = outcome !== 'offer' && draw() < habit.changes;
    const dwellMs = VIEWING_MS * habit.dwell(draw());
    return { outcome, dwellMs, viewingMs: VIEWING_MS, changedTo: isChanged ? ('offer' as const) : null };
  });
  const right = Array.from({ length: CONTROLS }, draw).filter((one) => one < habit.right).length;
  return { judgments, controls: { n: CONTROLS, right } };
}

/** In how many of a thousand months of this habit oversight would be told. */
function alarmsOf(habit: Habit, seed: number): number {
  const draw = seeded(seed);
  const months = Array.from({ length: 1000 }, () => stampSignals(month(habit, draw), USUAL));
  return months.filter(isAlarming).length;
}

describe('the watch on rubber-stamping', () => {
  it('HUM-13 tells nobody of a careful reviewer, or of a quick one who meets known answers, in 1000 months each', () => {
    const falseAlarms = { careful: alarmsOf(CAREFUL, 1), quick: alarmsOf(QUICK, 2) };
    expect(falseAlarms).toEqual({ careful: 0, quick: expect.any(Number) });
    expect(falseAlarms.quick).toBeLessThanOrEqual(5);
  });

  it('HUM-13 finds whoever gives one answer as soon as it is taken, and whoever follows the score, every month', () => {
    expect(alarmsOf(STAMPER, 3)).toBe(1000);
    expect(alarmsOf(FOLLOWER, 4)).toBe(1000);
  });

  it('names each sign for what it is', () => {
    const draw = seeded(5);
    expect(stampSignals(month(STAMPER, draw), USUAL)).toEqual(['at-once', 'one-answer', 'misses-controls']);
    expect(stampSignals(month(FOLLOWER, draw), USUAL)).toEqual(['at-once', 'follows-score']);
    expect(stampSignals(month(CAREFUL, draw), USUAL)).toEqual([]);
  });

  it('says nothing of few judgments, and takes a usual answer for usual', () => {
    const { judgments } = month(STAMPER, seeded(6));
    const few = { judgments: judgments.slice(0, 19), controls: { n: 4, right: 0 } };
    expect(stampSignals(few, USUAL)).toEqual([]);
    const usual = { judgments: judgments.slice(0, 100), controls: { n: 0, right: 0 } };
    expect(stampSignals(usual, { not_offer: 0.97 })).toEqual(['at-once']);
  });
});
