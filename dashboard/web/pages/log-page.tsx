import { Awaited } from '../components/awaited.tsx';
import { LogEntries } from '../components/log-entries.tsx';
import { LogStateCard } from '../components/log-state-card.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** The transparency log: how it stands, whether it is whole, and its entries. */
export function LogPage() {
  const remote = useRemote('log', oversightApi.log);
  const { value, reload, refresh } = remote;
  return (
    <>
      <PageHeading title={ot('log.title')}>
        <p class="lead">{ot('log.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {value !== null && <LogStateCard view={value} onStarted={reload} onTick={refresh} />}
      {value !== null && <LogEntries purposes={value.purposes} kinds={value.allKinds} />}
    </>
  );
}
