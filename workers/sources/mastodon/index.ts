import { bytesOf, collectPages } from '../collect-pages.ts';
import { nextLink } from '../next-link.ts';
import type { SourceAdapter, SourceOf } from '../source-adapter.ts';

/** The API's largest page. */
const PAGE_SIZE = 40;
/** Where a timeline is closed to strangers, Mastodon says so as it says that a request makes no sense. */
const ASKS_FOR_ACCOUNT = [422];

/** Public and hashtag timelines of Mastodon-compatible servers, without an account. Servers that want one are `blocked`. */
export const mastodonAdapter: SourceAdapter<'mastodon'> = {
  kind: 'mastodon',
  async *collect(source, context) {
    const start = timelineUrl(source);
    yield* collectPages(
      {
        source,
        context,
        accept: 'application/json',
        start: start.href,
        refusals: ASKS_FOR_ACCOUNT,
        nextOf: (page, answer) => nextPage(start, page.lastKey, answer.headers.link),
      },
      (answer) => ({
        kind: 'mastodon',
        ...bytesOf(answer, source.language),
      }),
    );
  },
};

function timelineUrl(source: SourceOf<'mastodon'>): URL {
  const tag = source.timeline === 'public' ? undefined : source.timeline.slice('tag/'.length);
  const path = tag === undefined ? 'public' : `tag/${encodeURIComponent(tag)}`;
  const url = new URL(`/api/v1/timelines/${path}`, source.url);
  url.searchParams.set('limit', String(PAGE_SIZE));
  return url;
}

/** `Link: <...>; rel="next"` when the server sends one, else `max_id` of the oldest status seen. */
function nextPage(
  start: URL,
  oldest: string | undefined,
  linkHeader: string | undefined,
): string | undefined {
  if (oldest === undefined) return undefined;
  if (linkHeader !== undefined) return nextLink(linkHeader, start.href);
  const next = new URL(start);
  next.searchParams.set('max_id', oldest);
  return next.href;
}
