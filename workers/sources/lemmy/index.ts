import { bytesOf, collectPages } from '../collect-pages.ts';
import type { SourceAdapter, SourceOf } from '../source-adapter.ts';
import { splitList } from '../split-list.ts';

/** The API's largest page. */
const PAGE_SIZE = 50;

/** Newest posts or comments of a community on a Lemmy server, without an account. */
export const lemmyAdapter: SourceAdapter<'lemmy'> = {
  kind: 'lemmy',
  async *collect(source, context) {
    const start = listUrl(source).href;
    yield* collectPages({ source, context, accept: 'application/json', start }, (answer) => ({
      kind: 'lemmy',
      ...bytesOf(answer, source.language),
    }));
  },
};

function listUrl(source: SourceOf<'lemmy'>): URL {
  const [list, community] = splitList(source.list);
  const url = new URL(`/api/v${source.api}/${list === 'posts' ? 'post' : 'comment'}/list`, source.url);
  url.searchParams.set('community_name', community);
  url.searchParams.set('sort', source.api === 3 ? 'New' : 'new');
  url.searchParams.set('limit', String(PAGE_SIZE));
  // Without it a community that marks itself so is empty; lists of comments know no such parameter.
  if (list === 'posts') url.searchParams.set('show_nsfw', 'true');
  return url;
}
