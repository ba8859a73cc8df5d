import { type CollectedKind, isInScope, type Source } from '../../queue/contracts/index.ts';

/** Where one post is captured: its page as readers see it, or the answer of an interface. */
export interface PostAddress {
  readonly kind: 'page' | 'answer';
  readonly url: string;
}

type CollectedSource = Extract<Source, { kind: CollectedKind }>;
/** Interfaces on the host that shows the pages, too. */
type BesideItsPages = Extract<Source, { kind: 'mastodon' | 'lemmy' | 'discourse' | 'wordpress' }>;

/** Interfaces whose places close their pages to programs, or have none: a page is never asked for in their name. */
const MAY_BE_ASKED_FOR: Readonly<Record<CollectedKind, 'its page' | 'its answer alone'>> = {
  feed: 'its page',
  html: 'its page',
  rendered: 'its page',
  mastodon: 'its page',
  bluesky: 'its answer alone',
  jetstream: 'its answer alone',
  lemmy: 'its page',
  discourse: 'its page',
  telegram: 'its page',
  reddit: 'its answer alone',
  youtube: 'its answer alone',
  forum: 'its page',
  sitemap: 'its page',
  classifieds: 'its page',
  wordpress: 'its page',
};

/**
 * Where the post with this permalink is captured. For a source that is an interface that is the interface's own address of
 * the one post, on the host that the source names; a post that lives elsewhere, or whose address says no number, is captured
 * as the page that it is, as far as the source's scope allows.
 */
export function addressOfPost(source: Source, permalink: string): PostAddress | null {
  if (!URL.canParse(permalink) || source.kind === 'import') return null;
  const link = new URL(permalink);
  const answer = answerFor(source, link);
  if (answer !== null) return { kind: 'answer', url: answer.href };
  if (MAY_BE_ASKED_FOR[source.kind] === 'its answer alone') return null;
  return { kind: 'page', url: pageFor(source, link).href };
}

function answerFor(source: CollectedSource, link: URL): URL | null {
  switch (source.kind) {
    case 'bluesky':
      return blueskyPost(source.url, link);
    case 'jetstream':
      return blueskyPost(source.postsUrl, link);
    case 'reddit':
      return redditThing(source, link);
    case 'youtube':
      return youtubeThing(source.url, link);
    case 'mastodon':
    case 'lemmy':
    case 'discourse':
    case 'wordpress':
      return link.host === new URL(source.url).host ? ownPost(source, link) : null;
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

function ownPost(source: BesideItsPages, link: URL): URL | null {
  switch (source.kind) {
    case 'mastodon': {
      const [, id] = /\/(\d+)$/.exec(link.pathname) ?? [];
      return id === undefined ? null : new URL(`/api/v1/statuses/${id}`, source.url);
    }
    case 'lemmy': {
      const [, kind, id] = /^\/(post|comment)\/(\d+)$/.exec(link.pathname) ?? [];
      return kind === undefined ? null : new URL(`/api/v${source.api}/${kind}?id=${id}`, source.url);
    }
    case 'discourse': {
      const [, topic, post] = /^\/t\/[^/]+\/(\d+)(?:\/(\d+))?$/.exec(link.pathname) ?? [];
      // The address of the topic gives twenty posts, and without this one those around its place.
      const number = `${topic}/${post ?? '1'}`;
      return topic === undefined ? null : new URL(`/posts/by_number/${number}.json`, source.url);
    }
    case 'wordpress':
      // Its page shows more than its answer does.
      return isInScope(source.authorisation.scope, link) ? null : wordpressEntry(source, link);
    default:
      return source satisfies never;
  }
}

function blueskyPost(base: string, link: URL): URL | null {
  const [, repository, key] = /^\/profile\/([^/]+)\/post\/([^/]+)$/.exec(link.pathname) ?? [];
  if (repository === undefined || key === undefined) return null;
  const uri = `at://${decoded(repository)}/app.bsky.feed.post/${key}`;
  return withParameters(new URL('/xrpc/app.bsky.feed.getPosts', base), { uris: uri });
}

/**
 * `info` gives the one thing and nobody's else, a post's own page in the interface all its comments. Below a subreddit it
 * is within the scope of the list that is read there.
 */
function redditThing(source: Extract<Source, { kind: 'reddit' }>, link: URL): URL | null {
  const [, subreddit, post, comment] =
    /^\/r\/([^/]+)\/comments\/([a-z0-9]+)(?:\/[^/]*(?:\/([a-z0-9]+))?)?\/?$/i.exec(link.pathname) ?? [];
  if (subreddit === undefined || post === undefined) return null;
  const place = source.list.startsWith('search/') ? '' : `/r/${subreddit}`;
  const id = comment === undefined ? `t3_${post}` : `t1_${comment}`;
  return withParameters(new URL(`${place}/api/info`, source.url), { id, raw_json: '1' });
}

/** Lists by id cost 1 unit of the daily quota each. */
function youtubeThing(base: string, link: URL): URL | null {
  const video = link.pathname === '/watch' ? link.searchParams.get('v') : null;
  if (video === null || video === '') return null;
  const comment = link.searchParams.get('lc');
  return comment === null
    ? withParameters(new URL('/youtube/v3/videos', base), { part: 'snippet', id: video })
    : withParameters(new URL('/youtube/v3/comments', base), {
        ...{ part: 'snippet', textFormat: 'plainText', id: comment },
      });
}

/** By its number where the address says one, else by the last part of its path, which a site gives once. */
function wordpressEntry(source: Extract<Source, { kind: 'wordpress' }>, link: URL): URL | null {
  const base = source.url.endsWith('/') ? source.url : `${source.url}/`;
  const entries = new URL(`wp-json/wp/v2/${source.list}`, base);
  const [, comment] = /^#comment-(\d+)$/.exec(link.hash) ?? [];
  if (source.list === 'comments') {
    return comment === undefined ? null : withParameters(entries, { include: comment });
  }
  const number = link.searchParams.get('p');
  if (number !== null && /^\d+$/.test(number)) return withParameters(entries, { include: number });
  const slug = link.pathname.split('/').findLast((part) => part !== '');
  return slug === undefined ? null : withParameters(entries, { slug: decoded(slug) });
}

/** A part of a path without its percent signs; as it stands where they are none. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function withParameters(url: URL, parameters: Readonly<Record<string, string>>): URL {
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/** The public preview of a Telegram channel begins at any of its posts; the post's own address shows an invitation only. */
function pageFor(source: CollectedSource, link: URL): URL {
  if (source.kind !== 'telegram' || link.pathname.startsWith('/s/')) return link;
  return new URL(`/s${link.pathname}`, source.url);
}
