import type { Month, MonthHiring } from '../contracts/figure.ts';
import type { HiringTrend, Trend } from '../contracts/statistics-view.ts';
import type { MonthCounts } from './month-counts.ts';
import { THRESHOLD } from './suppress.ts';

/**
 * Of the offers that somebody inside is shown month by month, how many hire carriers; `null` for a month that did not count it.
 * More can be taken back in a month than was counted in it, of the offers or of those that hire: a part is never less than nothing,
 * nor more than its whole.
 * @returns `null` for whoever is shown no offers
 */
export function hiringTrend(trends: readonly Trend[], hiring: readonly MonthHiring[]): HiringTrend | null {
  const offers = trends.find(({ family, state }) => family === 'outcomes' && state === 'offer');
  if (offers === undefined) return null;
  const counts = hiring.map(({ count }, at) =>
    count === null ? null : Math.max(0, Math.min(count, offers.counts[at] ?? 0)),
  );
  return {
    counts,
    total: counts.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    firstCounted: hiring.find(({ count }) => count !== null)?.month ?? null,
  };
}

/** How many of a month's offers hire carriers, as it may be public. */
export interface ShownHiring {
  readonly month: Month;
  /** Whether it was counted in that month: where it was not, nothing is known of it. */
  readonly isCounted: boolean;
  /** `null` where it is held back, or was not counted. */
  readonly count: number | null;
}

/**
 * Those that hire and those that do not are the two cells of a table whose total the month shows: a small one is held back with the
 * other. Where the month holds its offers back nothing is told of either, or that count could be narrowed down.
 */
export function shownHiring({ month, counts }: MonthCounts, hiring: readonly MonthHiring[]): ShownHiring {
  const count = hiring.find((one) => one.month === month)?.count ?? null;
  const isTold = count !== null && isTellable(counts.offer ?? null, count);
  return { month, isCounted: count !== null, count: isTold ? count : null };
}

/** Whether a month that shows so many offers may say how many of them hire. */
export function isTellable(offers: number | null, count: number): boolean {
  return offers !== null && count >= THRESHOLD && offers - count >= THRESHOLD;
}
