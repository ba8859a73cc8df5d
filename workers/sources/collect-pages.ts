import { type CollectedPage, Validators } from '../../queue/contracts/index.ts';
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

/** `page` is `undefined` when the server says that nothing has changed. */
interface Step {
  readonly page: ParsedPage | undefined;
  readonly answer: FetchedAnswer;
}

/**
 * Fetches and parses page after page, robots asked for each, from where the plan says. Stops at the last page, after the
 * plan's pages, or when a page brings nothing that this walk has not seen: some servers answer every page number with
 * the last page.
 */
export async function* collectPages(
  walk: PageWalk,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): AsyncGenerator<CollectedPage> {
  const { source, context } = walk;
  const { plan } = context;
  const seen = new Set<string>();
  let next: string | undefined = plan.from ?? walk.start ?? source.url;
  for (let pages = 0; next !== undefined && pages < (plan.pages ?? walk.maxPages); pages += 1) {
    const isHead = pages === 0 && plan.from === undefined;
    const validators = isHead ? plan.validators : undefined;
    const step: Step | undefined = await takePage(walk, next, validators, jobOf).catch((error: unknown) => {
      if (!isHead && isPastTheEnd(error)) return undefined;
      throw error;
    });
    if (step === undefined) return;
    const { page, answer }: Step = step;
    if (page === undefined) {
      yield { url: answer.url, posts: [], isUnchanged: true };
      return;
    }
    if (page.rejected > 0) {
      context.logger.warn(
        { source: source.id, rejected: page.rejected },
        'entries that break the contract were left out',
      );
    }
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    if (fresh.length === 0 && pages > 0) return;
    next = page.next ?? walk.nextOf?.(page, answer);
    yield { url: answer.url, posts: fresh, next, ...(isHead ? { validators: validatorsOf(answer) } : {}) };
    for (const post of fresh) seen.add(post.key);
  }
}

async function takePage(
  { context, accept }: PageWalk,
  url: string,
  validators: Validators | undefined,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<Step> {
  const { gate, signal } = context;
  const { delayMs } = await context.robots.check(url, gate, signal);
  const answer = await context.fetcher.fetch(url, { gate, accept, delayMs, validators, signal });
  return { page: answer.status === 304 ? undefined : await context.parse(jobOf(answer)), answer };
}

/** What the server gave to ask by; header values that are too long are no use to anybody. */
function validatorsOf({ headers }: FetchedAnswer): Validators | undefined {
  const parsed = Validators.safeParse({ etag: headers.etag, lastModified: headers['last-modified'] });
  const hasAny = parsed.data?.etag !== undefined || parsed.data?.lastModified !== undefined;
  return hasAny ? parsed.data : undefined;
}

/** After a page with posts, an empty one or a 404 is the end of the list, not a changed layout. A wall stays a wall. */
function isPastTheEnd(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'source.changed') return false;
  return error.details.reason === 'no-items' || error.details.status === 404;
}
