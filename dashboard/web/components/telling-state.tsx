import type { TellingSummary } from '../../wire-casework.ts';
import { day, number } from '../state/format.ts';
import { tellingNamed, tt } from '../state/telling-words.ts';

/** What was done, in the words of the page. */
export function actOf({ act, actNumber }: Pick<TellingSummary, 'act' | 'actNumber'>): string {
  return tt('telling.act.number', { act: tellingNamed('telling.act', act), number: String(actNumber) });
}

/** Where a duty stands, and what is missing for it to count. */
export function TellingStateText({ telling }: { telling: TellingSummary }) {
  const { state, waiting, withdrawnAt } = telling;
  return (
    <>
      {tellingNamed('telling.state', state)}
      {withdrawnAt !== null && ` · ${tt('telling.withdrawn')}`}
      {waiting !== null && <span class="warning-text"> · {tt('telling.waiting')}</span>}
    </>
  );
}

/** The day that runs, and by how much it is over. */
export function TellingDueText({ telling }: { telling: TellingSummary }) {
  const { dueOn, isReview, daysOverdue } = telling;
  if (dueOn === null) return <>–</>;
  const due = tt(isReview ? 'telling.due.review' : 'telling.due.open', { day: day(dueOn) });
  if (daysOverdue === 0) return <>{due}</>;
  return (
    <span class="warning-text">
      {due} · {tt('telling.overdue', { count: number(daysOverdue) })}
    </span>
  );
}
