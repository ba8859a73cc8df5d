import { LogEntries } from '../components/log-entries.tsx';
import { LogStateCard } from '../components/log-state-card.tsx';
import { FailureNotice, Loading } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { t } from '../state/locale.ts';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** The transparency log: how it stands, whether it is whole, and its entries. */
export function LogPage() {
  const { value, failure, reload, refresh } = useRemote('log', oversightApi.log);
  return (
    <>
      <PageHeading title={ot('log.title')}>
        <p class="lead">{ot('log.lead')}</p>
      </PageHeading>
      {failure !== null && <FailureNotice failure={failure} title={t('state.failed')} onRetry={reload} />}
      {value === null && failure === null && <Loading />}
      {value !== null && <LogStateCard view={value} onStarted={reload} onTick={refresh} />}
      {value !== null && <LogEntries purposes={value.purposes} kinds={value.allKinds} />}
    </>
  );
}
