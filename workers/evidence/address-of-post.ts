import type { Source } from '../../queue/contracts/index.ts';

/** Where one post is captured: its page as readers see it, or the answer of an interface. */
export interface PostAddress {
  readonly kind: 'page' | 'answer';
  readonly url: string;
}

/**
 * Where the post with this permalink is captured. For a source that is an interface that is the interface's own address of
 * the one post, on the host that the source names; a post that lives elsewhere, or whose address says no number, is captured
 * as the page that it is, as far as the source's scope allows.
 */
export function addressOfPost(source: Source, permalink: string): PostAddress | null {
  if (!URL.canParse(permalink) || source.kind === 'import') return null;
  const url = new URL(permalink);
  const answer = answerFor(source, url);
  return answer === null
    ? { kind: 'page', url: pageFor(source, url).href }
    : { kind: 'answer', url: answer.href };
}

function answerFor(source: Exclude<Source, { kind: 'import' }>, link: URL): URL | null {
  const base = new URL(source.url);
  if (source.kind === 'bluesky') {
    const [, repository, key] = /^\/profile\/([^/]+)\/post\/([^/]+)$/.exec(link.pathname) ?? [];
    if (repository === undefined || key === undefined) return null;
    const url = new URL('/xrpc/app.bsky.feed.getPosts', base);
    url.searchParams.set('uris', `at://${decodeURIComponent(repository)}/app.bsky.feed.post/${key}`);
    return url;
  }
  if (link.host !== base.host) return null;
  switch (source.kind) {
    case 'mastodon': {
      const [, id] = /\/(\d+)$/.exec(link.pathname) ?? [];
      return id === undefined ? null : new URL(`/api/v1/statuses/${id}`, base);
    }
    case 'lemmy': {
      const [, kind, id] = /^\/(post|comment)\/(\d+)$/.exec(link.pathname) ?? [];
      return kind === undefined ? null : new URL(`/api/v3/${kind}?id=${id}`, base);
    }
    case 'discourse': {
      const [, topic, post] = /^\/t\/[^/]+\/(\d+)(?:\/(\d+))?$/.exec(link.pathname) ?? [];
      return topic === undefined ? null : new URL(`/t/${topic}/${post ?? '1'}.json`, base);
    }
    default:
      return null;
  }
}

/** The public preview of a Telegram channel begins at any of its posts; the post's own address shows an invitation only. */
function pageFor(source: Exclude<Source, { kind: 'import' }>, link: URL): URL {
  if (source.kind !== 'telegram' || link.pathname.startsWith('/s/')) return link;
  return new URL(`/s${link.pathname}`, source.url);
}
