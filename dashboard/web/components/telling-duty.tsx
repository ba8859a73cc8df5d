import type { OversightView } from '../../wire-oversight.ts';
import { day, number } from '../state/format.ts';
import { ot } from '../state/oversight-words.ts';
import { FigureOrigin } from './figure-origin.tsx';

/** Whether whoever posted is told in time, and every delay reviewed when its day comes. */
export function TellingDutyCard({ tellings }: Pick<OversightView, 'tellings'>) {
  const { open, delayed, unreachable, waiting, overdue } = tellings;
  const counts = {
    open: number(open),
    delayed: number(delayed),
    unreachable: number(unreachable),
    waiting: number(waiting),
  };
  return (
    <section class="card" aria-labelledby="over-telling">
      <h2 id="over-telling">{ot('over.telling')}</h2>
      <p>{ot('over.telling.counts', counts)}</p>
      {overdue.length === 0 && <p class="hint">{ot('over.telling.overdue.none')}</p>}
      <ul class="gaps">
        {overdue.map(({ number: duty, dueOn, isReview, daysOverdue }) => (
          <li key={duty} class="warning-text">
            <a href={`/tellings/${duty}`}>
              {ot(`over.telling.overdue.${isReview ? 'review' : 'open'}`, {
                number: String(duty),
                day: day(dueOn),
                count: number(daysOverdue),
              })}
            </a>
          </li>
        ))}
      </ul>
      <p>
        <a href="/tellings">{ot('over.telling.all')}</a>
      </p>
      <FigureOrigin
        origin={{
          query: '/api/oversight',
          kinds: ['telling.owed', 'telling.told', 'telling.put-off', 'telling.overdue'],
          range: {},
        }}
      />
    </section>
  );
}
