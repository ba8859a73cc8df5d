import type { CollectedPage, RobotsRecord, Validators } from '../../queue/contracts/index.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import type { Bytes, ParsedPage, ParseJob } from './parse/parse-job.ts';
import type { CollectContext, PagedKind, SourceOf } from './source-adapter.ts';
import { turnPages } from './turn-pages.ts';

export interface PageWalk {
  readonly source: SourceOf<Exclude<PagedKind, 'rendered'>>;
  readonly context: CollectContext;
  readonly accept: string;
  /** First address. @defaultValue the source's url */
  readonly start?: string;
  /** Key of an official interface, as headers; that interface's terms then stand in the place of robots.txt. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Statuses by which the place asks for an account. @defaultValue those that say so everywhere */
  readonly refusals?: readonly number[];
  /** Where to go on when the page names no next address itself. */
  readonly nextOf?: (page: ParsedPage, answer: Pick<FetchedAnswer, 'url' | 'headers'>) => string | undefined;
}

type Asking = Pick<PageWalk, 'context' | 'accept' | 'credentials' | 'refusals'>;

/** Fetches and parses page after page, robots asked for each, the newest only for what changed since the last round. */
export function collectPages(
  walk: PageWalk,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): AsyncGenerator<CollectedPage> {
  const { source, context, nextOf } = walk;
  return turnPages({
    source,
    context,
    nextOf,
    start: walk.start ?? source.url,
    async read(url, validators) {
      const { answer, robots } = await ask(walk, url, validators);
      return { page: answer.status === 304 ? undefined : await context.parse(jobOf(answer)), answer, robots };
    },
  });
}

/** What a parse job takes of an answer. @param language the source's, as a hint */
export function bytesOf({ body, contentType, url }: FetchedAnswer, language?: string): Bytes {
  return { bytes: body, contentType, url, language };
}

/** Fetches and parses one page of a source, robots asked first. */
export async function takePage(
  asking: Asking,
  url: string,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<Asked & { readonly page: ParsedPage }> {
  const { answer, robots } = await ask(asking, url, undefined);
  return { page: await asking.context.parse(jobOf(answer)), answer, robots };
}

interface Asked {
  readonly answer: FetchedAnswer;
  /** `undefined` where a key stands in the place of robots.txt. */
  readonly robots: RobotsRecord | undefined;
}

async function ask(
  { context, accept, credentials, refusals }: Asking,
  url: string,
  validators: Validators | undefined,
): Promise<Asked> {
  const { gate, signal } = context;
  const request = { gate, accept, validators, signal, refusals };
  if (credentials !== undefined) {
    return { answer: await context.fetcher.fetch(url, { ...request, credentials }), robots: undefined };
  }
  const { delayMs, record } = await context.robots.check(url, gate, signal);
  const { robots } = context;
  return { answer: await context.fetcher.fetch(url, { ...request, delayMs, robots }), robots: record };
}
