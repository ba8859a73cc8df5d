import type { Request, Route } from 'playwright-core';
import { AppError } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import type { Exchange } from './exchange.ts';
import type { Gate } from './gate.ts';
import type { Robots } from './robots.ts';
import type { FetchedAnswer, Fetcher } from './safe-fetch.ts';

/** Parts that one page may ask for; more is a page that asks without end. */
const MAX_SUBRESOURCES = 200;
/** Times that a page may send us on to another of its own pages by script, as many as redirects. */
const MAX_NAVIGATIONS = 5;
/** Images, media and fonts are never fetched at collection. */
const COLLECTED: PartsWanted = { types: ['document', 'script', 'xhr', 'fetch', 'stylesheet'] };
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

/** Which parts of a page are fetched, and who hears of them. */
export interface PartsWanted {
  /** Kinds of parts, in Playwright's words. */
  readonly types: readonly string[];
  /** Of one part, after decoding. @defaultValue the fetcher's, 5 MiB */
  readonly maxBytes?: number;
  /** Of all parts of the page together. @defaultValue no more than their number limits */
  readonly maxTotalBytes?: number;
  /** Takes every exchange, the document's included, before the browser gets its answer. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Hears why a part was not asked for, or not given to the browser: a stable word. */
  readonly onWithheld?: (reason: string) => void;
}

export interface AnswerOptions {
  readonly fetcher: Fetcher;
  readonly robots: Pick<Robots, 'check' | 'checkKnown'>;
  readonly logger: Logger;
  /** The page's document, which was fetched before the page was opened. */
  readonly first: FetchedAnswer;
  /** Asked about every part of the page. */
  readonly gate: Gate;
  /** @defaultValue what a page needs to show its text */
  readonly parts?: PartsWanted | undefined;
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
  const { fetcher, robots, logger, first, gate, signal, isPaced, parts = COLLECTED } = options;
  let bytes = 0;
  let subresources = 0;
  let navigations = 0;
  let isDocumentServed = false;

  /** Why a part is not even asked for. */
  function unwanted(request: Request): string | undefined {
    if (subresources > MAX_SUBRESOURCES || navigations > MAX_NAVIGATIONS) return 'too-many';
    if (request.method() !== 'GET') return 'method';
    if (!URL.canParse(request.url())) return 'url';
    if (bytes > (parts.maxTotalBytes ?? Number.POSITIVE_INFINITY)) return 'too-large';
    return parts.types.includes(request.resourceType()) ? undefined : request.resourceType();
  }

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
      const why = unwanted(request);
      if (why !== undefined) {
        parts.onWithheld?.(why);
        await refuse(route, request);
        return;
      }
      gate.check(new URL(request.url()));
      const { delayMs } = await robots.check(request.url(), gate, signal);
      const isSubresource = !isPaced();
      const { onExchange, maxBytes } = parts;
      const limits = maxBytes === undefined ? {} : { maxBytes };
      const asked = { gate, signal, delayMs, isSubresource, robots, onExchange, ...limits };
      const answer = await fetcher.fetch(request.url(), asked);
      bytes += answer.body.length;
      await fulfil(route, answer);
    } catch (error) {
      if (error instanceof AppError && error.code === 'source.refused')
        gate.note(String(error.details.reason));
      parts.onWithheld?.(wordFor(error));
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

function wordFor(error: unknown): string {
  if (!(error instanceof AppError)) return 'aborted';
  const { reason, status } = error.details;
  return reason === 'status' ? `http-${String(status)}` : String(reason ?? error.code);
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
