import { bytesOf, collectPages } from '../collect-pages.ts';
import { nextLink } from '../next-link.ts';
import type { SourceAdapter } from '../source-adapter.ts';

/** The interface's largest page. */
const PAGE_SIZE = 100;

/** Newest comments or posts of a WordPress site, by version 2 of its REST interface, without an account. */
export const wordpressAdapter: SourceAdapter<'wordpress'> = {
  kind: 'wordpress',
  async *collect(source, context) {
    const { list } = source;
    // Sites may live below a path; the interface is below the same.
    const base = source.url.endsWith('/') ? source.url : `${source.url}/`;
    const url = new URL(`wp-json/wp/v2/${list}`, base);
    url.searchParams.set('per_page', String(PAGE_SIZE));
    // A comment's post has the title of the thread; a post's author has the name.
    url.searchParams.set('_embed', list === 'comments' ? 'up' : 'author');
    const walk = { source, context, accept: 'application/json', start: url.href };
    yield* collectPages(
      { ...walk, nextOf: (_page, answer) => nextLink(answer.headers.link, answer.url) },
      (answer) => ({
        kind: 'wordpress',
        ...bytesOf(answer, source.language),
      }),
    );
  },
};
