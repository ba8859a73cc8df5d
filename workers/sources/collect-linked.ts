import type { CollectedPage } from '../../queue/contracts/index.ts';
import type { FetchedAnswer } from '../fetch/safe-fetch.ts';
import { bytesOf, type PageWalk, takePage } from './collect-pages.ts';
import { MissingPages } from './missing-pages.ts';
import type { ParsedPage, ParseJob } from './parse/parse-job.ts';
import { ScopedLinks } from './scoped-links.ts';
import type { SourceOf } from './source-adapter.ts';
import { isPastTheEnd, warnOfLosses } from './turn-pages.ts';

export interface LinkedWalk extends Pick<PageWalk, 'source' | 'context'> {
  /** Addresses of pages with posts, the ones to read first first. */
  readonly links: AsyncIterable<readonly string[]>;
  readonly jobOf: (answer: FetchedAnswer) => ParseJob;
}

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9';

/**
 * Reads pages that another page named, at most `maxPages`, robots asked for each; links out of scope are left and counted,
 * and when all are, the round ends so. A page
 * that is gone, has no posts, is disallowed, fails at its server or leads where we do not go does not end the round, as lists lag
 * behind, nor does one with no more of a wall than the site's good pages; when all are, it ends so.
 */
export async function* collectLinked(walk: LinkedWalk): AsyncGenerator<CollectedPage> {
  const { source, context, links, jobOf } = walk;
  const maxPages = context.plan.pages ?? source.maxPages;
  const asked = new Set<string>();
  const seen = new Set<string>();
  const missing = new MissingPages('pages', source.url, context);
  const scoped = new ScopedLinks('pages');
  for await (const listed of links) {
    for (const link of listed.map(withoutHash)) {
      if (asked.size >= maxPages) break;
      if (asked.has(link) || !scoped.mayAsk(context, link)) continue;
      asked.add(link);
      const page = await missing.take(takePage({ context, accept: ACCEPT }, link, jobOf));
      if (page === undefined) continue;
      context.siteMarks.note(page.page);
      warnOfLosses(walk, page.page);
      const fresh = page.page.posts.filter((post) => !seen.has(post.key));
      for (const post of fresh) seen.add(post.key);
      yield { url: page.answer.url, posts: fresh, isListed: true, robots: page.robots };
    }
    if (asked.size >= maxPages) break;
  }
  scoped.settle(context, source.id);
  missing.settle(source.id);
}

/** A page that is one post, read by the source's selectors. */
export function onePost(source: SourceOf<'classifieds' | 'sitemap'>): LinkedWalk['jobOf'] {
  const { selectors, language } = source;
  return (answer) => ({ kind: 'html', ...bytesOf(answer, language), selectors, isOnePost: true });
}

function withoutHash(link: string): string {
  return link.split('#', 1)[0] ?? link;
}

export interface ListWalk extends Pick<PageWalk, 'source' | 'context'> {
  /** Pages of the list at most. */
  readonly maxListings: number;
  /** Selectors: one entry of the list, the links in it, and the link to the list's next page. */
  readonly row: string;
  readonly links: readonly string[];
  readonly next: string | undefined;
}

/** The links of a list, page after page; a further page without any is its end. */
export async function* listLinks(walk: ListWalk): AsyncGenerator<readonly string[]> {
  const { source, context, maxListings, row, links } = walk;
  const jobOf = (answer: FetchedAnswer): ParseJob => ({
    kind: 'links',
    ...bytesOf(answer),
    row,
    links,
    next: walk.next,
  });
  const asked = new Set<string>();
  let next: string | undefined = source.url;
  while (next !== undefined && !asked.has(next) && asked.size < maxListings) {
    asked.add(next);
    const isFirst = asked.size === 1;
    const step: { page: ParsedPage } | undefined = await takePage(
      { context, accept: ACCEPT },
      next,
      jobOf,
    ).catch((error: unknown) => {
      if (!isFirst && isPastTheEnd(error, context)) return undefined;
      throw error;
    });
    if (step === undefined) return;
    context.siteMarks.note(step.page);
    yield step.page.links ?? [];
    next = step.page.next;
  }
}
