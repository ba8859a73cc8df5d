import { bytesOf, collectPages } from '../collect-pages.ts';
import { keyOf } from '../key-of.ts';
import type { SourceAdapter, SourceOf } from '../source-adapter.ts';
import { splitList } from '../split-list.ts';

/** Comments below a video or on a channel, a channel's videos, or a search, by the YouTube Data API with an API key. */
export const youtubeAdapter: SourceAdapter<'youtube'> = {
  kind: 'youtube',
  async *collect(source, context) {
    const credentials = await credentialsOf(source);
    const start = listUrl(source).href;
    const walk = { source, context, accept: 'application/json', start, credentials };
    yield* collectPages(walk, (answer) => ({
      kind: 'youtube',
      ...bytesOf(answer, source.language),
    }));
  },
  credentialsOf,
};

async function credentialsOf(source: SourceOf<'youtube'>): Promise<Readonly<Record<string, string>>> {
  return { 'x-goog-api-key': await keyOf(source) };
}

/** Method and parameter of each list; a page of comments has at most 100 entries, one of videos 50. */
const QUERIES: Readonly<Record<string, readonly [method: 'commentThreads' | 'search', parameter: string]>> = {
  comments: ['commentThreads', 'videoId'],
  'channel-comments': ['commentThreads', 'allThreadsRelatedToChannelId'],
  'channel-videos': ['search', 'channelId'],
  search: ['search', 'q'],
};

function listUrl(source: SourceOf<'youtube'>): URL {
  const [list, value] = splitList(source.list);
  const [method, parameter] = QUERIES[list] ?? ['search', 'q'];
  const url = new URL(`/youtube/v3/${method}`, source.url);
  const query =
    method === 'search'
      ? { part: 'snippet', type: 'video', order: 'date', maxResults: '50' }
      : { part: 'snippet,replies', textFormat: 'plainText', order: 'time', maxResults: '100' };
  for (const [name, setting] of Object.entries({ ...query, [parameter]: value }))
    url.searchParams.set(name, setting);
  return url;
}
