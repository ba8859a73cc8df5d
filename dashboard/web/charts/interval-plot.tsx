import type { ComponentChildren } from 'preact';
import type { Interval } from '../../../queue/contracts/index.ts';

/** One value with its interval; `null` where there is nothing to tell. */
export interface PlottedRow {
  readonly key: string;
  readonly label: ComponentChildren;
  /** Of how many, already in words. */
  readonly count: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** Further cells, in the order of `columns`. */
  readonly cells?: readonly ComponentChildren[];
}

interface PlotProps {
  readonly caption: string;
  readonly head: {
    readonly label: string;
    readonly count: string;
    readonly value: string;
    readonly interval: string;
    readonly plot: string;
  };
  /** Heads of further cells. */
  readonly columns?: readonly string[];
  readonly rows: readonly PlottedRow[];
  /** Both ends of the axis. */
  readonly axis: Interval;
  /** A value to compare with, such as a floor or nought. */
  readonly mark?: number;
  format(value: number): string;
  /** The interval in words, which is the picture's alternative text, too. */
  range(interval: Interval): string;
  /** The same figures as CSV. */
  readonly csv: { readonly href: string; readonly label: string };
}

/**
 * Intervals as a table, each row with its picture: whoever cannot see the picture reads the same numbers beside it. The pictures
 * share one axis, so that rows can be compared; from right to left where the text is.
 */
export function IntervalPlot({
  caption,
  head,
  columns = [],
  rows,
  axis,
  mark,
  format,
  range,
  csv,
}: PlotProps) {
  return (
    <div class="plot-table">
      <table class="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head.label}</th>
            <th scope="col">{head.count}</th>
            <th scope="col">{head.value}</th>
            <th scope="col">{head.interval}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" class="plot-head">
              <span class="visually-hidden">{head.plot}</span>
              <span class="plot-ends" aria-hidden="true">
                <span>{format(axis[0])}</span>
                <span>{format(axis[1])}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              <td>{row.count}</td>
              <td>{row.value === null ? '–' : format(row.value)}</td>
              <td>{row.interval === null ? '–' : range(row.interval)}</td>
              {(row.cells ?? []).map((cell, at) => (
                <td key={columns[at]}>{cell}</td>
              ))}
              <td class="plot-cell">
                {row.value !== null && row.interval !== null && (
                  <Picture
                    value={row.value}
                    interval={row.interval}
                    axis={axis}
                    mark={mark}
                    text={`${format(row.value)}, ${range(row.interval)}`}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="plot-csv">
        <a href={csv.href} download>
          {csv.label}
        </a>
      </p>
    </div>
  );
}

interface PictureProps {
  readonly value: number;
  readonly interval: Interval;
  readonly axis: Interval;
  readonly mark: number | undefined;
  readonly text: string;
}

const WIDTH = 100;

function Picture({ value, interval, axis, mark, text }: PictureProps) {
  const at = (point: number) =>
    Math.min(WIDTH, Math.max(0, (WIDTH * (point - axis[0])) / (axis[1] - axis[0])));
  const [low, high] = [at(interval[0]), at(interval[1])];
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} 12`} preserveAspectRatio="none" role="img" aria-label={text}>
      <line class="plot-axis" x1={0} x2={WIDTH} y1={6} y2={6} />
      {mark !== undefined && <line class="plot-mark" x1={at(mark)} x2={at(mark)} y1={0} y2={12} />}
      <rect class="plot-interval" x={low} width={Math.max(0.5, high - low)} y={4} height={4} />
      <line class="plot-value" x1={at(value)} x2={at(value)} y1={1} y2={11} />
    </svg>
  );
}
