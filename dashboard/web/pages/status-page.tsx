import type { StatusReport } from '../../wire.ts';
import { FailureNotice, Loading } from '../components/notice.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { useRemote } from '../state/use-remote.ts';

const PARTS = ['staged', 'none', 'review', 'protect', 'dead'] as const;

/** Counts of posts and items, and what the transparency log holds. */
export function StatusPage() {
  const status = useRemote('status', api.status);
  return (
    <>
      <PageHeading title={t('status.title')}>
        <p class="lead">{t('status.lead')}</p>
      </PageHeading>
      {status.failure !== null && (
        <FailureNotice failure={status.failure} title={t('state.failed')} onRetry={status.reload} />
      )}
      {status.value === null && status.failure === null && <Loading />}
      {status.value !== null && <Report report={status.value} />}
    </>
  );
}

function Report({ report: { posts, items, log } }: { report: StatusReport }) {
  const isWhole = PARTS.reduce((sum, part) => sum + posts[part], 0) === posts.total;
  return (
    <div class="status-grid">
      <section class="card" aria-labelledby="status-posts">
        <h2 id="status-posts">{t('status.posts')}</h2>
        <table class="figures">
          <tbody>
            {PARTS.map((part) => (
              <tr key={part}>
                <th scope="row">{t(`status.posts.${part}`)}</th>
                <td>{number(posts[part])}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('status.posts.total')}</th>
              <td>{number(posts.total)}</td>
            </tr>
          </tfoot>
        </table>
        <p class={isWhole ? 'hint' : 'warning-text'}>
          {t(isWhole ? 'status.posts.sum' : 'status.posts.sum.broken')}
        </p>
      </section>
      <section class="card" aria-labelledby="status-items">
        <h2 id="status-items">{t('status.items')}</h2>
        <table class="figures">
          <tbody>
            <tr>
              <th scope="row">{t('status.items.open')}</th>
              <td>{number(items.open)}</td>
            </tr>
            <tr>
              <th scope="row">{t('status.items.decided')}</th>
              <td>{number(items.decided)}</td>
            </tr>
          </tbody>
        </table>
      </section>
      <section class="card card-wide" aria-labelledby="status-log">
        <h2 id="status-log">{t('status.log')}</h2>
        <dl class="facts">
          <div>
            <dt>{t('status.log.size')}</dt>
            <dd>{number(log.size)}</dd>
          </div>
          <div>
            <dt>{t('status.log.root')}</dt>
            <dd>{log.root === null ? t('status.log.empty') : <bdi class="mono digest">{log.root}</bdi>}</dd>
          </div>
        </dl>
        <p class="hint">{t('status.log.verify')}</p>
      </section>
    </div>
  );
}
