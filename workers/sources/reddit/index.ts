import { z } from 'zod';
import { jsonOf } from '../../../queue/runtime/json-of.ts';
import { blocked } from '../../fetch/source-faults.ts';
import { bytesOf, collectPages } from '../collect-pages.ts';
import { keyOf } from '../key-of.ts';
import type { AskContext, SourceAdapter, SourceOf } from '../source-adapter.ts';
import { splitList } from '../split-list.ts';

/** The interface's largest page. */
const PAGE_SIZE = 100;
/** A token answer has some 200 bytes. */
const MAX_TOKEN_BYTES = 16 * 1024;

/**
 * New posts or comments of a subreddit, or a search, by Reddit's official interface with the key of the authority's own
 * application (application-only OAuth, no user). Its pages themselves are closed to us by robots.txt.
 */
export const redditAdapter: SourceAdapter<'reddit'> = {
  kind: 'reddit',
  async *collect(source, context) {
    const credentials = await credentialsOf(source, context);
    const start = listUrl(source).href;
    const walk = { source, context, accept: 'application/json', start, credentials };
    yield* collectPages(walk, (answer) => ({
      kind: 'reddit',
      ...bytesOf(answer, source.language),
    }));
  },
  credentialsOf,
};

async function credentialsOf(
  source: SourceOf<'reddit'>,
  context: AskContext,
): Promise<Readonly<Record<string, string>>> {
  return { authorization: `Bearer ${await takeToken(source, context)}` };
}

const TokenAnswer = z.object({ access_token: z.string().regex(/^[\x21-\x7e]{1,4096}$/) });

/** A token for this round, or for one post; it lives an hour, a round some minutes. */
async function takeToken(source: SourceOf<'reddit'>, { fetcher, gate, signal }: AskContext): Promise<string> {
  const key = await keyOf(source);
  const { host } = new URL(source.tokenUrl);
  const answer = await fetcher.fetch(source.tokenUrl, {
    gate,
    accept: 'application/json',
    maxBytes: MAX_TOKEN_BYTES,
    credentials: { authorization: `Basic ${Buffer.from(key).toString('base64')}` },
    form: { grant_type: 'client_credentials' },
    signal,
  });
  const token = TokenAnswer.safeParse(jsonOf(answer.body.toString('utf8')));
  if (token.success) return token.data.access_token;
  throw blocked(
    `${host} issued no token for the application in ${source.apiKeyFile}; check its id and secret, and whether it is approved`,
    { reason: 'token', host },
  );
}

function listUrl(source: SourceOf<'reddit'>): URL {
  const [list, value] = splitList(source.list);
  const url = new URL(list === 'search' ? '/search' : `/r/${encodeURIComponent(value)}/${list}`, source.url);
  if (list === 'search') {
    url.searchParams.set('q', value);
    url.searchParams.set('sort', 'new');
    url.searchParams.set('type', 'link');
  }
  url.searchParams.set('limit', String(PAGE_SIZE));
  // Without it texts come with <, > and & escaped.
  url.searchParams.set('raw_json', '1');
  return url;
}
