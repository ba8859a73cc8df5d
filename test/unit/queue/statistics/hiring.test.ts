import { describe, expect, it } from 'vitest';
import type { Trend } from '../../../../queue/contracts/index.ts';
import { hiringTrend, shownHiring } from '../../../../queue/statistics/hiring.ts';
import { suppress } from '../../../../queue/statistics/suppress.ts';

const MONTHS = ['2026-03', '2026-04', '2026-05'] as const;
const of = (...counts: (number | null)[]) =>
  counts.map((count, at) => ({ month: MONTHS[at] ?? '2026-05', count }));
const offersOf = (...counts: number[]): Trend[] => [{ family: 'outcomes', state: 'offer', counts }];
const monthOf = (offer: number | null) => ({ month: '2026-05', counts: { offer }, total: 500 });
const shown = (offers: number | null, count: number | null) =>
  shownHiring(monthOf(offers), [{ month: '2026-05', count }]);

describe('how many offers hire carriers', () => {
  it('is nothing in a month that counted it and found none, and unknown in one that did not', () => {
    expect(hiringTrend(offersOf(8, 5, 4), of(null, 0, 3))).toEqual({
      counts: [null, 0, 3],
      total: 3,
      firstCounted: '2026-04',
    });
    expect(hiringTrend(offersOf(8), of(null))).toEqual({ counts: [null], total: 0, firstCounted: null });
    expect(shown(200, null)).toEqual({ month: '2026-05', isCounted: false, count: null });
    expect(shown(200, 0)).toEqual({ month: '2026-05', isCounted: true, count: null });
    expect(shownHiring(monthOf(200), [])).toMatchObject({ isCounted: false, count: null });
  });

  it('is never less than nothing nor more than the offers, whatever was taken back of earlier months', () => {
    expect(hiringTrend(offersOf(8, 2, 0), of(-1, 5, 3))).toMatchObject({ counts: [0, 2, 0], total: 2 });
    expect(shown(200, -1).count).toBeNull();
    expect(shown(12, 15).count).toBeNull();
  });

  it('is shown to nobody who is shown no offers', () => {
    expect(hiringTrend([{ family: 'posts', state: 'review', counts: [9] }], of(3))).toBeNull();
  });

  it('STA-01 is told where a table of those that hire and those that do not could be, and its month shows the offers', () => {
    for (let offers = 10; offers <= 45; offers += 1)
      for (let count = 0; count <= offers; count += 1) {
        const table = { rows: ['hires', 'others'], columns: ['all'], counts: [[count], [offers - count]] };
        expect(shown(offers, count).count, `${count} of ${offers}`).toBe(
          suppress(table)?.shown.rowTotals[0] ?? null,
        );
      }
    // What hires is known to be among the offers: told beside them, it would say how many of them there are at least.
    expect(shown(null, 15)).toEqual({ month: '2026-05', isCounted: true, count: null });
  });
});
