import { collectLinked, listLinks } from '../collect-linked.ts';
import { bytesOf } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';
import { PRESETS } from './presets.ts';

/** A forum's section: its topics, most recently active first, and the newest page of each. */
export const forumAdapter: SourceAdapter<'forum'> = {
  kind: 'forum',
  async *collect(source, context) {
    const { maxListings } = source;
    const { row, links, next, selectors } = PRESETS[source.software];
    const topics = listLinks({ source, context, maxListings, row, links, next });
    yield* collectLinked({
      source,
      context,
      links: topics,
      jobOf: (answer) => ({
        kind: 'html',
        ...bytesOf(answer, source.language),
        selectors,
        order: 'oldest-first',
      }),
    });
  },
};
