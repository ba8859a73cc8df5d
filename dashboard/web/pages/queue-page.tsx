import { useEffect } from 'preact/hooks';
import type { QueueView } from '../../wire.ts';
import { ItemList } from '../components/item-list.tsx';
import { LanguageFilter } from '../components/language-filter.tsx';
import { NextAction } from '../components/next-action.tsx';
import { FailureNotice, Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { counts } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import type { LaneId } from '../state/route.ts';
import { query } from '../state/router.ts';
import { type Remote, useRemote } from '../state/use-remote.ts';

const REFRESH_MS = 30_000;
/** Whoever looks at an empty queue waits for its first post. */
const EMPTY_REFRESH_MS = 3000;
const LIST_LIMIT = 200;

/** One lane's open posts, and the way to take the next one. */
export function QueuePage({ lane }: { lane: LaneId }) {
  const language = query.value.get('language');
  const queue = useRemote(`${lane} ${language}`, () => api.queue({ lane, language, show: 'open' }));
  useEffect(() => {
    if (queue.value !== null) counts.value = queue.value.counts;
  }, [queue.value]);
  const open = queue.value?.counts[lane] ?? null;
  const refreshMs = open === 0 ? EMPTY_REFRESH_MS : REFRESH_MS;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') queue.reload();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [queue.reload, refreshMs]);

  return (
    <>
      <PageHeading title={t(`queue.${lane}.title`)}>
        <p class="lead">{t(`queue.${lane}.lead`)}</p>
      </PageHeading>
      <NextAction lane={lane} language={language} open={open} onStale={queue.reload} />
      <OpenPosts lane={lane} language={language} queue={queue} />
    </>
  );
}

function OpenPosts(props: { lane: LaneId; language: string | null; queue: Remote<QueueView> }) {
  const { lane, language, queue } = props;
  const items = queue.value?.items ?? [];
  return (
    <section class="list-section" aria-labelledby="list-title">
      <div class="list-head">
        <div>
          <h2 id="list-title">{t('queue.list')}</h2>
          <p class="hint">{t('queue.order')}</p>
        </div>
        <LanguageFilter path={`/${lane}`} languages={queue.value?.languages ?? []} chosen={language} />
      </div>
      {queue.failure !== null && (
        <FailureNotice failure={queue.failure} title={t('state.failed')} onRetry={queue.reload} />
      )}
      {queue.value === null && queue.failure === null && <Loading />}
      {queue.value !== null && items.length === 0 && (
        <EmptyQueue lane={lane} isFiltered={language !== null} />
      )}
      {items.length > 0 && (
        <ItemList
          items={items}
          caption={t('queue.list')}
          nowMs={Date.now()}
          language={language}
          show="open"
        />
      )}
      {items.length >= LIST_LIMIT && <p class="hint">{t('queue.limit', { count: number(LIST_LIMIT) })}</p>}
    </section>
  );
}

function EmptyQueue({ lane, isFiltered }: { lane: LaneId; isFiltered: boolean }) {
  if (isFiltered) return <Notice kind="empty" title={t('queue.empty.language')} />;
  return (
    <Notice kind="empty" title={t(`queue.empty.${lane}`)}>
      <p>{t(`queue.empty.${lane}.text`)}</p>
    </Notice>
  );
}
