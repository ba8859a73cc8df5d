import type { SourceAdapter } from '../source-adapter.ts';

/** Pages that exist only after their script ran: the browser shows them, the selectors of `html` read them. */
export const renderedAdapter: SourceAdapter<'rendered'> = {
  kind: 'rendered',
  async *collect(source, context) {
    const { selectors, language } = source;
    const shown = await context.browser.render(source.url, {
      gate: context.gate,
      waitFor: selectors.item,
      signal: context.signal,
    });
    const page = await context.parse({
      kind: 'html',
      bytes: new TextEncoder().encode(shown.html),
      contentType: 'text/html; charset=utf-8',
      url: shown.url,
      selectors,
      language,
    });
    yield { url: shown.url, posts: page.posts };
  },
};
