import { ItemList } from '../components/item-list.tsx';
import { FailureNotice, Loading, Notice } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { t } from '../state/locale.ts';
import type { LaneId } from '../state/route.ts';
import { navigate, query } from '../state/router.ts';
import { useRemote } from '../state/use-remote.ts';

/** Closed posts of one lane, to look up what was decided. */
export function ClosedPage() {
  const lane: LaneId = query.value.get('lane') === 'protect' ? 'protect' : 'review';
  const closed = useRemote(`closed ${lane}`, () => api.queue({ lane, language: null, show: 'closed' }));
  const items = closed.value?.items ?? [];
  return (
    <>
      <PageHeading title={t('closed.title')}>
        <p class="lead">{t('closed.lead')}</p>
      </PageHeading>
      <section class="list-section" data-lane={lane} aria-labelledby="list-title">
        <div class="list-head">
          <h2 id="list-title">{t(`queue.${lane}.title`)}</h2>
          <label class="field field-inline">
            <span class="field-label">{t('closed.lane')}</span>
            <select
              class="select"
              value={lane}
              onChange={(event) => navigate(`/closed?lane=${event.currentTarget.value}`, { replace: true })}
            >
              <option value="review">{t('queue.review.title')}</option>
              <option value="protect">{t('queue.protect.title')}</option>
            </select>
          </label>
        </div>
        {closed.failure !== null && (
          <FailureNotice failure={closed.failure} title={t('state.failed')} onRetry={closed.reload} />
        )}
        {closed.value === null && closed.failure === null && <Loading />}
        {closed.value !== null && items.length === 0 && (
          <Notice kind="empty" title={t('closed.empty')}>
            <p>{t('closed.empty.text')}</p>
          </Notice>
        )}
        {items.length > 0 && (
          <ItemList
            items={items}
            caption={t('closed.title')}
            nowMs={Date.now()}
            language={null}
            show="closed"
          />
        )}
      </section>
    </>
  );
}
