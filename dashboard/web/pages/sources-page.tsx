import { useState } from 'preact/hooks';
import type { DryRun, SourceHealth } from '../../wire.ts';
import { Awaited } from '../components/awaited.tsx';
import { DryRunView } from '../components/dry-run.tsx';
import { FailureNotice, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { SourceCard } from '../components/source-card.tsx';
import { announce } from '../state/announcer.ts';
import { ApiFailure, api } from '../state/api.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { loadSourceWords, sourceText } from '../state/source-words.ts';
import { useRemote } from '../state/use-remote.ts';

/** How each source has been doing, what ails first, and what one would bring now. */
function SourcesPage() {
  const remote = useRemote('sources', api.sources);
  const [busy, setBusy] = useState<string | null>(null);
  const [tried, setTried] = useState<DryRun | null>(null);
  const [failure, setFailure] = useState<{ id: string; of: ApiFailure } | null>(null);

  const tryOut = (id: string) => {
    if (busy !== null) return;
    setBusy(id);
    announce(sourceText('sources.trying'));
    api
      .trySource(id)
      .then(
        (run) => {
          setTried(run);
          setFailure(null);
          announce(sourceText('sources.tried', { count: number(run.found) }));
        },
        (error: unknown) =>
          setFailure({ id, of: error instanceof ApiFailure ? error : new ApiFailure(null) }),
      )
      .finally(() => setBusy(null));
  };

  const sources = [...(remote.value?.sources ?? [])].sort(illFirst);
  return (
    <>
      <PageHeading title={sourceText('sources.title')}>
        <p class="lead">{sourceText('sources.lead')}</p>
      </PageHeading>
      <Awaited {...remote} />
      {remote.value !== null && sources.length === 0 && (
        <Notice kind="empty" title={sourceText('sources.empty')}>
          <p>{sourceText('sources.empty.text')}</p>
        </Notice>
      )}
      <div class="source-list">
        {sources.map((source) => (
          <SourceCard
            key={source.id}
            source={source}
            isBusy={busy === source.id}
            onTry={() => tryOut(source.id)}
          >
            {failure?.id === source.id && <FailureNotice failure={failure.of} title={t('state.failed')} />}
            {tried?.sourceId === source.id && <DryRunView run={tried} />}
          </SourceCard>
        ))}
      </div>
    </>
  );
}

export async function loadSourcesPage(): Promise<typeof SourcesPage> {
  await loadSourceWords();
  return SourcesPage;
}

function illFirst(one: SourceHealth, other: SourceHealth): number {
  return rank(one) - rank(other) || one.id.localeCompare(other.id);
}

function rank({ isEnabled, state }: SourceHealth): number {
  if (!isEnabled) return 2;
  return state === 'ok' || state === 'new' ? 1 : 0;
}
