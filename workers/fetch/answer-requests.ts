import type { Request, Route } from 'playwright-core';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Gate } from './gate.ts';
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
  /** Asked about every part of the page. */
  readonly gate: Gate;
  readonly signal: AbortSignal;
}

/**
 * A route handler that answers a page's requests through the guarded fetcher and aborts the others: another method than
 * GET, an address that the gate refuses, images and media, or an address that the host's robots file disallows.
 */
export function answerRequests(options: AnswerOptions): (route: Route, request: Request) => Promise<void> {
  const { fetcher, robots, logger, first, gate, signal } = options;
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
      if (!isWanted(request) || subresources > MAX_SUBRESOURCES) {
        await route.abort('blockedbyclient');
        return;
      }
      gate.check(new URL(request.url()));
      await robots.check(request.url(), gate, signal);
      await fulfil(route, await fetcher.fetch(request.url(), { gate, signal, isSubresource: true }));
    } catch (error) {
      if (error instanceof AppError && error.code === 'source.refused')
        gate.note(String(error.details.reason));
      logger.debug(
        { code: error instanceof AppError ? error.code : 'aborted' },
        'a part of a page was not given',
      );
      await route.abort('failed').catch(() => {});
    }
  };
}

function isWanted(request: Request): boolean {
  return (
    request.method() === 'GET' && WANTED_TYPES.includes(request.resourceType()) && URL.canParse(request.url())
  );
}

async function fulfil(route: Route, answer: FetchedAnswer): Promise<void> {
  const kept = Object.entries(answer.headers).filter(([name]) => !DROPPED_HEADERS.includes(name));
  await route.fulfill({ status: answer.status, headers: Object.fromEntries(kept), body: answer.body });
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
