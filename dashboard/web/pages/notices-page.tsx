import { useState } from 'preact/hooks';
import type { NoticeSummary, NoticesView } from '../../wire-casework.ts';
import { ChoiceField } from '../components/choice-field.tsx';
import { HeadRow } from '../components/head-row.tsx';
import { FailureNotice, Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { dateTime } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { noticeApi } from '../state/notice-api.ts';
import { noticeNamed, nt } from '../state/notice-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** The outbox: every notice, by where it stands. */
export function NoticesPage() {
  const { value: view, failure, reload } = useRemote('notices', noticeApi.list);
  return (
    <>
      <PageHeading title={nt('notices.title')}>
        <p class="lead">{nt('notices.lead')}</p>
      </PageHeading>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={reload} />}
      {view === null && failure === null && <Loading />}
      {view !== null && view.notices.length === 0 && (
        <Notice kind="empty" title={nt('notices.empty')}>
          <p>{nt('notices.empty.text')}</p>
        </Notice>
      )}
      {view !== null && view.notices.length > 0 && <Outbox view={view} />}
    </>
  );
}

function Outbox({ view }: { view: NoticesView }) {
  const [state, setState] = useState('');
  const shown = view.notices.filter((one) => state === '' || one.state === state);
  return (
    <>
      <div class="narrow-card notice-filter">
        <ChoiceField
          label={nt('notices.state')}
          value={state}
          none={nt('notices.filter.all')}
          options={view.states.map((one) => [one, noticeNamed('notice.state', one)])}
          onChoose={setState}
        />
      </div>
      {shown.length === 0 ? <p class="hint">{nt('notices.none')}</p> : <NoticeTable notices={shown} />}
    </>
  );
}

function NoticeTable({ notices }: { notices: readonly NoticeSummary[] }) {
  const heads = {
    number: nt('notices.number'),
    kind: nt('notices.kind'),
    platform: nt('notices.platform'),
    case: nt('notices.case'),
    drafted: nt('notices.drafted'),
    state: nt('notices.state'),
    outcome: nt('notices.outcome'),
  };
  const label = (name: keyof typeof heads) => heads[name] + t('app.colon');
  return (
    <table class="item-list">
      <caption class="visually-hidden">{nt('notices.list')}</caption>
      <HeadRow names={Object.values(heads)} />
      <tbody>
        {notices.map((one) => (
          <tr key={one.number}>
            <th scope="row">
              <a href={`/notices/${one.number}`} class="row-link">
                {nt('notice.title', { number: one.number })}
              </a>
            </th>
            <td data-label={label('kind')}>{noticeNamed('notice.kind', one.kind)}</td>
            <td data-label={label('platform')}>
              <bdi>{one.platform}</bdi>
            </td>
            <td data-label={label('case')}>
              <bdi>{one.legalReference}</bdi>
            </td>
            <td data-label={label('drafted')}>{dateTime(one.draftedAt)}</td>
            <td data-label={label('state')}>
              {noticeNamed('notice.state', one.state)}
              {one.isToCorrect && <span class="warning-text"> · {nt('notices.correct')}</span>}
            </td>
            <td data-label={label('outcome')}>
              {one.lastOutcome === null ? '–' : noticeNamed('notice.outcome', one.lastOutcome)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
