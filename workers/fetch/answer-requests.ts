import type { Request, Route } from 'playwright-core';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';

/** Parts that one page may ask for; more is a page that asks without end. */
const MAX_SUBRESOURCES = 200;
/** Images, media and fonts are never fetched at collection. */
const WANTED_TYPES: readonly string[] = ['document', 'script', 'xhr', 'fetch', 'stylesheet'];
/** Headers that describe the transfer, not the content; cookies are never handed on. */
const DROPPED_HEADERS: readonly string[] = [
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'set-cookie',
  'set-cookie2',
  'connection',
  'keep-alive',
];

export interface AnswerOptions {
  readonly fetcher: Fetcher;
  readonly robots: Pick<Robots, 'check'>;
  readonly logger: Logger;
  /** The page's document, which was fetched before the page was opened. */
  readonly first: FetchedAnswer;
  readonly scopeHosts: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * A route handler that answers a page's requests through the guarded fetcher and aborts the others: another method than
 * GET, another host than the source's, images and media, or an address that the host's robots file disallows.
 */
export function answerRequests(options: AnswerOptions): (route: Route, request: Request) => Promise<void> {
  const { fetcher, robots, logger, first, scopeHosts, signal } = options;
  let subresources = 0;
  let isDocumentServed = false;
  return async function answer(route, request) {
    try {
      if (
        !isDocumentServed &&
        request.isNavigationRequest() &&
        withoutHash(request.url()) === withoutHash(first.url)
      ) {
        isDocumentServed = true;
        await fulfil(route, first);
        return;
      }
      subresources += 1;
      if (!isWanted(request, scopeHosts) || subresources > MAX_SUBRESOURCES) {
        await route.abort('blockedbyclient');
        return;
      }
      await robots.check(request.url(), scopeHosts, signal);
      await fulfil(route, await fetcher.fetch(request.url(), { scopeHosts, signal, isSubresource: true }));
    } catch (error) {
      logger.debug(
        { code: error instanceof AppError ? error.code : 'aborted' },
        'a part of a page was not given',
      );
      await route.abort('failed').catch(() => {});
    }
  };
}

function isWanted(request: Request, scopeHosts: readonly string[]): boolean {
  if (request.method() !== 'GET' || !WANTED_TYPES.includes(request.resourceType())) return false;
  return URL.canParse(request.url()) && scopeHosts.includes(new URL(request.url()).host);
}

async function fulfil(route: Route, answer: FetchedAnswer): Promise<void> {
  const kept = Object.entries(answer.headers).filter(([name]) => !DROPPED_HEADERS.includes(name));
  await route.fulfill({ status: answer.status, headers: Object.fromEntries(kept), body: answer.body });
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
