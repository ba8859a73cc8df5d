import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** Server-rendered pages, read by CSS selectors, following the `next` link up to `maxPages`. */
export const htmlAdapter: SourceAdapter<'html'> = {
  kind: 'html',
  async *collect(source, context) {
    const accept = 'text/html, application/xhtml+xml;q=0.9';
    const { selectors } = source;
    yield* collectPages({ source, context, accept }, (answer) => ({
      kind: 'html',
      ...bytesOf(answer, source.language),
      selectors,
    }));
  },
};
