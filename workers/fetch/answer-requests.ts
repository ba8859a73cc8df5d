import type { Request, Route } from 'playwright-core';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Gate } from './gate.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';

/** Parts that one page may ask for; more is a page that asks without end. */
const MAX_SUBRESOURCES = 200;
/** Times that a page may send us on to another of its own pages by script, as many as redirects. */
const MAX_NAVIGATIONS = 5;
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
  readonly robots: Pick<Robots, 'check' | 'checkKnown'>;
  readonly logger: Logger;
  /** The page's document, which was fetched before the page was opened. */
  readonly first: FetchedAnswer;
  /** Asked about every part of the page. */
  readonly gate: Gate;
  readonly signal: AbortSignal;
  /** Whether what is asked for now takes a turn of its own at the host, as a page does. */
  readonly isPaced: () => boolean;
}

/**
 * A route handler that answers a page's requests through the guarded fetcher and aborts the others: another method than
 * GET, an address that the gate refuses, images and media, or an address that the host's robots file disallows. A page that
 * may not leave stays as it is: an aborted navigation would put the browser's own error page in its place.
 */
export function answerRequests(options: AnswerOptions): (route: Route, request: Request) => Promise<void> {
  const { fetcher, robots, logger, first, gate, signal, isPaced } = options;
  let subresources = 0;
  let navigations = 0;
  let isDocumentServed = false;

  async function refuse(route: Route, request: Request): Promise<void> {
    // RFC 9110 section 15.3.5: after 204 a browser does not change its view.
    await (isOfMainFrame(request) ? route.fulfill({ status: 204 }) : route.abort('blockedbyclient'));
  }

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
      if (isOfMainFrame(request)) navigations += 1;
      const isTooMuch = subresources > MAX_SUBRESOURCES || navigations > MAX_NAVIGATIONS;
      if (isTooMuch || !isWanted(request)) {
        await refuse(route, request);
        return;
      }
      gate.check(new URL(request.url()));
      const { delayMs } = await robots.check(request.url(), gate, signal);
      const isSubresource = !isPaced();
      const asked = { gate, signal, delayMs, isSubresource, robots };
      await fulfil(route, await fetcher.fetch(request.url(), asked));
    } catch (error) {
      if (error instanceof AppError && error.code === 'source.refused')
        gate.note(String(error.details.reason));
      logger.debug(
        { code: error instanceof AppError ? error.code : 'aborted' },
        'a part of a page was not given',
      );
      await refuse(route, request).catch(() => {});
    }
  };
}

function isOfMainFrame(request: Request): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame().parentFrame() === null;
  } catch {
    // A page that is only just opening has no frame yet.
    return true;
  }
}

function isWanted(request: Request): boolean {
  return (
    request.method() === 'GET' && WANTED_TYPES.includes(request.resourceType()) && URL.canParse(request.url())
  );
}

async function fulfil(route: Route, answer: FetchedAnswer): Promise<void> {
  const kept = Object.entries(answer.headers).filter(([name]) => !DROPPED_HEADERS.includes(name));
  // Where a server allows no other origin, Playwright would allow every one.
  const headers = { 'access-control-allow-origin': new URL(answer.url).origin, ...Object.fromEntries(kept) };
  await route.fulfill({ status: answer.status, headers, body: answer.body });
}

function withoutHash(url: string): string {
  return url.split('#', 1)[0] ?? url;
}
