import type { Interval } from '../../../queue/contracts/index.ts';

const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** An axis for shares that shows every interval: from nought to the next round end. */
export function plotAxis(intervals: readonly (Interval | null)[]): Interval {
  const most = Math.max(0, ...intervals.map((interval) => interval?.[1] ?? 0));
  return [0, STEPS.find((step) => most <= step) ?? 1];
}
