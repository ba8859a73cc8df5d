import type { CollectedKind, RobotsRecord } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Exchange } from '../fetch/exchange.ts';
import type { FetchRequest } from '../fetch/fetch-request.ts';
import type { Robots } from '../fetch/robots.ts';
import { blocked, changed } from '../fetch/source-faults.ts';
import { bytesOf } from './collect-pages.ts';
import type { ParsedPage } from './parse/parse-job.ts';
import { adapterOf } from './registry.ts';
import type { AskContext, CollectContext, SourceOf } from './source-adapter.ts';

/** The answer of an interface about one post, and what went over the wire for it. */
export interface CapturedAnswer {
  readonly url: string;
  readonly status: number;
  /** `null` where a key stands in the place of robots.txt. */
  readonly robots: RobotsRecord | null;
  /** Without the exchange that a token was taken by, which holds nothing but keys. */
  readonly exchanges: readonly Exchange[];
  /** Its content coding taken off. */
  readonly body: Buffer;
  /** What the answer says of the post, as its adapter reads it; `null` where nobody but the host's status tells it. */
  readonly texts: readonly string[] | null;
}

export type AskingForPost = Pick<CollectContext, 'fetcher' | 'gate' | 'signal' | 'parse'> & {
  readonly robots: Robots;
};

/**
 * By whose parser the answer about one post is read, where its words say that the post is gone, whatever its status; `null` where
 * the status alone says it, and for pages.
 */
const READ_AS: Readonly<
  Record<CollectedKind, 'bluesky' | 'discourse' | 'lemmy' | 'reddit' | 'wordpress' | 'youtube' | null>
> = {
  feed: null,
  html: null,
  rendered: null,
  mastodon: null,
  bluesky: 'bluesky',
  jetstream: 'bluesky',
  lemmy: 'lemmy',
  discourse: 'discourse',
  telegram: null,
  reddit: 'reddit',
  youtube: 'youtube',
  forum: null,
  sitemap: null,
  classifieds: null,
  wordpress: 'wordpress',
};

/** Lemmy says with 400 that it has a post no longer, as it says that it shows nothing without an account. */
const ANSWERED_WITH: Partial<Record<CollectedKind, readonly number[]>> = { lemmy: [400] };
/** Of these interfaces the answer itself says that a post is gone; without its words the status says it of their address. */
const GONE_STATUSES: readonly number[] = [404, 410];

/**
 * Asks a source that is an interface for one post, with its own key where it has one.
 * @throws AppError a `source.*` fault: `source.changed` (reason `gone`) when the answer holds no post any more, (reason
 * `key-echo`) when it holds the key, `source.blocked` when its author wants no readers without an account
 */
export async function askForPost(
  source: SourceOf<CollectedKind>,
  url: string,
  asking: AskingForPost,
): Promise<CapturedAnswer> {
  const { host } = new URL(url);
  const kind = READ_AS[source.kind];
  const alsoAnswers = [...(ANSWERED_WITH[source.kind] ?? []), ...(kind === null ? [] : GONE_STATUSES)];
  const { asked, answer } = await ask(source, url, { accept: 'application/json', alsoAnswers }, asking);
  if (kind === null) return { ...asked, texts: null };
  const page = await asking.parse({ kind, ...bytesOf(answer, source.language) });
  requirePost(page, host);
  return { ...asked, texts: page.posts.map(({ text }) => text) };
}

/** Asks for the page of one post, its HTML alone. @throws AppError a `source.*` fault */
export async function askForPage(
  source: SourceOf<CollectedKind>,
  url: string,
  asking: AskingForPost,
): Promise<CapturedAnswer> {
  const { asked } = await ask(source, url, { accept: 'text/html' }, asking);
  return { ...asked, texts: null };
}

async function ask(
  source: SourceOf<CollectedKind>,
  url: string,
  wanted: Pick<FetchRequest, 'accept' | 'alsoAnswers'>,
  { fetcher, robots, gate, signal }: AskingForPost,
) {
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange): void => void exchanges.push(exchange);
  const request = { ...wanted, gate, signal, onExchange };
  const credentials = await takeCredentials(source, { fetcher, gate, signal });
  if (credentials !== undefined) {
    const answer = await fetcher.fetch(url, { ...request, credentials });
    requireNoKey(credentials, exchanges, answer.body);
    return { answer, asked: { ...answerOf(answer), robots: null, exchanges } };
  }
  const { delayMs, record } = await robots.check(url, gate, signal);
  const answer = await fetcher.fetch(url, { ...request, delayMs, robots });
  return { answer, asked: { ...answerOf(answer), robots: record, exchanges } };
}

/** @throws AppError also `source.blocked` (reason `token`) where the address of the token is gone: that says nothing of the post */
async function takeCredentials(
  source: SourceOf<CollectedKind>,
  context: AskContext,
): Promise<Readonly<Record<string, string>> | undefined> {
  try {
    return await adapterOf(source).credentialsOf?.(source, context);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'source.changed') throw error;
    throw blocked(error.message, { reason: 'token' });
  }
}

function answerOf({ url, status, body }: Pick<CapturedAnswer, 'url' | 'status' | 'body'>) {
  return { url, status, body };
}

function requirePost({ posts, closed = 0 }: ParsedPage, host: string): void {
  if (posts.length > 0) return;
  if (closed > 0) {
    const message = `the author of the post shows it on ${host} to people with an account only`;
    throw blocked(message, { reason: 'login-wall', host });
  }
  throw changed(`${host} answers that it has the post no longer`, { reason: 'gone', host });
}

/** An archive is handed to others, so an answer that says our key back is none that may be kept. */
function requireNoKey(
  credentials: Readonly<Record<string, string>>,
  exchanges: readonly Exchange[],
  body: Buffer,
): void {
  // `Bearer` before a token is no secret; what follows it is.
  const keys = Object.values(credentials).map((value) => value.slice(value.lastIndexOf(' ') + 1));
  const said = exchanges.flatMap(({ url, statusText, headers }) => [url, statusText, ...headers.flat()]);
  const wire = exchanges.map((exchange) => exchange.body);
  const isThere = (key: string) =>
    said.some((text) => text.includes(key)) || [body, ...wire].some((bytes) => bytes.includes(key));
  const first = exchanges[0];
  if (first === undefined || !keys.some(isThere)) return;
  const { host } = new URL(first.url);
  throw changed(`${host} sends the key back that it was asked with; nothing of its answer is kept`, {
    reason: 'key-echo',
    host,
  });
}
