import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter, SourceOf } from '../source-adapter.ts';
import { splitList } from '../split-list.ts';

/** The API's largest page. */
const PAGE_SIZE = 100;

/**
 * Author feeds, searches and feeds of the public Bluesky AppView, without an account. The AppView may ask for one for
 * searches; the source is then `blocked`.
 */
export const blueskyAdapter: SourceAdapter<'bluesky'> = {
  kind: 'bluesky',
  async *collect(source, context) {
    const start = listUrl(source).href;
    yield* collectPages({ source, context, accept: 'application/json', start }, (answer) => ({
      kind: 'bluesky',
      ...bytesOf(answer, source.language),
    }));
  },
};

const QUERIES: Readonly<Record<string, readonly [method: string, parameter: string]>> = {
  author: ['getAuthorFeed', 'actor'],
  search: ['searchPosts', 'q'],
  feed: ['getFeed', 'feed'],
};

function listUrl(source: SourceOf<'bluesky'>): URL {
  const [list, value] = splitList(source.list);
  const [method, parameter] = QUERIES[list] ?? ['searchPosts', 'q'];
  const url = new URL(`/xrpc/app.bsky.feed.${method}`, source.url);
  url.searchParams.set(parameter, value);
  url.searchParams.set('limit', String(PAGE_SIZE));
  if (list === 'search') url.searchParams.set('sort', 'latest');
  return url;
}
