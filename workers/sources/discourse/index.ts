import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** Newest posts of a Discourse forum, all topics, without an account. */
export const discourseAdapter: SourceAdapter<'discourse'> = {
  kind: 'discourse',
  async *collect(source, context) {
    const { categories } = source;
    const start = new URL('/posts.json', source.url).href;
    yield* collectPages({ source, context, accept: 'application/json', start }, (answer) => ({
      kind: 'discourse',
      ...bytesOf(answer, source.language),
      categories,
    }));
  },
};
