import type { CollectedPost } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import type { ParsedPage, ParseJob } from './parse/parse-job.ts';
import type { CollectContext, CollectedKind, SourceOf } from './source-adapter.ts';

interface PageWalk {
  readonly source: SourceOf<Exclude<CollectedKind, 'rendered'>>;
  readonly context: CollectContext;
  readonly accept: string;
  readonly maxPages: number;
  /** First address. @defaultValue the source's url */
  readonly start?: string;
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
  const { source, context } = walk;
  const seen = new Set<string>();
  let next: string | undefined = walk.start ?? source.url;
  for (let pages = 0; next !== undefined && pages < walk.maxPages; pages += 1) {
    const step: Step | undefined = await takePage(walk, next, jobOf).catch((error: unknown) => {
      if (pages > 0 && isPastTheEnd(error)) return undefined;
      throw error;
    });
    if (step === undefined) return;
    const { page, answer }: Step = step;
    if (page.rejected > 0) {
      context.logger.warn(
        { source: source.id, rejected: page.rejected },
        'entries that break the contract were left out',
      );
    }
    if (page.unmatched !== undefined) {
      context.logger.warn(
        { source: source.id, selectors: page.unmatched },
        'selectors that match nothing any more',
      );
    }
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    if (fresh.length > 0) yield fresh;
    if (fresh.length === 0 && pages > 0) return;
    for (const post of fresh) seen.add(post.key);
    next = page.next ?? walk.nextOf?.(page, answer);
  }
}

async function takePage(
  { source, context, accept }: PageWalk,
  url: string,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<Step> {
  const { signal } = context;
  const scopeHosts = [new URL(source.url).host];
  const { delayMs } = await context.robots.check(url, scopeHosts, signal);
  const answer = await context.fetcher.fetch(url, { scopeHosts, accept, delayMs, signal });
  return { page: await context.parse(jobOf(answer)), answer };
}

/** After a page with posts, an empty one or a 404 is the end of the list, not a changed layout. A wall stays a wall. */
function isPastTheEnd(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'source.changed') return false;
  return error.details.reason === 'no-items' || error.details.status === 404;
}
