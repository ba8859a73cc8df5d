import { collectLinked, listLinks } from '../collect-linked.ts';
import { bytesOf } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** A section's list, page after page, and each advertisement's own page, by the source's selectors. */
export const classifiedsAdapter: SourceAdapter<'classifieds'> = {
  kind: 'classifieds',
  async *collect(source, context) {
    const { listing, selectors, maxListings, maxPages } = source;
    const links = listLinks({
      source,
      context,
      maxListings,
      jobOf: (answer) => ({
        kind: 'links',
        ...bytesOf(answer),
        row: listing.link,
        links: [listing.link],
        next: listing.next,
      }),
    });
    yield* collectLinked({
      source,
      context,
      maxPages,
      links,
      jobOf: (answer) => ({
        kind: 'html',
        ...bytesOf(answer, source.language),
        selectors,
        isOnePost: true,
      }),
    });
  },
};
