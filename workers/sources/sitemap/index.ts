import { collectLinked, onePost } from '../collect-linked.ts';
import { bytesOf, takePage } from '../collect-pages.ts';
import { MissingPages } from '../missing-pages.ts';
import { ScopedLinks } from '../scoped-links.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';

/** Sitemaps of an index that one round reads at most. */
const MAX_SITEMAPS = 10;
const ACCEPT = 'application/xml, text/xml;q=0.9, */*;q=0.1';

/** Pages that a site's sitemap names, newest change first, each read by the source's selectors as one page. */
export const sitemapAdapter: SourceAdapter<'sitemap'> = {
  kind: 'sitemap',
  async *collect(source, context) {
    const links = sitemapLinks(source, context);
    yield* collectLinked({ source, context, links, jobOf: onePost(source) });
  },
};

/**
 * An index names sitemaps, which name pages; an index in an index is not allowed by sitemaps.org and not followed. An index
 * lags behind as lists do: a sitemap of it may be missing.
 */
async function* sitemapLinks(
  source: SourceOf<'sitemap'>,
  context: CollectContext,
): AsyncGenerator<readonly string[]> {
  const read = async (url: string) => {
    const { page } = await takePage({ context, accept: ACCEPT }, url, (answer) => ({
      kind: 'sitemap',
      ...bytesOf(answer),
      paths: source.paths,
    }));
    return page;
  };
  const first = await read(source.url);
  if (first.links !== undefined) yield first.links;
  const scoped = new ScopedLinks('sitemaps');
  const here = (first.lists ?? []).filter((address) => scoped.mayAsk(context, address));
  scoped.settle(context, source.id);
  const missing = new MissingPages('sitemaps', source.url, context);
  let isRead = false;
  try {
    for (const address of here.slice(0, MAX_SITEMAPS)) {
      const sitemap = await missing.take(read(address));
      if (sitemap !== undefined) yield sitemap.links ?? [];
    }
    isRead = true;
  } finally {
    // A round that has its pages ends this at a yield; the sitemaps before it may be the newest.
    if (!isRead) missing.tell(source.id);
  }
  missing.settle(source.id);
}
