import type { MonthCounts } from '../statistics/month-counts.ts';

/** A state's counts of all months together; `null` where one of them is held back. */
export function sumOf(months: readonly MonthCounts[], state: string): number | null {
  const counts = months.map((month) => month.counts[state] ?? null);
  return counts.includes(null) ? null : counts.reduce<number>((sum, one) => sum + (one ?? 0), 0);
}
