import { isInScope } from '../../../queue/contracts/index.ts';
import { collectLinked, onePost } from '../collect-linked.ts';
import { bytesOf, takePage } from '../collect-pages.ts';
import { MissingPages } from '../missing-pages.ts';
import type { ParsedPage } from '../parse/parse-job.ts';
import { ScopedLinks } from '../scoped-links.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';
import { type Listed, orderLinks } from './order-links.ts';

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
 * An index names sitemaps, which name pages; an index in an index is not allowed by sitemaps.org and not followed. The newest page
 * may be in any of them, so they are read before its pages are. An index lags behind as lists do: a sitemap of it may be missing.
 */
async function* sitemapLinks(
  source: SourceOf<'sitemap'>,
  context: CollectContext,
): AsyncGenerator<readonly string[]> {
  const maxPages = context.plan.pages ?? source.maxPages;
  const read = async (url: string) => {
    const { page } = await takePage({ context, accept: ACCEPT }, url, (answer) => ({
      kind: 'sitemap',
      ...bytesOf(answer),
      paths: source.paths,
    }));
    return page;
  };
  const first = await read(source.url);
  if (first.links !== undefined) yield orderLinks([listedIn(first)], maxPages);
  const scoped = new ScopedLinks('sitemaps');
  const { lists = [], changed = [] } = first;
  const here = listedIn({ links: lists, changed }).filter(({ address }) => scoped.mayAsk(context, address));
  scoped.settle(context, source.id);
  const missing = new MissingPages('sitemaps', source.url, context);
  const sitemaps: Listed[][] = [];
  let fault: unknown;
  try {
    for (const { address, changedAt } of here.slice(0, MAX_SITEMAPS)) {
      if (countNewer(source, sitemaps.flat(), changedAt) >= maxPages) break;
      const page = await missing.take(read(address));
      if (page !== undefined) sitemaps.push(listedIn(page));
    }
  } catch (error) {
    missing.tell(source.id);
    fault = error;
  }
  if (fault === undefined) missing.settle(source.id);
  const left = here.length - MAX_SITEMAPS;
  if (left > 0)
    context.logger.warn({ source: source.id, left }, 'sitemaps of the index are not read in a round');
  // What was read before a fault is not lost for it.
  yield orderLinks(sitemaps, maxPages);
  if (fault !== undefined) throw fault;
}

/** Pages that the scope has and that changed after everything in a sitemap; none where nothing says when that was. */
function countNewer({ authorisation }: SourceOf<'sitemap'>, pages: readonly Listed[], than: string): number {
  if (than === '') return 0;
  return pages.filter(
    (page) => page.changedAt > than && isInScope(authorisation.scope, new URL(page.address)),
  ).length;
}

function listedIn({ links = [], changed = [] }: Pick<ParsedPage, 'links' | 'changed'>): Listed[] {
  return links.map((address, at) => ({ address, changedAt: changed[at] ?? '' }));
}
