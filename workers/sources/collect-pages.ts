import { type CollectedPage, Validators } from '../../queue/contracts/index.ts';
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
  const { source } = walk;
  const { plan } = walk.context;
  const seen = new Set<string>();
  let next: string | undefined = plan.from ?? walk.start ?? source.url;
  for (let pages = 0; next !== undefined && pages < (plan.pages ?? walk.maxPages); pages += 1) {
    const isHead = pages === 0 && plan.from === undefined;
    const validators = isHead ? plan.validators : undefined;
    const step: Step | undefined = await askPage(walk, next, validators, jobOf).catch((error: unknown) => {
      if (!isHead && isPastTheEnd(error)) return undefined;
      throw error;
    });
    if (step === undefined) return;
    const { page, answer }: Step = step;
    if (page === undefined) {
      yield { url: answer.url, posts: [], isUnchanged: true };
      return;
    }
    warnOfRejected(walk, page);
    const fresh = page.posts.filter((post) => !seen.has(post.key));
    if (fresh.length === 0 && pages > 0) return;
    next = page.next ?? walk.nextOf?.(page, answer);
    yield { url: answer.url, posts: fresh, next, ...(isHead ? { validators: validatorsOf(answer) } : {}) };
    for (const post of fresh) seen.add(post.key);
  }
}

/** Tells how many entries of a page were left out, never which. */
export function warnOfRejected(
  { source, context }: Pick<PageWalk, 'source' | 'context'>,
  page: ParsedPage,
): void {
  if (page.rejected === 0) return;
  const { rejected } = page;
  context.logger.warn({ source: source.id, rejected }, 'entries that break the contract were left out');
}

/** What a parse job takes of an answer. @param language the source's, as a hint */
export function bytesOf({ body, contentType, url }: FetchedAnswer, language?: string): Bytes {
  return { bytes: body, contentType, url, language };
}

type Asking = Pick<PageWalk, 'context' | 'accept' | 'credentials'>;

/** Fetches and parses one page of a source, robots asked first. */
export async function takePage(
  asking: Asking,
  url: string,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<{ readonly page: ParsedPage; readonly answer: FetchedAnswer }> {
  const { page, answer } = await askPage(asking, url, undefined, jobOf);
  if (page === undefined) throw new Error('a page that was asked for without conditions has no answer 304');
  return { page, answer };
}

/** The same; with validators the page may be unchanged. */
async function askPage(
  { context, accept, credentials }: Asking,
  url: string,
  validators: Validators | undefined,
  jobOf: (answer: FetchedAnswer) => ParseJob,
): Promise<Step> {
  const { gate, signal } = context;
  const keyed = credentials === undefined ? await context.robots.check(url, gate, signal) : { credentials };
  const answer = await context.fetcher.fetch(url, { gate, accept, ...keyed, validators, signal });
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
