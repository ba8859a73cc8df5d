import { Agent, request } from 'undici';
import type { HostTurns, Validators } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { isLoopbackLiteral } from './address.ts';
import { parseRetryAfter } from './back-off.ts';
import { readDecoded } from './decoded-body.ts';
import type { Gate } from './gate.ts';
import { createGuardedConnector, type ResolveHost } from './guarded-connector.ts';
import { localTurns } from './local-turns.ts';
import { Politeness, type Sleep } from './politeness.ts';
import { checkUrl, nextHop } from './request-scope.ts';
import { blocked, changed, unreachable } from './source-faults.ts';

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_DEADLINE_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** Idle time-out between two pieces of an answer; the deadline limits the whole. */
const IDLE_TIMEOUT_MS = 15_000;
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_REDIRECTS = 5;
const BLOCKING_STATUSES: readonly number[] = [401, 403, 407, 429, 451];

export interface FetcherOptions {
  /** True only for the demo and for tests, whose servers listen on loopback. */
  readonly allowLoopback: boolean;
  /** Pause between two requests to the same host, in milliseconds. */
  readonly minDelayMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Honest product token with a way to reach the operator. */
  readonly userAgent: string;
  readonly resolve?: ResolveHost;
  readonly sleep?: Sleep;
  /** Whose turn it is at each host. @defaultValue turns of this process alone */
  readonly turns?: HostTurns | undefined;
}

