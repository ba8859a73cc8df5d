import type { StatusReport } from '../../wire.ts';
import { Awaited } from '../components/awaited.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { api } from '../state/api.ts';
import { number } from '../state/format.ts';
import { loadStatusWords, statusText } from '../state/status-words.ts';
import { useRemote } from '../state/use-remote.ts';

const PARTS = ['staged', 'none', 'review', 'protect', 'dead'] as const;

/** Counts of posts and items, and what the transparency log holds. */
export function StatusPage() {
  const status = useRemote('status', api.status);
  return (
    <>
      <PageHeading title={statusText('title')}>
        <p class="lead">{statusText('lead')}</p>
      </PageHeading>
      <Awaited {...status} />
      {status.value !== null && <Report report={status.value} />}
    </>
  );
}

function Report({ report: { posts, items, log } }: { report: StatusReport }) {
  const isWhole = PARTS.reduce((sum, part) => sum + posts[part], 0) === posts.total;
  return (
    <div class="status-grid">
      <section class="card" aria-labelledby="status-posts">
        <h2 id="status-posts">{statusText('posts')}</h2>
        <table class="figures">
          <tbody>
            {PARTS.map((part) => (
              <tr key={part}>
                <th scope="row">{statusText(`posts.${part}`)}</th>
                <td>{number(posts[part])}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{statusText('posts.total')}</th>
              <td>{number(posts.total)}</td>
            </tr>
          </tfoot>
        </table>
        <p class={isWhole ? 'hint' : 'warning-text'}>
          {statusText(isWhole ? 'posts.sum' : 'posts.sum.broken')}
        </p>
      </section>
      <section class="card" aria-labelledby="status-items">
        <h2 id="status-items">{statusText('items')}</h2>
        <table class="figures">
          <tbody>
            <tr>
              <th scope="row">{statusText('items.open')}</th>
              <td>{number(items.open)}</td>
            </tr>
            <tr>
              <th scope="row">{statusText('items.decided')}</th>
              <td>{number(items.decided)}</td>
            </tr>
          </tbody>
        </table>
      </section>
      <section class="card card-wide" aria-labelledby="status-log">
        <h2 id="status-log">{statusText('log')}</h2>
        <dl class="facts">
          <div>
            <dt>{statusText('log.size')}</dt>
            <dd>{number(log.size)}</dd>
          </div>
          <div>
            <dt>{statusText('log.root')}</dt>
            <dd>{log.root === null ? statusText('log.empty') : <bdi class="mono digest">{log.root}</bdi>}</dd>
          </div>
        </dl>
        <p class="hint">{statusText('log.verify')}</p>
      </section>
    </div>
  );
}

export async function loadStatusPage(): Promise<typeof StatusPage> {
  await loadStatusWords();
  return StatusPage;
}
