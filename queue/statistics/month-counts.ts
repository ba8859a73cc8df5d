import { FAMILY_STATES, type Family, type Figure, type Month } from '../contracts/figure.ts';
import { tableOf } from './count-table.ts';
import { suppress, THRESHOLD } from './suppress.ts';

/** Counts of a month by lane or outcome; `null` is held back. */
export interface MonthCounts {
  readonly month: Month;
  readonly counts: Readonly<Record<string, number | null>>;
  /** All together; `null` where they are under ten. */
  readonly total: number | null;
}

/** Small counts are held back as in a release; a month is shown the same way in every report. */
export function monthCounts(figures: readonly Figure[], family: Family, month: Month): MonthCounts {
  const states: readonly string[] = FAMILY_STATES[family];
  const pairs = states.map((state) => ({
    row: state,
    column: 'all',
    count: figures
      .filter((one) => one.family === family && one.month === month && one.state === state)
      .reduce((sum, { count }) => sum + count, 0),
  }));
  const table = tableOf(pairs, THRESHOLD, 'rows');
  const shown = suppress(table)?.shown;
  const counts = states.map((state) => [state, shown?.rowTotals[table.rows.indexOf(state)] ?? null] as const);
  return { month, counts: Object.fromEntries(counts), total: shown?.total ?? null };
}
