import type { OverviewTable, StatisticsView, Trend } from '../../../queue/contracts/index.ts';
import { Later } from '../components/later.tsx';
import { languageName, number } from '../state/format.ts';
import { daysOf, type FigureSources } from '../state/log-address.ts';
import { categoryName, listed, monthName } from '../state/statistics-names.ts';
import { statText } from '../state/statistics-words.ts';
import { ChartFrame } from './chart-frame.tsx';
import type { Corridor } from './corridor-map.tsx';
import type { ChartTable } from './csv.ts';
import { FunnelChart } from './funnel-chart.tsx';
import { TrendChart } from './trend-chart.tsx';

/** The coasts are as much code as the rest of the page. */
const corridorMap = () => import('./corridor-map.tsx').then((module) => module.CorridorMap);

interface ViewProps {
  readonly view: StatisticsView;
}

/** Flagged posts month by month; the table has those that were not flagged, too, which would dwarf them in the picture. */
export function PostTrend({ view }: ViewProps) {
  const trends = view.trends.filter(({ family }) => family === 'posts');
  const drawn = trends.filter(({ state }) => state !== 'none');
  return <MonthChart view={view} which="flagged" trends={trends} drawn={drawn} spoken="review" />;
}

export function OutcomeTrend({ view }: ViewProps) {
  const trends = view.trends.filter(({ family }) => family === 'outcomes');
  // Of a month that runs not everybody is shown outcomes.
  if (trends.length === 0) return null;
  return (
    <MonthChart
      view={view}
      which="outcomes"
      trends={trends}
      drawn={trends}
      spoken="offer"
      beside={[{ name: statText('column.hiring'), counts: view.hiring?.counts ?? [] }]}
      note={hiringNote(view)}
    />
  );
}

/** Who reads of offers must not take an advert for drivers for an offer to migrants. */
function hiringNote({ hiring, last }: StatisticsView): string {
  if (hiring === null) return '';
  const { total, firstCounted } = hiring;
  if (firstCounted === null) return statText('hiring.none');
  const values = { count: number(total), month: monthName(firstCounted), last: monthName(last) };
  return statText('hiring.since', values);
}

interface MonthChartProps extends ViewProps {
  readonly which: 'flagged' | 'outcomes';
  readonly trends: readonly Trend[];
  readonly drawn: readonly Trend[];
  /** Which line the words tell of. */
  readonly spoken: Trend['state'];
  /** Columns of the table alone: these are among the trends already. */
  readonly beside?: readonly { readonly name: string; readonly counts: readonly (number | null)[] }[];
  readonly note?: string;
}

function MonthChart({ view, which, trends, drawn, spoken, beside = [], note = '' }: MonthChartProps) {
  const labels = view.months.map(monthName);
  const named = ({ state, counts }: Trend) => ({ name: categoryName('state', state), counts });
  const columns = [...trends.map(named), ...beside];
  const told = drawn.find(({ state }) => state === spoken)?.counts ?? [];
  const count = trends.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0);
  const table: ChartTable = {
    head: [statText('column.month'), ...columns.map(({ name }) => name)],
    rows: labels.map((label, at) => [
      label,
      ...columns.map(({ counts }) => counts[at] ?? statText('hiring.uncounted')),
    ]),
  };
  return (
    <ChartFrame
      title={statText(`${which}.title`)}
      alternative={statText(`${which}.alt`, {
        months: number(labels.length),
        last: number(told.at(-1) ?? 0),
        most: number(Math.max(0, ...told)),
      })}
      basis={`${statText('chart.basis.months', rangeOf(view, count))} ${note}`}
      file={`${which}-${view.first}-${view.last}`}
      table={table}
      origin={originOf(view, which === 'flagged' ? ['posts.scored'] : ENDINGS)}
      picture={<TrendChart labels={labels} lines={drawn.map(named)} />}
    />
  );
}

export function CorridorChart({ view }: ViewProps) {
  const { corridors } = view;
  const title = statText('corridors.title');
  if (corridors === null) return <TooFew title={title} />;
  const ways = waysOf(corridors);
  const known = ways.filter((way): way is Corridor => way.count !== null);
  const [first] = known.filter(({ from, to }) => isPlace(from) && isPlace(to));
  const table: ChartTable = {
    head: [statText('column.from'), statText('column.to'), statText('column.posts')],
    rows: ways.map(({ from, to, count }) => [
      categoryName('origin', from),
      categoryName('destination', to),
      count,
    ]),
  };
  const told =
    first === undefined
      ? statText('corridors.none')
      : statText('corridors.way', {
          from: categoryName('origin', first.from),
          to: categoryName('destination', first.to),
          count: number(first.count),
        });
  return (
    <ChartFrame
      title={title}
      alternative={statText('corridors.alt', { first: told })}
      basis={statText('chart.basis', rangeOf(view, corridors.total))}
      file={`corridors-${view.first}-${view.last}`}
      table={table}
      origin={originOf(view, ['posts.scored'])}
      picture={<Later load={corridorMap} with={{ corridors: known }} isQuiet />}
      isWide
    />
  );
}

