import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { FigureOrigin } from '../components/figure-origin.tsx';
import { HeadRow } from '../components/head-row.tsx';
import type { FigureSources } from '../state/log-address.ts';
import { saveFile } from '../state/save-file.ts';
import { statText } from '../state/statistics-words.ts';
import { type ChartTable, csvOf } from './csv.ts';

interface ChartFrameProps {
  readonly title: string;
  /** What the picture shows, for whoever does not see it: its gist, not its name. */
  readonly alternative: string;
  /** How many were counted, and of what. */
  readonly basis: string;
  /** As the file is called, without its ending. */
  readonly file: string;
  readonly table: ChartTable;
  /** The table as a file, where names have marks on the page that only the page explains. */
  readonly fileTable?: ChartTable;
  readonly picture: ComponentChildren;
  readonly origin: FigureSources;
  /** Whether it takes the whole width. */
  readonly isWide?: boolean;
}

/** A chart with what it is made of: the same figures as a table, as CSV, and in words. */
export function ChartFrame({
  title,
  alternative,
  basis,
  file,
  table,
  fileTable = table,
  picture,
  origin,
  isWide = false,
}: ChartFrameProps) {
  const id = useId();
  return (
    <section class={isWide ? 'card chart card-wide' : 'card chart'} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div class="chart-picture" role="img" aria-label={alternative}>
        {picture}
      </div>
      <p class="hint">{basis}</p>
      <FigureOrigin origin={origin} />
      <details class="chart-table">
        <summary>{statText('chart.table')}</summary>
        {/* Wide tables scroll by themselves. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys (WCAG 2.1.1) */}
        <section class="chart-scroll" tabIndex={0} aria-label={`${title}: ${statText('chart.table')}`}>
          <table class="figures">
            <caption class="visually-hidden">{title}</caption>
            <HeadRow names={table.head} />
            <tbody>
              {table.rows.map(([name, ...values]) => (
                <tr key={`${name} ${values[0]}`}>
                  <th scope="row">{name}</th>
                  {values.map((value, at) => (
                    <td key={table.head[at + 1]}>{value ?? statText('chart.held')}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
      <button
        type="button"
        class="button button-small"
        onClick={() => saveFile(`${file}.csv`, csvOf(fileTable), 'text/csv')}
      >
        {statText('chart.csv', { title })}
      </button>
    </section>
  );
}
