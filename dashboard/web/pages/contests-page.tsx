import type { ContestSummary } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { HeadRow } from '../components/head-row.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { caseApi } from '../state/case-api.ts';
import { ct } from '../state/case-words.ts';
import { day, daysSince } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useRemote } from '../state/use-remote.ts';

/** Contests that wait for a decision, with the day by which each is due. */
export function ContestsPage() {
  const remote = useRemote('contests', caseApi.contests);
  const contests = remote.value?.contests ?? [];
  return (
    <>
      <PageHeading title={ct('contests.title')}>
        <p class="lead">{ct('contests.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {remote.value !== null && contests.length === 0 && (
        <Notice kind="empty" title={ct('contests.empty')}>
          <p>{ct('contests.empty.text')}</p>
        </Notice>
      )}
      {contests.length > 0 && <ContestTable contests={contests} />}
    </>
  );
}

function ContestTable({ contests }: { contests: readonly ContestSummary[] }) {
  const heads = {
    received: ct('contests.received'),
    age: t('item.age'),
    due: ct('contests.due'),
    about: ct('contests.about'),
    state: ct('contests.state'),
  };
  const label = (name: keyof typeof heads) => heads[name] + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{ct('contests.list')}</caption>
      <HeadRow names={Object.values(heads)} />
      <tbody>
        {contests.map((contest) => (
          <tr key={contest.id}>
            <th scope="row">
              <a href={`/contests/${contest.id}`} class="row-link">
                {day(contest.receivedOn)}
              </a>
            </th>
            <td data-label={label('age')}>{daysSince(contest.receivedOn, Date.now())}</td>
            <td data-label={label('due')}>
              <DueDay contest={contest} />
            </td>
            <td data-label={label('about')}>
              {ct(contest.itemId === null ? 'contests.about.none' : 'contests.about.item')}
            </td>
            <td data-label={label('state')}>
              {ct(contest.isOpenToActor ? `contests.state.${contest.state}` : 'contests.state.involved')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The day by which it has to be decided; one that has passed is told in words, not by colour alone. */
export function DueDay({ contest }: { contest: ContestSummary }) {
  const due = day(contest.dueOn);
  return (
    <time dateTime={contest.dueOn} {...(contest.isOverdue && { class: 'warning-text' })}>
      {contest.isOverdue ? ct('contests.overdue', { day: due }) : due}
    </time>
  );
}
