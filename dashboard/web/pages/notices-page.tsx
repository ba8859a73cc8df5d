import { useState } from 'preact/hooks';
import type { NoticesView } from '../../wire-casework.ts';
import { Awaited } from '../components/awaited.tsx';
import { ChoiceField } from '../components/choice-field.tsx';
import { Notice } from '../components/notice.tsx';
import { NoticeTable } from '../components/notice-table.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { noticeApi } from '../state/notice-api.ts';
import { loadNoticeWords, noticeNamed, nt } from '../state/notice-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** The outbox: every notice, by where it stands. */
function NoticesPage() {
  const remote = useRemote('notices', noticeApi.list);
  const { value: view } = remote;
  return (
    <>
      <PageHeading title={nt('notices.title')}>
        <p class="lead">{nt('notices.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
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

export async function loadNoticesPage(): Promise<typeof NoticesPage> {
  await loadNoticeWords();
  return NoticesPage;
}