export interface FetchRequest {
  /** Asked about the address, and about each that a redirect leads to, at the moment of the request. */
  readonly gate: Gate;
  readonly accept?: string;
  /** @defaultValue 5 MiB, after decoding */
  readonly maxBytes?: number;
  /** From the first dial to the last byte, redirects included. @defaultValue 30,000 */
  readonly deadlineMs?: number;
  /** Longer pause than the fetcher's, from a robots file's `Crawl-delay`. */
  readonly delayMs?: number;
  /** A page's own script or data file: no pause before it, still one request at a time. */
  readonly isSubresource?: boolean;
  /** Ask only for what changed since these; the answer may then be 304 without a body. */
  readonly validators?: Validators | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface FetchedAnswer {
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface Fetcher {
  /**
   * One GET under every guard. Answers with a 2xx status only, or with 304 where `validators` were given.
   * @throws AppError `source.unreachable`, `source.blocked`, `source.refused` or `source.changed`; `details.reason` says
   * what, and no message holds any of the answer's text. An abort by `signal` throws the signal's reason.
   */
  fetch(url: string, request: FetchRequest): Promise<FetchedAnswer>;
  close(): Promise<void>;
}

/** Where a request has come to: an answer, or the next address. */
interface Step {
  readonly target: URL;
  readonly hops: number;
  readonly answer?: FetchedAnswer;
}

/** A fetcher with its own sockets: a socket dialled for one fetcher never serves another. It keeps no cookies. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const agent = new Agent({
    connect: createGuardedConnector({
      allowLoopback: options.allowLoopback,
      timeoutMs: CONNECT_TIMEOUT_MS,
      ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
    }),
    headersTimeout: IDLE_TIMEOUT_MS,
    bodyTimeout: IDLE_TIMEOUT_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    pipelining: 1,
    connections: 2,
  });
  const politeness = new Politeness(options.turns ?? localTurns(options.clock), options.sleep);

  async function fetchGuarded(url: string, wanted: FetchRequest): Promise<FetchedAnswer> {
    let step: Step = { target: checkUrl(url, wanted.gate, options.allowLoopback), hops: 0 };
    // A redirect to another host of the scope waits for that host's turn, and holds none meanwhile.
    while (step.answer === undefined) step = await askHost(step, wanted);
    return step.answer;
  }

  async function askHost({ target, hops }: Step, wanted: FetchRequest): Promise<Step> {
    const { host } = target;
    const delayMs = pauseAfter(target, wanted, options.minDelayMs);
    return await politeness.run(host, delayMs, wanted.signal, async (turn) => {
      const deadline = AbortSignal.timeout(wanted.deadlineMs ?? DEFAULT_DEADLINE_MS);
      const signal = AbortSignal.any([
        turn,
        deadline,
        ...(wanted.signal === undefined ? [] : [wanted.signal]),
      ]);
      try {
        return await follow({ target, hops }, wanted, signal);
      } catch (error) {
        wanted.signal?.throwIfAborted();
        throw asSourceFault(error, host, deadline);
      }
    });
  }

  /** Follows redirects on one host. */
  async function follow(start: Step, wanted: FetchRequest, signal: AbortSignal): Promise<Step> {
    let { target } = start;
    for (let { hops } = start; hops <= MAX_REDIRECTS; hops += 1) {
      // Asked again: it may have waited for its turn beyond the end of the authorisation.
      wanted.gate.check(target);
      const answer = await request(target, {
        dispatcher: agent,
        method: 'GET',
        signal,
        headers: {
          'user-agent': options.userAgent,
          accept: wanted.accept ?? '*/*',
          'accept-encoding': 'gzip, br, deflate',
          ...conditions(wanted.validators),
        },
      });
      // A body that is destroyed unread emits an error, which without a listener would end the process.
      answer.body.on('error', () => {});
      const headers = flatHeaders(answer.headers);
      const retryAfterMs =
        answer.statusCode < 400 ? undefined : parseRetryAfter(headers['retry-after'], options.clock.now());
      if (isRedirect(answer.statusCode, headers)) {
        answer.body.destroy();
        const { host } = target;
        target = nextHop(target, headers.location ?? '', wanted.gate, options.allowLoopback);
        if (target.host !== host) return { target, hops: hops + 1 };
        continue;
      }
      const isUnchanged = answer.statusCode === 304 && wanted.validators !== undefined;
      if (!isUnchanged && (answer.statusCode < 200 || answer.statusCode > 299)) {
        answer.body.destroy();
        throw statusFault(answer.statusCode, headers, target.host, retryAfterMs);
      }
      const maxBytes = wanted.maxBytes ?? DEFAULT_MAX_BYTES;
      const body = await readDecoded(answer.body, headers['content-encoding'], maxBytes, target.host);
      options.logger.debug({ host: target.host, status: answer.statusCode, bytes: body.length }, 'fetched');
      const contentType = headers['content-type'] ?? '';
      return {
        target,
        hops,
        answer: { url: target.href, status: answer.statusCode, headers, contentType, body },
      };
    }
    const { host } = start.target;
    throw unreachable(`expected at most ${MAX_REDIRECTS} redirects from ${host}, found more`, {
      reason: 'redirect-limit',
      host,
    });
  }

  return { fetch: fetchGuarded, close: () => agent.destroy() };
}

/** The demo's own web on this machine needs no pause; with 2 s per page its first posts would take half a minute. */
function pauseAfter(url: URL, wanted: FetchRequest, minDelayMs: number): number {
  if (wanted.isSubresource === true || isLoopbackLiteral(url.hostname)) return 0;
  return Math.max(minDelayMs, wanted.delayMs ?? 0, wanted.gate.pauseMs);
}

function conditions(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag === undefined ? {} : { 'if-none-match': validators.etag }),
    ...(validators?.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
  };
}

function isRedirect(status: number, headers: Readonly<Record<string, string>>): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}

function statusFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  host: string,
  retryAfterMs: number | undefined,
): AppError {
  const details = { reason: 'status', host, status, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (headers['cf-mitigated'] === 'challenge') {
    return blocked(`${host} shows a challenge instead of the page`, { ...details, reason: 'captcha' });
  }
  if (BLOCKING_STATUSES.includes(status)) return blocked(`${host} refuses us with HTTP ${status}`, details);
  if (status === 404 || status === 410) {
    return changed(`${host} says the page does not exist (HTTP ${status}); check the source's url`, details);
  }
  return unreachable(`expected HTTP 200 from ${host}, found HTTP ${status}`, details);
}

function asSourceFault(error: unknown, host: string, deadline: AbortSignal): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  if (deadline.aborted) {
    return unreachable(`${host} did not finish its answer in time`, { reason: 'deadline', host }, error);
  }
  return unreachable(`${host} cannot be reached: ${messageOf(error)}`, { reason: 'network', host }, error);
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
