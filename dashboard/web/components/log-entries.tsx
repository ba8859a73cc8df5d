import { useState } from 'preact/hooks';
import type { LogPurpose } from '../../../queue/contracts/index.ts';
import type { EntriesView, ReadLogEntry } from '../../wire-oversight.ts';
import { number } from '../state/format.ts';
import { logAddress } from '../state/log-address.ts';
import { type EntryFilter, oversightApi } from '../state/oversight-api.ts';
import { ot } from '../state/oversight-words.ts';
import { navigate, query } from '../state/router.ts';
import { useAction } from '../state/use-action.ts';
import { useRemote } from '../state/use-remote.ts';
import { Awaited } from './awaited.tsx';
import { LogFilter } from './log-filter.tsx';
import { LogTable } from './log-table.tsx';
import { Notice, StepFailure } from './notice.tsx';
import { PurposeField } from './purpose-field.tsx';

/** Entries by kind, time and what they are about; which are shown stands in the address. */
export function LogEntries(props: { purposes: readonly LogPurpose[]; kinds: readonly string[] }) {
  const filter = filterIn(query.value);
  const path = logAddress(filter);
  const remote = useRemote(path, () => oversightApi.entries(filter));
  const { value } = remote;
  return (
    <section class="list-section" aria-labelledby="log-entries">
      <h2 id="log-entries">{ot('log.entries')}</h2>
      <LogFilter
        key={path}
        kinds={props.kinds}
        filter={filter}
        onFilter={(next) => navigate(logAddress(next), { replace: true })}
      />
      <Awaited {...remote} />
      {value !== null && (
        <Listed key={path} path={path} filter={filter} page={value} purposes={props.purposes} />
      )}
    </section>
  );
}

function Listed(props: {
  path: string;
  filter: EntryFilter;
  page: EntriesView;
  purposes: readonly LogPurpose[];
}) {
  const { filter, page, purposes } = props;
  const [read, setRead] = useState<readonly ReadLogEntry[] | null>(null);
  if (page.entries.length === 0) return <Notice kind="empty" title={ot('log.empty')} />;
  const { start, end } = page.range;
  return (
    <>
      {(filter.from ?? filter.to ?? filter.first) !== undefined && (
        <p class="hint">{ot('log.range', { start: number(start), end: number(Math.max(start, end - 1)) })}</p>
      )}
      <LogTable entries={page.entries} read={read} />
      <nav class="actions" aria-label={ot('log.entries')}>
        {filter.before !== undefined && (
          <a class="button" href={logAddress({ ...filter, before: undefined })}>
            {ot('log.latest')}
          </a>
        )}
        {page.older !== null && (
          <a class="button" rel="next" href={logAddress({ ...filter, before: page.older })}>
            {ot('log.older')}
          </a>
        )}
      </nav>
      {read === null && (
        <ReadForm
          purposes={purposes}
          read={(purpose) =>
            oversightApi.read({ ...filter, before: (page.entries[0]?.index ?? 0) + 1 }, purpose)
          }
          onRead={setRead}
        />
      )}
    </>
  );
}

function ReadForm(props: {
  purposes: readonly LogPurpose[];
  read: (purpose: LogPurpose) => Promise<{ readonly entries: readonly ReadLogEntry[] }>;
  onRead: (entries: readonly ReadLogEntry[]) => void;
}) {
  const [purpose, setPurpose] = useState<LogPurpose | ''>('');
  const [isMissing, setMissing] = useState(false);
  const { isBusy, failure, run } = useAction();
  const submit = (event: Event) => {
    event.preventDefault();
    setMissing(purpose === '');
    if (purpose !== '')
      void run(
        () => props.read(purpose),
        ({ entries }) => props.onRead(entries),
      );
  };
  return (
    <form class="form card narrow-card log-read" noValidate onSubmit={submit}>
      <p class="hint">{ot('log.read.hint')}</p>
      <PurposeField purposes={props.purposes} value={purpose} onChoose={setPurpose} />
      <StepFailure failure={failure} />
      <div class="actions">
        <button type="submit" class="button" disabled={isBusy}>
          {ot('log.read')}
        </button>
      </div>
      <p class="warning-text" role="status">
        {isMissing && purpose === '' && ot('purpose.missing')}
      </p>
    </form>
  );
}

function filterIn(params: URLSearchParams): EntryFilter {
  const of = (name: string) => params.get(name) || undefined;
  const position = (name: string) => {
    const given = of(name);
    return given !== undefined && /^\d{1,15}$/.test(given) ? { [name]: Number(given) } : {};
  };
  return {
    ...(of('kind') !== undefined && { kind: of('kind') as string }),
    ...(of('subject') !== undefined && { subject: of('subject') as string }),
    ...(of('from') !== undefined && { from: of('from') as string }),
    ...(of('to') !== undefined && { to: of('to') as string }),
    ...position('first'),
    ...position('before'),
  };
}
