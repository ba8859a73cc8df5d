import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, ' +
  'text/xml;q=0.8, */*;q=0.1';

/** RSS 0.9x to 2.0, RDF, Atom and JSON Feed; a feed that names its next page is followed up to `maxPages`. */
export const feedAdapter: SourceAdapter<'feed'> = {
  kind: 'feed',
  async *collect(source, context) {
    yield* collectPages({ source, context, accept: ACCEPT }, (answer) => ({
      kind: 'feed',
      ...bytesOf(answer, source.language),
    }));
  },
};
