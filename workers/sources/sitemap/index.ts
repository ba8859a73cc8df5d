import { collectLinked, type Listing, mayAsk } from '../collect-linked.ts';
import { bytesOf, takePage } from '../collect-pages.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';

/** Sitemaps of an index that one round reads at most. */
const MAX_SITEMAPS = 10;
const ACCEPT = 'application/xml, text/xml;q=0.9, */*;q=0.1';

/** Pages that a site's sitemap names, newest change first, each read by the source's selectors as one page. */
export const sitemapAdapter: SourceAdapter<'sitemap'> = {
  kind: 'sitemap',
  async *collect(source, context) {
    const { selectors, maxPages } = source;
    const listings = turnSitemaps(source, context);
    yield* collectLinked({
      source,
      context,
      maxPages,
      listings,
      jobOf: (answer) => ({
        kind: 'html',
        ...bytesOf(answer, source.language),
        selectors,
        isOnePost: true,
      }),
    });
  },
};

/** An index names sitemaps, which name pages; an index in an index is not allowed by sitemaps.org and not followed. */
async function* turnSitemaps(source: SourceOf<'sitemap'>, context: CollectContext): AsyncGenerator<Listing> {
  const read = (url: string) =>
    takePage({ context, accept: ACCEPT }, url, (answer) => ({
      kind: 'sitemap',
      ...bytesOf(answer),
      paths: source.paths,
    }));
  const first = await read(source.url);
  const named = (first.lists ?? []).filter((address) => mayAsk(context, address)).slice(0, MAX_SITEMAPS);
  if (named.length === 0) {
    yield { url: source.url, links: first.links ?? [], next: undefined };
    return;
  }
  // Where the index no longer names the sitemap to go on at, it is read from the start.
  const rest = named.slice(Math.max(0, named.indexOf(context.plan.from ?? '')));
  for (const [n, url] of rest.entries()) {
    yield { url, links: (await read(url)).links ?? [], next: rest[n + 1] };
  }
}
