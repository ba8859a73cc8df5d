import type { DryRun } from '../../wire.ts';
import { hasHidden } from '../post/visible-text.ts';
import { dateTime, languageName, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { sourceNamed, sourceText } from '../state/source-words.ts';
import { PostText } from './post-text.tsx';
import { ReasonName, SourceAdvice } from './source-ailment.tsx';

/** What a source would bring now; nothing of it is kept. */
export function DryRunView({ run }: { run: DryRun }) {
  const titleId = `tried-${run.sourceId}`;
  const values = { found: number(run.found), pages: number(run.pages) };
  return (
    <section class="dry-run" aria-labelledby={titleId}>
      <h3 id={titleId}>{sourceText('sources.tried.title')}</h3>
      <p class={run.state === 'ok' ? 'hint' : 'warning-text'}>
        {run.state === 'ok'
          ? sourceText('sources.tried.found', values)
          : sourceNamed('sources.state', run.state)}
        {run.reason !== null && (
          <>
            {t('app.colon')}
            <ReasonName reason={run.reason} />
          </>
        )}
      </p>
      <SourceAdvice state={run.state} message={run.message} />
      {run.hasMore && <p class="hint">{sourceText('sources.tried.more')}</p>}
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
