import type { CollectedPost } from '../../queue/contracts/index.ts';
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

/**
 * Fetches and parses page after page, robots asked for each. Stops at the last page, at `maxPages`, or when a page brings
 * nothing new: some servers answer every page number with the last page.
 */
export async function* collectPages(
  walk: PageWalk,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): AsyncGenerator<CollectedPost[]> {
  const { source, context, accept } = walk;
  const scopeHosts = [new URL(source.url).host];
  const seen = new Set<string>();
  let next: string | undefined = walk.start ?? source.url;
  for (let pages = 0; next !== undefined && pages < walk.maxPages; pages += 1) {
    const { delayMs } = await context.robots.check(next, context.signal);
    const answer = await context.fetcher.fetch(next, { scopeHosts, accept, delayMs, signal: context.signal });
    const page = await context.parse(jobOf(answer));
    if (page.rejected > 0) {
      context.logger.warn(
        { source: source.id, rejected: page.rejected },
        'entries that break the contract were left out',
      );
    }
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    if (fresh.length > 0) yield fresh;
    if (fresh.length === 0 && pages > 0) return;
    for (const post of fresh) seen.add(post.key);
    next = page.next ?? walk.nextOf?.(page, answer);
  }
}
