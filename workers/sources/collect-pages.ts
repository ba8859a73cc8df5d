import type { CollectedPost } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import type { Bytes, ParsedPage, ParseJob } from './parse/parse-job.ts';
import type { CollectContext, CollectedKind, SourceOf } from './source-adapter.ts';

export interface PageWalk {
  readonly source: SourceOf<Exclude<CollectedKind, 'rendered'>>;
  readonly context: CollectContext;
  readonly accept: string;
  readonly maxPages: number;
  /** First address. @defaultValue the source's url */
  readonly start?: string;
  /** Key of an official interface, as headers; that interface's terms then stand in the place of robots.txt. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Where to go on when the page names no next address itself. */
  readonly nextOf?: (page: ParsedPage, answer: FetchedAnswer) => string | undefined;
}

interface Step {
  readonly page: ParsedPage;
  readonly answer: FetchedAnswer;
}

/**
 * Fetches and parses page after page, robots asked for each. Stops at the last page, at `maxPages`, or when a page brings
 * nothing new: some servers answer every page number with the last page.
 */
export async function* collectPages(
  walk: PageWalk,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): AsyncGenerator<CollectedPost[]> {
  const { source } = walk;
  const seen = new Set<string>();
  let next: string | undefined = walk.start ?? source.url;
  for (let pages = 0; next !== undefined && pages < walk.maxPages; pages += 1) {
    const step: Step | undefined = await takePage(walk, next, jobOf).catch((error: unknown) => {
      if (pages > 0 && isPastTheEnd(error)) return undefined;
      throw error;
    });
    if (step === undefined) return;
    const { page, answer }: Step = step;
    warnOfLosses(walk, page);
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    if (fresh.length > 0) yield fresh;
    if (fresh.length === 0 && pages > 0) return;
    for (const post of fresh) seen.add(post.key);
    next = page.next ?? walk.nextOf?.(page, answer);
  }
}

/** Tells how many entries of a page were left out, never which, and which selectors no longer match. */
export function warnOfLosses(
  { source, context }: { readonly source: SourceOf<CollectedKind>; readonly context: CollectContext },
  { rejected, unmatched }: ParsedPage,
): void {
  const { logger } = context;
  if (rejected > 0)
    logger.warn({ source: source.id, rejected }, 'entries that break the contract were left out');
  if (unmatched !== undefined)
    logger.warn({ source: source.id, selectors: unmatched }, 'selectors that match nothing any more');
}

/** What a parse job takes of an answer. @param language the source's, as a hint */
export function bytesOf({ body, contentType, url }: FetchedAnswer, language?: string): Bytes {
  return { bytes: body, contentType, url, language };
}

/** Fetches and parses one page of a source, robots asked first. */
export async function takePage(
  { context, accept, credentials }: Pick<PageWalk, 'context' | 'accept' | 'credentials'>,
  url: string,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<Step> {
  const { gate, signal } = context;
  const keyed = credentials === undefined ? await context.robots.check(url, gate, signal) : { credentials };
  const answer = await context.fetcher.fetch(url, { gate, accept, ...keyed, signal });
  return { page: await context.parse(jobOf(answer)), answer };
}

/** After a page with posts, an empty one or a 404 is the end of the list, not a changed layout. A wall stays a wall. */
function isPastTheEnd(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'source.changed') return false;
  return error.details.reason === 'no-items' || error.details.status === 404;
}
