import type { RenderedPage } from '../../fetch/browser.ts';
import { warnOfLosses } from '../collect-pages.ts';
import type { ParsedPage } from '../parse/parse-job.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';

type Rendered = SourceOf<'rendered'>;

/**
 * Pages that exist only after their script ran: the browser shows them, scrolls or presses "load more" as the source allows,
 * and the selectors of `html` read them. A `next` link is shown as a page of its own, up to `maxPages`.
 */
export const renderedAdapter: SourceAdapter<'rendered'> = {
  kind: 'rendered',
  async *collect(source, context) {
    const seen = new Set<string>();
    let next: string | undefined = source.url;
    for (let pages = 0; next !== undefined && pages < source.maxPages; pages += 1) {
      const page: ParsedPage = await read(source, context, await show(source, context, next));
      const fresh = page.posts.filter((post) => !seen.has(post.key));
      if (fresh.length > 0) yield fresh;
      // Some sites answer every page number with the last page.
      if (fresh.length === 0 && pages > 0) return;
      for (const post of fresh) seen.add(post.key);
      next = page.next;
    }
  },
};

async function show(source: Rendered, context: CollectContext, url: string): Promise<RenderedPage> {
  const { selectors, maxScrolls, loadMore } = source;
  return await context.browser.render(url, {
    gate: context.gate,
    waitFor: selectors.item,
    more: maxScrolls === 0 ? undefined : { max: maxScrolls, button: loadMore },
    signal: context.signal,
  });
}

async function read(source: Rendered, context: CollectContext, shown: RenderedPage): Promise<ParsedPage> {
  const { selectors, language } = source;
  const page = await context.parse({
    kind: 'html',
    bytes: new TextEncoder().encode(shown.html),
    contentType: 'text/html; charset=utf-8',
    url: shown.url,
    selectors,
    language,
  });
  warnOfLosses({ source, context }, page);
  return page;
}