function isPlace(region: string): boolean {
  return region !== 'unknown' && region !== 'other';
}

/** The most named first; those that are too few come last. */
function waysOf({ rows, cells }: OverviewTable): { from: string; to: string; count: number | null }[] {
  return rows
    .map((name, row) => {
      const [from = 'unknown', to = from] = name.split('>');
      return { from, to, count: cells[row]?.[0] ?? null };
    })
    .toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1));
}

export function FlowChart({ view }: ViewProps) {
  const steps = view.funnel.map(({ step, count }) => ({ name: statText(`step.${step}`), count }));
  return (
    <ChartFrame
      title={statText('funnel.title')}
      alternative={statText('funnel.alt', {
        steps: listed(steps.map(({ name, count }) => `${name} ${number(count)}`)),
      })}
      basis={`${statText('chart.basis.months', rangeOf(view, steps[0]?.count ?? 0))} ${statText('funnel.note')} ${hiringNote(view)}`}
      file={`funnel-${view.first}-${view.last}`}
      table={{
        head: [statText('column.step'), statText('column.total')],
        rows: steps.map(({ name, count }) => [name, count]),
      }}
      origin={originOf(view, ['posts.scored', 'item.opened', ...ENDINGS])}
      picture={<FunnelChart steps={steps} />}
      isWide
    />
  );
}

interface SplitTableProps extends ViewProps {
  readonly of: 'languages' | 'platforms';
  readonly dimension: 'language' | 'platform';
}

/** Posts by one dimension and lane: bars of what went to review, with everything in the table. */
export function SplitTable({ view, of, dimension }: SplitTableProps) {
  const table = view[of];
  const title = statText(`${of}.title`);
  if (table === null) return <TooFew title={title} />;
  const review = table.columns.indexOf('review');
  const bars = table.rows
    .map((name, row) => ({ name: categoryName(dimension, name), count: table.cells[row]?.[review] ?? null }))
    .filter((bar): bar is { name: string; count: number } => bar.count !== null && bar.count > 0)
    .toSorted((a, b) => b.count - a.count);
  const tableOf = (nameOf: (of: typeof dimension, name: string) => string) => ({
    head: [
      statText(`dimension.${dimension}`),
      ...table.columns.map((name) => categoryName('state', name)),
      statText('column.total'),
    ],
    rows: table.rows.map((name, row) => [
      nameOf(dimension, name),
      ...(table.cells[row] ?? []),
      table.rowTotals[row] ?? null,
    ]),
  });
  return (
    <ChartFrame
      title={title}
      alternative={statText('funnel.alt', {
        steps: listed(bars.map(({ name, count }) => `${name} ${number(count)}`)),
      })}
      basis={`${statText('state.review')}. ${statText('chart.basis', rangeOf(view, table.total))}`}
      file={`${of}-${view.first}-${view.last}`}
      table={tableOf(categoryName)}
      fileTable={tableOf((of, name) => categoryName(of, name, languageName))}
      origin={originOf(view, ['posts.scored'])}
      picture={<FunnelChart steps={bars} />}
    />
  );
}

function TooFew({ title }: { title: string }) {
  return (
    <section class="card chart" aria-label={title}>
      <h2>{title}</h2>
      <p class="hint">{statText('chart.few')}</p>
    </section>
  );
}

/** Entries that change what becomes of an item. */
const ENDINGS = [
  'item.concluded',
  'item.seconded',
  'item.adjudicated',
  'item.overridden',
  'item.undone',
  'item.protected',
  'contest.decided',
  'posts.erased',
] as const;

function originOf({ first, last }: StatisticsView, kinds: FigureSources['kinds']): FigureSources {
  return {
    query: `/api/statistics?${new URLSearchParams({ first, last })}`,
    kinds,
    range: daysOf(first, last),
  };
}

function rangeOf({ first, last }: StatisticsView, count: number) {
  return { count: number(count), first: monthName(first), last: monthName(last) };
}
