import type { DryRun } from '../../wire.ts';
import { hasHidden } from '../post/visible-text.ts';
import { dateTime, languageName, number } from '../state/format.ts';
import { named, t } from '../state/locale.ts';
import { PostText } from './post-text.tsx';

/** What a source would bring now; nothing of it is kept. */
export function DryRunView({ run }: { run: DryRun }) {
  const titleId = `tried-${run.sourceId}`;
  const values = { found: number(run.found), pages: number(run.pages) };
  return (
    <section class="dry-run" aria-labelledby={titleId}>
      <h3 id={titleId}>{t('sources.tried.title')}</h3>
      <p class={run.state === 'ok' ? 'hint' : 'warning-text'}>
        {run.state === 'ok' ? t('sources.tried.found', values) : named('sources.state', run.state)}
      </p>
      {run.message !== null && (
        <p class="hint">
          <bdi lang="en">{run.message}</bdi>
        </p>
      )}
      {run.hasMore && <p class="hint">{t('sources.tried.more')}</p>}
      <ol class="dry-posts">
        {run.posts.map((post, at) => (
          <li key={at}>
            <p class="hint">
              {[
                ...(post.publishedAt === null ? [] : [dateTime(post.publishedAt)]),
                languageName(post.language ?? 'und'),
              ].join(' · ')}
            </p>
            <PostText text={post.text} language={post.language ?? 'und'} findings={[]} active={null} />
          </li>
        ))}
      </ol>
      {run.posts.some(({ text }) => hasHidden(text)) && <p class="hint">{t('post.hidden')}</p>}
    </section>
  );
}
