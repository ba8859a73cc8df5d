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

/** Fetches and parses page after page, robots asked for each; stops at the last page, at `maxPages`, or at a circle. */
export async function* collectPages(
  walk: PageWalk,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): AsyncGenerator<CollectedPost[]> {
  const { source, context, accept } = walk;
  const scopeHosts = [new URL(source.url).host];
  const visited = new Set<string>();
  let next: string | undefined = walk.start ?? source.url;
  while (next !== undefined && visited.size < walk.maxPages && !visited.has(next)) {
    visited.add(next);
    const { delayMs } = await context.robots.check(next, context.signal);
    const answer = await context.fetcher.fetch(next, { scopeHosts, accept, delayMs, signal: context.signal });
    const page = await context.parse(jobOf(answer));
    if (page.rejected > 0) {
      context.logger.warn(
        { source: source.id, rejected: page.rejected },
        'entries that break the contract were left out',
      );
    }
    if (page.posts.length > 0) yield page.posts;
    next = page.next ?? walk.nextOf?.(page, answer);
  }
}
