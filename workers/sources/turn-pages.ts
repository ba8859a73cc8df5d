import {
  type CollectedKind,
  type CollectedPage,
  type RobotsRecord,
  Validators,
} from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import type { ParsedPage } from './parse/parse-job.ts';
import type { CollectContext, PagedKind, SourceOf } from './source-adapter.ts';

/** A page as it was read; without `page` the server says that nothing has changed. */
export interface PageRead {
  readonly page: ParsedPage | undefined;
  /** Address and headers of the answer. */
  readonly answer: Pick<FetchedAnswer, 'url' | 'headers'>;
  /** What robots.txt said about it, where it was asked. */
  readonly robots: RobotsRecord | undefined;
}

export interface PageTurning {
  readonly source: SourceOf<PagedKind>;
  readonly context: CollectContext;
  /** First address. */
  readonly start: string;
  readonly read: (url: string, validators: Validators | undefined) => Promise<PageRead>;
  /** Where to go on when the page names no next address itself. */
  readonly nextOf?: ((page: ParsedPage, answer: PageRead['answer']) => string | undefined) | undefined;
}

/**
 * Reads page after page from where the plan says. Stops at the last page, after the plan's pages, or when a page brings
 * nothing that this walk has not seen: some servers answer every page number with the last page.
 */
export async function* turnPages(turning: PageTurning): AsyncGenerator<CollectedPage> {
  const { plan } = turning.context;
  const seen = new Set<string>();
  let next: string | undefined = plan.from ?? turning.start;
  for (let pages = 0; next !== undefined && pages < (plan.pages ?? turning.source.maxPages); pages += 1) {
    const isHead = pages === 0 && plan.from === undefined;
    const validators = isHead ? plan.validators : undefined;
    const read: PageRead | undefined = await turning.read(next, validators).catch((error: unknown) => {
      if (!isHead && isPastTheEnd(error, turning.context)) return undefined;
      throw error;
    });
    if (read === undefined) return;
    const { page, answer, robots }: PageRead = read;
    if (page === undefined) {
      yield { url: answer.url, posts: [], isUnchanged: true, robots };
      return;
    }
    turning.context.siteMarks.note(page);
    warnOfLosses(turning, page);
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    next = page.next ?? turning.nextOf?.(page, answer);
    // A page of which nothing is wanted, such as posts of other categories, is not the end; one that repeats others is.
    if (fresh.length === 0 && pages > 0 && (page.posts.length > 0 || next === undefined)) return;
    yield {
      url: answer.url,
      posts: fresh,
      next,
      robots,
      ...(isHead ? { validators: validatorsOf(answer) } : {}),
    };
    for (const post of fresh) seen.add(post.key);
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

/** What the server gave to ask by; header values that are too long are no use to anybody. */
function validatorsOf({ headers }: PageRead['answer']): Validators | undefined {
  const parsed = Validators.safeParse({ etag: headers.etag, lastModified: headers['last-modified'] });
  const hasAny = parsed.data?.etag !== undefined || parsed.data?.lastModified !== undefined;
  return hasAny ? parsed.data : undefined;
}

/**
 * After a page with posts, an empty one or a 404 is the end of the list, not a changed layout. A wall stays a wall; a log-in
 * box that the pages before had as well makes none.
 */
export function isPastTheEnd(error: unknown, { siteMarks }: Pick<CollectContext, 'siteMarks'>): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code !== 'source.changed') return siteMarks.explain(error);
  return error.details.reason === 'no-items' || error.details.status === 404;
}
