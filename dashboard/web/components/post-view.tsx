import type { ItemView } from '../../wire.ts';
import type { Finding } from '../post/explain.ts';
import { hasHidden } from '../post/visible-text.ts';
import { languageInFull } from '../state/checked.ts';
import { itemPath, settings } from '../state/desk.ts';
import { dateTime, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { Later } from './later.tsx';
import { PostText, PostTextInline } from './post-text.tsx';

const capturePanel = () => import('./capture-panel.tsx').then((module) => module.loadCapturePanel());

const doubtPanel = () => import('./doubt-panel.tsx').then((module) => module.loadDoubtPanel());

/** The post as it was collected: facts, text, and media in words. */
export function PostView(props: {
  item: ItemView;
  findings: readonly Finding[];
  active: number | null;
  onChanged?: () => void;
}) {
  const { item, findings, active, onChanged } = props;
  return (
    <article class="card post" aria-labelledby="post-title">
      <h2 id="post-title" class="visually-hidden">
        {t('post.title')}
      </h2>
      <Facts item={item} />
      {item.isErased === true ? (
        <p class="warning-text">{t('post.erased')}</p>
      ) : (
        <section aria-label={t('post.text')}>
          <PostText text={item.text} language={item.language} findings={findings} active={active} />
        </section>
      )}
      {settings.value?.hasTranslator === true && item.isErased !== true && (
        <Later
          load={() => import('./translation.tsx').then(({ Translation }) => Translation)}
          with={{ item }}
        />
      )}
      {item.isCut && <p class="warning-text">{t('post.cut')}</p>}
      {item.text.includes('••') && <p class="hint">{t('post.covered')}</p>}
      {hasHidden(item.text) && <p class="hint">{t('post.hidden')}</p>}
      {item.media.length > 0 && <MediaList media={item.media} />}
      {item.hasCapture === true && <Later load={capturePanel} with={{ itemId: item.id }} isQuiet />}
      {item.doubts !== undefined && onChanged !== undefined && (
        <Later load={doubtPanel} with={{ item, onChanged }} isQuiet />
      )}
    </article>
  );
}

function Facts({ item }: { item: ItemView }) {
  const facts = [
    [t('item.language'), languageInFull(item.language)],
    [t('item.source'), <bdi class="mono">{item.sourceId}</bdi>],
    [
      t('item.published'),
      item.publishedAt === null ? t('item.published.unknown') : dateTime(item.publishedAt),
    ],
    [t('item.opened'), dateTime(item.openedAt)],
    [
      t('item.copies'),
      item.memberCount > 1
        ? t('item.copies.value', { count: number(item.memberCount) })
        : t('item.copies.none'),
    ],
    ...(item.versions === undefined
      ? []
      : ([[t('post.versions'), <Versions lane={item.lane} versions={item.versions} />]] as const)),
    ...(item.thread === undefined ? [] : ([[t('post.thread'), <Thread thread={item.thread} />]] as const)),
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Every text of an edited post, oldest first; those that came to an item lead there. */
function Versions({
  lane,
  versions,
}: {
  lane: ItemView['lane'];
  versions: NonNullable<ItemView['versions']>;
}) {
  return (
    <ol class="plain-list">
      {versions.map(({ seenAt, isHere, itemId }) => (
        <li key={seenAt + String(isHere)}>
          {itemId === null || isHere ? (
            dateTime(seenAt)
          ) : (
            <a href={itemPath({ lane, id: itemId }, null)}>{dateTime(seenAt)}</a>
          )}
          {isHere && ` · ${t('post.versions.shown')}`}
        </li>
      ))}
    </ol>
  );
}

function Thread({ thread }: { thread: NonNullable<ItemView['thread']> }) {
  return (
    <>
      {thread.title !== null && <PostTextInline text={thread.title} />}
      {thread.title !== null && thread.isAnswer && ' · '}
      {thread.isAnswer && t('post.thread.answer')}
    </>
  );
}

function MediaList({ media }: { media: ItemView['media'] }) {
  return (
    <section class="media" aria-labelledby="media-title">
      <h3 id="media-title">{t('post.media')}</h3>
      <ul>
        {media.map(({ kind, alt }, at) => (
          <li key={at}>
            <strong>{t(`post.media.${kind}`)}</strong>
            {t('app.colon')}
            {alt === undefined ? t('post.media.no-description') : <PostTextInline text={alt} />}
          </li>
        ))}
      </ul>
      <p class="hint">{t('post.media.why')}</p>
    </section>
  );
}
