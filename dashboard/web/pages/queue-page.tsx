import { useEffect, useState } from 'preact/hooks';
import { ItemList } from '../components/item-list.tsx';
import { Kbd } from '../components/kbd.tsx';
import { LanguageFilter } from '../components/language-filter.tsx';
import { FailureNotice, Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { type ApiFailure, api } from '../state/api.ts';
import { counts, openNext, settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import type { LaneId } from '../state/route.ts';
import { query } from '../state/router.ts';
import { useShortcuts } from '../state/shortcuts.ts';
import { useRemote } from '../state/use-remote.ts';

const REFRESH_MS = 30_000;
const LIST_LIMIT = 200;

/** One lane's open posts, and the way to take the next one. */
export function QueuePage({ lane }: { lane: LaneId }) {
  const language = query.value.get('language');
  const queue = useRemote(`${lane} ${language}`, () => api.queue({ lane, language, show: 'open' }));
  const [failure, setFailure] = useState<ApiFailure | 'none' | null>(null);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => {
    if (queue.value !== null) counts.value = queue.value.counts;
  }, [queue.value]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') queue.reload();
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [queue.reload]);

  const next = async () => {
    if (isBusy) return;
    setBusy(true);
    const result = await openNext(lane, language);
    setBusy(false);
    setFailure(result);
    if (result !== null) queue.reload();
  };
  const takeNext = () => void next();
  useShortcuts({ Enter: takeNext, g: takeNext });

  const items = queue.value?.items ?? [];
  return (
    <>
      <PageHeading title={t(`queue.${lane}.title`)}>
        <p class="lead">{t(`queue.${lane}.lead`)}</p>
      </PageHeading>

      <section class="next-action" aria-label={t('queue.next')}>
        <div class="next-count">
          <span class="figure">{queue.value === null ? '–' : number(queue.value.counts[lane])}</span>
          <span>{t('queue.waiting')}</span>
        </div>
        <div class="next-button">
          <button
            type="button"
            class="button button-primary button-large"
            disabled={isBusy}
            onClick={takeNext}
          >
            {t(lane === 'protect' ? 'queue.next.protect' : 'queue.next')} <Kbd name="Enter" />
          </button>
          <p class="hint">{t('queue.next.hint', { minutes: number(settings.value?.leaseMinutes ?? 0) })}</p>
        </div>
      </section>
      {failure === 'none' && <Notice kind="info" title={t('queue.next.none')} isAlert />}
      {failure !== null && failure !== 'none' && (
        <FailureNotice failure={failure} title={t('state.failed')} onRetry={takeNext} />
      )}

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
    </>
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
