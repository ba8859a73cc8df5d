import type { CollectedPage, CollectedPost } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import { type PageWalk, takePage } from './collect-pages.ts';
import type { ParseJob } from './parse/parse-job.ts';
import type { CollectContext } from './source-adapter.ts';
import { warnOfLosses } from './turn-pages.ts';

/** One page of a list that names pages. */
export interface Listing {
  readonly url: string;
  /** Addresses of pages with posts, the ones to read first first. */
  readonly links: readonly string[];
  /** Address of the list's next page. */
  readonly next: string | undefined;
}

export interface LinkedWalk extends Pick<PageWalk, 'source' | 'context' | 'maxPages'> {
  readonly listings: AsyncIterable<Listing>;
  readonly jobOf: (answer: FetchedAnswer) => ParseJob;
}

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9';

/** How far a walk through listed pages has come. */
interface Progress {
  readonly asked: Set<string>;
  readonly seen: Set<string>;
  /** Why pages that were asked for gave nothing. */
  readonly missing: AppError[];
}

/**
 * Reads pages that another page named, at most `maxPages`, robots asked for each; links out of scope are left. Yields
 * what one page of the list led to as one page: only all of it together tells whether what follows is known, because
 * pinned and edited entries come first. A page that is gone, has no posts or is disallowed does not end the round, as
 * lists lag behind; when all are, it ends so.
 */
export async function* collectLinked(walk: LinkedWalk): AsyncGenerator<CollectedPage> {
  const maxPages = Math.min(walk.maxPages, walk.context.plan.linkedPages ?? walk.maxPages);
  const progress: Progress = { asked: new Set(), seen: new Set(), missing: [] };
  for await (const listing of walk.listings) {
    const { url, next } = listing;
    const posts: CollectedPost[] = [];
    try {
      await readListed({ ...walk, maxPages }, listing, progress, posts);
    } catch (error) {
      // What came before is kept; whoever goes on reads this page of the list again.
      if (posts.length > 0) yield { url, posts, next: url };
      throw error;
    }
    const isLast = next === undefined || progress.asked.size >= maxPages;
    if (isLast) judgeMissing(walk, progress);
    yield { url, posts, next };
    if (isLast) return;
  }
}

async function readListed(
  walk: LinkedWalk,
  { links }: Listing,
  { asked, seen, missing }: Progress,
  posts: CollectedPost[],
): Promise<void> {
  const { context, jobOf, maxPages } = walk;
  for (const link of links.map(withoutHash)) {
    if (asked.size >= maxPages) return;
    if (asked.has(link) || !mayAsk(context, link)) continue;
    asked.add(link);
    const page = await takePage({ context, accept: ACCEPT }, link, jobOf).catch(
      (error: unknown) => void missing.push(asMissing(error)),
    );
    if (page === undefined) continue;
    warnOfLosses(walk, page);
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    for (const post of fresh) seen.add(post.key);
    posts.push(...fresh);
  }
}

/** @throws the last fault when no page gave anything. */
function judgeMissing({ source, context }: LinkedWalk, { asked, missing }: Progress): void {
  const last = missing.at(-1);
  if (last === undefined) return;
  if (missing.length === asked.size) throw last;
  context.logger.warn(
    { source: source.id, missing: missing.length, asked: asked.size },
    'pages that were listed are gone, without posts or disallowed',
  );
}

/** @throws the error itself unless it is about this one page: gone, of another layout, or disallowed by robots.txt. */
function asMissing(error: unknown): AppError {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'source.changed' || error.details.reason === 'robots') return error;
  throw error;
}

/** Whether the authorisation's scope has the address. @throws AppError when the source may not be collected any more. */
export function mayAsk({ gate }: CollectContext, link: string): boolean {
  try {
    gate.check(new URL(link));
    return true;
  } catch (error) {
    const reason = error instanceof AppError ? error.details.reason : undefined;
    if (reason === 'scope' || reason === 'scope-path') return false;
    throw error;
  }
}

function withoutHash(link: string): string {
  return link.split('#', 1)[0] ?? link;
}

export interface ListWalk extends Pick<PageWalk, 'source' | 'context'> {
  /** Pages of the list at most. */
  readonly maxListings: number;
  readonly jobOf: (answer: FetchedAnswer) => ParseJob;
}

/** The pages of a list, from where the plan says. */
export async function* turnListings(walk: ListWalk): AsyncGenerator<Listing> {
  const { source, context, jobOf, maxListings } = walk;
  const { plan } = context;
  const asked = new Set<string>();
  let next: string | undefined = plan.from ?? source.url;
  while (next !== undefined && asked.size < (plan.pages ?? maxListings)) {
    const url: string = next;
    asked.add(url);
    const page = await takePage({ context, accept: ACCEPT }, url, jobOf);
    next = page.next === undefined || asked.has(page.next) ? undefined : page.next;
    yield { url, links: page.links ?? [], next };
  }
}
