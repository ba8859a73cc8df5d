import { FAMILY_STATES, Family, type Figure, type Month, monthsFrom } from '../contracts/figure.ts';
import type { TableDimension } from '../contracts/statistics.ts';
import type { FunnelStep, OverviewTable, StatisticsView, Trend } from '../contracts/statistics-view.ts';
import { tableOf } from './count-table.ts';
import { isOver } from './differencing.ts';
import { categoryOf } from './release-file.ts';
import { THRESHOLD } from './suppress.ts';

export type Overview = Pick<
  StatisticsView,
  'first' | 'last' | 'months' | 'trends' | 'funnel' | 'corridors' | 'languages' | 'platforms'
>;

const TRENDS = Family.options.flatMap((family) => FAMILY_STATES[family].map((state) => ({ family, state })));
const DECIDED = FAMILY_STATES.outcomes.filter((state) => state !== 'expired');

const OF_POSTS: ReadonlySet<FunnelStep['step']> = new Set(['posts', 'flagged']);

/**
 * What people inside see of the counters: months as they are, tables without counts from 1 to 9. Nothing else is held back:
 * this is for whoever may read the counters, and what goes out is a release.
 * @param options.withProtection whether who asks may count the protection lane (PRO-09); whoever may not is not shown items and outcomes
 * of a month that is not over: each one that is handed over would be seen to go
 */
export function overviewOf(
  figures: readonly Figure[],
  { first, last }: { readonly first: Month; readonly last: Month },
  { withProtection, now }: { readonly withProtection: boolean; readonly now: Date },
): Overview {
  const months = monthsFrom(first, last);
  const counted = withProtection ? figures : figures.filter(({ state }) => state !== 'protect');
  const hasItems = withProtection || isOver(last, now);
  const posts = counted.filter(({ family }) => family === 'posts');
  const flagged = posts.filter(({ state }) => state === 'review');
  return {
    first,
    last,
    months,
    trends: trendsOf(counted, months, withProtection).filter(({ family }) => hasItems || family === 'posts'),
    funnel: funnelOf(counted, months).filter(({ step }) => hasItems || OF_POSTS.has(step)),
    corridors: table(flagged, 'corridor'),
    languages: table(posts, 'language', 'state'),
    platforms: table(posts, 'platform', 'state'),
  };
}

function trendsOf(figures: readonly Figure[], months: readonly Month[], withProtection: boolean): Trend[] {
  return TRENDS.filter(({ state }) => withProtection || state !== 'protect').map((of) => ({
    ...of,
    counts: months.map((month) => shownOf(figures, { ...of, month })),
  }));
}

/** Each step is what its months show added up: one that is below nothing would be told by what they are less together. */
function funnelOf(figures: readonly Figure[], months: readonly Month[]): FunnelStep[] {
  const of = (family: Family, states: readonly string[] = FAMILY_STATES[family]) =>
    states
      .flatMap((state) => months.map((month) => shownOf(figures, { family, state, month })))
      .reduce((sum, count) => sum + count, 0);
  return [
    { step: 'posts', count: of('posts') },
    { step: 'flagged', count: of('posts', ['review', 'protect']) },
    { step: 'items', count: of('items') },
    { step: 'decided', count: of('outcomes', DECIDED) },
    { step: 'offers', count: of('outcomes', ['offer']) },
  ];
}

function table(
  figures: readonly Figure[],
  rows: TableDimension,
  columns?: TableDimension,
): OverviewTable | null {
  const pairs = figures.map((one) => ({
    row: categoryOf(one, rows),
    column: categoryOf(one, columns),
    count: one.count,
  }));
  const made = tableOf(pairs, THRESHOLD, columns === 'state' ? 'columns' : undefined);
  const sum = (line: readonly number[]) => line.reduce((total, count) => total + count, 0);
  const total = sum(made.counts.map(sum));
  const shown = (count: number) => (count > 0 && count < THRESHOLD ? null : count);
  if (total < THRESHOLD) return null;
  return {
    rows: made.rows,
    columns: made.columns,
    cells: made.counts.map((line) => line.map(shown)),
    rowTotals: made.counts.map((line) => shown(sum(line))),
    total,
  };
}

/** What a month shows of a lane or outcome: where more was taken back in it than counted, nothing. */
function shownOf(
  figures: readonly Figure[],
  of: { readonly family: Family; readonly state: string; readonly month: Month },
): number {
  const own = figures.filter(
    ({ family, state, month }) => family === of.family && state === of.state && month === of.month,
  );
  return Math.max(
    0,
    own.reduce((sum, { count }) => sum + count, 0),
  );
}
