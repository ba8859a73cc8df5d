import { type ChartTable, csvOf } from '../charts/csv.ts';
import { coverText } from '../state/coverage-words.ts';
import { saveFile } from '../state/save-file.ts';
import { statText } from '../state/statistics-words.ts';
import { HeadRow } from './head-row.tsx';

interface CoverageTableProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly shown: ChartTable;
  /** As machines read it: ids and codes; the same rows, or more of them. */
  readonly csv: ChartTable;
  /** Rows that would not be seen. */
  readonly isIll: (row: number) => boolean;
}

/** A table of what is covered, those that are blind marked, and the same as CSV. */
export function CoverageTable({ id, title, hint, shown, csv, isIll }: CoverageTableProps) {
  return (
    <section class="card chart card-wide" aria-labelledby={`cover-${id}`}>
      <h2 id={`cover-${id}`}>{title}</h2>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {shown.rows.length > 0 && (
        <section
          class="chart-scroll coverage-table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keys (WCAG 2.1.1)
          tabIndex={0}
          aria-label={`${title}: ${statText('chart.table')}`}
        >
          <table class="figures">
            <HeadRow names={shown.head} />
            <tbody>
              {shown.rows.map(([name, ...values], row) => (
                <tr key={`${name} ${values[0]}`}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  {values.map((value, at) => (
                    <td key={shown.head[at + 1]} class={at === 0 && isIll(row) ? 'warning-text' : undefined}>
                      {typeof value === 'string' ? <bdi>{value}</bdi> : value}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <button
        type="button"
        class="button button-small"
        onClick={() => saveFile(`coverage-${id}.csv`, csvOf(csv), 'text/csv')}
      >
        {coverText('csv', { title })}
      </button>
    </section>
  );
}
