import type { RenderedPage } from '../../fetch/browser.ts';
import type { ParsedPage } from '../parse/parse-job.ts';
import type { CollectContext, SourceAdapter, SourceOf } from '../source-adapter.ts';
import { turnPages } from '../turn-pages.ts';

type Rendered = SourceOf<'rendered'>;

/**
 * Pages that exist only after their script ran: the browser shows them, scrolls or presses "load more" as the source allows,
 * and the selectors of `html` read them. A `next` link is shown as a page of its own, up to `maxPages`.
 */
export const renderedAdapter: SourceAdapter<'rendered'> = {
  kind: 'rendered',
  collect(source, context) {
    return turnPages({
      source,
      context,
      start: source.url,
      // Never conditional: that the document has not changed says nothing about what its script brings.
      async read(url) {
        const shown = await show(source, context, url);
        const { robots } = shown;
        return { page: await parse(source, context, shown), answer: { url: shown.url, headers: {} }, robots };
      },
    });
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

async function parse(source: Rendered, context: CollectContext, shown: RenderedPage): Promise<ParsedPage> {
  const { selectors, language } = source;
  return await context.parse({
    kind: 'html',
    bytes: new TextEncoder().encode(shown.html),
    contentType: 'text/html; charset=utf-8',
    url: shown.url,
    selectors,
    language,
  });
}
