import { isInScope, type Source } from '../../queue/contracts/index.ts';
import { addressOfPost } from './address-of-post.ts';

/** Something that keeps flagged posts of a source from being captured. */
export interface CaptureNotice {
  readonly kind: 'capture';
  readonly field: 'scope';
  readonly message: string;
}

/**
 * What the scope of an interface lacks for its flagged posts to be captured. Of sources that are pages nothing can be told: where
 * their posts have their own pages only the posts say.
 */
export function captureNotices(source: Source): CaptureNotice[] {
  if (source.kind === 'import' || !source.enabled) return [];
  const permalink = specimenOf(source);
  if (permalink === null) return [];
  const address = addressOfPost(source, permalink);
  if (address === null) return [];
  const url = new URL(address.url);
  if (isInScope(source.authorisation.scope, url)) return [];
  const path = url.pathname.replace(/(?:1\/)?1(?:\.json)?$/, '');
  const message =
    `flagged posts of "${source.id}" are not captured: they are asked for at ${url.host}${path}, which its scope does not ` +
    'list; add it where the authorisation covers it';
  return [{ kind: 'capture', field: 'scope', message }];
}

/** The permalink of a post that this interface might bring; `null` for pages. */
function specimenOf(source: Exclude<Source, { kind: 'import' }>): string | null {
  switch (source.kind) {
    case 'mastodon':
      return new URL('/@a/1', source.url).href;
    case 'lemmy':
      return new URL(source.list.startsWith('comments/') ? '/comment/1' : '/post/1', source.url).href;
    case 'discourse':
      return new URL('/t/a/1', source.url).href;
    case 'bluesky':
    case 'jetstream':
      return 'https://bsky.app/profile/a.example/post/1';
    case 'reddit':
      return `https://www.reddit.com/r/${source.list.split('/')[1] ?? ''}/comments/1/`;
    case 'youtube': {
      const comment = /^(?:channel-)?comments\//.test(source.list) ? '&lc=1' : '';
      return `https://www.youtube.com/watch?v=1${comment}`;
    }
    // Its single posts are asked for where its list is.
    case 'wordpress':
    case 'feed':
    case 'html':
    case 'rendered':
    case 'telegram':
    case 'forum':
    case 'sitemap':
    case 'classifieds':
      return null;
    default:
      return source satisfies never;
  }
}
