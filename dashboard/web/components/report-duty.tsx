import type { OversightView } from '../../wire-oversight.ts';
import { day, number } from '../state/format.ts';
import { ot } from '../state/oversight-words.ts';
import { FigureOrigin } from './figure-origin.tsx';

/** Whether the transparency report appears when it should: what is owed, since when, and how far it has come. */
export function ReportDutyCard({ report }: Pick<OversightView, 'report'>) {
  const { every, owed, next, published } = report;
  const [last] = published;
  return (
    <section class="card" aria-labelledby="over-report">
      <h2 id="over-report">{ot('over.report')}</h2>
      <p>
        {ot(`over.report.every.${every}`)}{' '}
        {ot('over.report.next', { period: next.period, day: day(next.dueOn) })}
      </p>
      {owed.length === 0 && <p class="hint">{ot('over.report.owed.none')}</p>}
      <ul class="gaps">
        {owed.map(({ period, dueOn, daysOverdue, stage }) => (
          <li key={period} class={daysOverdue > 0 ? 'warning-text' : undefined}>
            {daysOverdue > 0
              ? ot('over.report.overdue', { period, day: day(dueOn), count: number(daysOverdue) })
              : ot('over.report.due', { period, day: day(dueOn) })}{' '}
            {ot(`over.report.stage.${stage}`)}
          </li>
        ))}
      </ul>
      <p>
        {last === undefined
          ? ot('over.report.last.none')
          : ot('over.report.last', { period: last.period, day: day(last.publishedAt.slice(0, 10)) })}
      </p>
      <FigureOrigin
        origin={{
          query: '/api/oversight',
          kinds: ['report.made', 'report.proposed', 'report.published'],
          range: {},
        }}
      />
    </section>
  );
}
