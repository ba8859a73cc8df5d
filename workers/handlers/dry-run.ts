import type { CollectedPost, DryRun, Source } from '../../queue/contracts/index.ts';
import { appendEntry } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import type { WorkerContext } from '../context.ts';
import { verdictOf } from './round-fault.ts';
import { refuseWhileSuspended } from './suspension.ts';
import { pagesOf } from './walk.ts';

/** Enough to see that posts are found and that the way to the next page is, too. */
const PAGES = 2;
/** Posts shown at most, and of each so much. */
const SHOWN = 50;
const SHOWN_LENGTH = 2000;

export type DryRunContext = Pick<WorkerContext, 'db' | 'clock' | 'collector' | 'stopping'>;

/**
 * Reads the first pages of a source as a round would, and stores nothing of them. Authorisation, suspension, robots.txt and the
 * host's turn are asked as ever; only robots.txt and these pages are fetched. The log says who had what read, and how many
 * requests were made, also where the run did not come to its end.
 * @param actor who asked for it
 */
export async function dryRun(context: DryRunContext, source: Source, actor: string): Promise<DryRun> {
  let requests = 0;
  const onRequest = () => {
    requests += 1;
  };
  let found: DryRun | undefined;
  try {
    found = await readFirstPages(context, source, onRequest);
    return found;
  } finally {
    if (found !== undefined || requests > 0) {
      await appendEntry(context.db, {
        kind: 'source.tried',
        actor,
        at: new Date(context.clock.now()),
        subject: source.id,
        body: {
          purpose: 'source-trial',
          state: found?.state ?? null,
          reason: found?.reason ?? null,
          requests,
          pages: found?.pages ?? null,
          posts: found?.found ?? null,
        },
      });
    }
  }
}

async function readFirstPages(
  { db, collector, stopping }: DryRunContext,
  source: Source,
  onRequest: () => void,
): Promise<DryRun> {
  const posts: CollectedPost[] = [];
  let pages = 0;
  let hasMore = false;
  let robotsUrl = 'url' in source ? source.url : undefined;
  let verdict: Pick<DryRun, 'state' | 'reason' | 'message'> = { state: 'ok', reason: null, message: null };
  try {
    await refuseWhileSuspended(db, source.id);
    const plan = { pages: Math.min(PAGES, pagesOf(source)) };
    for await (const page of collector.collect(source, { signal: stopping, plan, onRequest })) {
      pages += 1;
      robotsUrl = page.url;
      hasMore = page.next !== undefined;
      posts.push(...page.posts);
    }
  } catch (error) {
    // Not a matter of the source's place: who asked must hear it.
    if (
      error instanceof AppError &&
      (error.details.reason === 'disabled' || error.details.reason === 'import')
    ) {
      throw error;
    }
    verdict = verdictOf(error);
  }
  return {
    sourceId: source.id,
    ...verdict,
    robots: (robotsUrl === undefined ? undefined : collector.robots(robotsUrl)) ?? null,
    pages,
    hasMore,
    found: posts.length,
    posts: posts.slice(0, SHOWN).map(({ text, language, publishedAt }) => ({
      text: text.slice(0, SHOWN_LENGTH).toWellFormed(),
      language: language ?? null,
      publishedAt: publishedAt ?? null,
    })),
  };
}
