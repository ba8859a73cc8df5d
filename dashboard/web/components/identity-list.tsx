import type { Identity } from '../../wire.ts';
import { ct } from '../state/case-words.ts';
import { t } from '../state/locale.ts';
import { PostTextInline } from './post-text.tsx';

/** Who wrote the posts of an item, as far as the place showed it. An address is text, never a link. */
export function IdentityList({ identities }: { identities: readonly Identity[] }) {
  if (identities.length === 0) return <p>{ct('name.none')}</p>;
  return (
    <ul class="identities">
      {identities.map(({ postId, author, permalink }) => (
        <li key={postId}>
          <p>
            {ct('name.author')}
            {t('app.colon')}
            {author === null ? ct('name.unknown') : <PostTextInline text={author} />}
          </p>
          <p class="digest">
            {ct('name.address')}
            {t('app.colon')}
            {permalink === null ? (
              ct('name.unknown')
            ) : (
              <bdi class="mono" dir="ltr">
                {permalink}
              </bdi>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
