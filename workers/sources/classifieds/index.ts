import { collectLinked, listLinks, onePost } from '../collect-linked.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** A section's list, page after page, and each advertisement's own page, by the source's selectors. */
export const classifiedsAdapter: SourceAdapter<'classifieds'> = {
  kind: 'classifieds',
  async *collect(source, context) {
    const { maxListings } = source;
    const { link, next } = source.listing;
    const links = listLinks({ source, context, maxListings, row: link, links: [link], next });
    yield* collectLinked({ source, context, links, jobOf: onePost(source) });
  },
};
