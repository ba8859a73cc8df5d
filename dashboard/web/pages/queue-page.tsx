import { useEffect, useRef } from 'preact/hooks';
import type { QueueView } from '../../wire.ts';
import { Awaited } from '../components/awaited.tsx';
import { ItemList } from '../components/item-list.tsx';
import { LanguageFilter } from '../components/language-filter.tsx';
import { Later } from '../components/later.tsx';
import { NextAction } from '../components/next-action.tsx';
import { Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { counts, settings } from '../state/desk.ts';
import { number } from '../state/format.ts';
import { liveLanes } from '../state/live.ts';
import { t } from '../state/locale.ts';
import type { LaneId } from '../state/route.ts';
import { query } from '../state/router.ts';
import { useCalm } from '../state/use-calm.ts';
import { type Remote, useRemote } from '../state/use-remote.ts';

const unreadLanguages = () =>
  import('../components/unread-languages.tsx').then((module) => module.loadUnreadLanguages());

const REFRESH_MS = 30_000;
/** Whoever looks at an empty queue waits for its first post. */
const EMPTY_REFRESH_MS = 3000;
const LIST_LIMIT = 200;
const NONE: QueueView['items'] = [];

/** One lane's open posts, and the way to take the next one. */
export function QueuePage({ lane }: { lane: LaneId }) {
  const language = query.value.get('language');
  const queue = useRemote(`${lane} ${language}`, (asker) =>
    api.queue({ lane, language, show: 'open' }, asker),
  );
  useEffect(() => {
    if (queue.value !== null) counts.value = queue.value.counts;
  }, [queue.value]);
  const open = queue.value?.counts[lane] ?? null;
  const unread = queue.value?.unread ?? [];
  const may = settings.value?.may;
  const mayJudge = lane === 'protect' ? may?.judgeProtect : may?.judgeReview;
  useRefresh(lane, open, queue.refresh);

  return (
    <>
      <PageHeading title={t(`queue.${lane}.title`)}>
        <p class="lead">{t(`queue.${lane}.lead`)}</p>
      </PageHeading>
      {mayJudge && <NextAction lane={lane} language={language} open={open} onStale={queue.reload} />}
      {unread.length > 0 && <Later load={unreadLanguages} with={{ unread }} />}
      <OpenPosts lane={lane} language={language} queue={queue} />
    </>
  );
}

/** Asks anew when something changed; without a stream of changes now and then. */
function useRefresh(lane: LaneId, open: number | null, refresh: () => void): void {
  const state = liveLanes.value?.[lane];
  const key = state === undefined ? null : JSON.stringify(state);
  const counted = state?.open ?? null;
  const last = useRef(key);
  useEffect(() => {
    // A stream that broke says nothing, so the list stands by the last event; the next one tells what came meanwhile.
    if (key === null || key === last.current) return;
    // The first event says how the list stands that was just asked for, unless something came between the two.
    const isFirst = last.current === null;
    last.current = key;
    if (!isFirst || (open !== null && open !== counted)) refresh();
  }, [key, counted, open, refresh]);
  const refreshMs = open === 0 ? EMPTY_REFRESH_MS : REFRESH_MS;
  useEffect(() => {
    if (key !== null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, refreshMs);
    return () => clearInterval(timer);
  }, [refresh, refreshMs, key === null]);
}

function OpenPosts(props: { lane: LaneId; language: string | null; queue: Remote<QueueView> }) {
  const { lane, language, queue } = props;
  const items = queue.value?.items ?? NONE;
  const list = useRef<HTMLDivElement>(null);
  const { rows, isHeld, show } = useCalm(items, list);
  // Posts of the review lane are handed out, not chosen: the list is of those the person was given.
  const isDrawn = lane === 'review';
  const hasOthers = isDrawn && (queue.value?.counts.review ?? 0) > 0 && language === null;
  return (
    <section class="list-section" aria-labelledby="list-title">
      <div class="list-head">
        <div>
          <h2 id="list-title">{t(isDrawn ? 'queue.list.mine' : 'queue.list')}</h2>
          <p class="hint">{t(isDrawn ? 'queue.drawn' : 'queue.order')}</p>
        </div>
        <LanguageFilter path={`/${lane}`} languages={queue.value?.languages ?? []} chosen={language} />
      </div>
      <Awaited {...queue} />
      {queue.value !== null && items.length === 0 && (
        <EmptyQueue lane={lane} isFiltered={language !== null} hasOthers={hasOthers} />
      )}
      <p class="list-changed" role="status">
        {isHeld && (
          <button type="button" class="button button-small" onClick={show}>
            {t('queue.changed')}
          </button>
        )}
      </p>
      <div ref={list}>
        {rows.length > 0 && (
          <ItemList
            items={rows}
            caption={t(isDrawn ? 'queue.list.mine' : 'queue.list')}
            nowMs={Date.now()}
            language={language}
            show="open"
          />
        )}
      </div>
      {items.length >= LIST_LIMIT && <p class="hint">{t('queue.limit', { count: number(LIST_LIMIT) })}</p>}
    </section>
  );
}

function EmptyQueue(props: { lane: LaneId; isFiltered: boolean; hasOthers: boolean }) {
  const { lane, isFiltered, hasOthers } = props;
  if (hasOthers || (isFiltered && lane === 'review'))
    return <Notice kind="empty" title={t('queue.list.mine.none')} />;
  if (isFiltered) return <Notice kind="empty" title={t('queue.empty.language')} />;
  return (
    <Notice kind="empty" title={t(`queue.empty.${lane}`)}>
      <p>{t(`queue.empty.${lane}.text`)}</p>
    </Notice>
  );
}
