import { request } from 'undici';
import type { HostTurns, Validators } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { isLoopbackLiteral } from './address.ts';
import { asSourceFault, redirectedKey, requireEncryption, statusFault } from './answer-faults.ts';
import { parseRetryAfter } from './back-off.ts';
import { readDecoded, tooLarge } from './decoded-body.ts';
import type { Gate } from './gate.ts';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent.ts';
import { localTurns } from './local-turns.ts';
import { Politeness, type Sleep } from './politeness.ts';
import { checkUrl, nextHop } from './request-scope.ts';
import { unreachable } from './source-faults.ts';
import { type ConnectWebSocket, checkWebSocketUrl, openWebSocket } from './web-socket.ts';

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;
const DEFAULT_DEADLINE_MS = 30_000;
const MAX_REDIRECTS = 5;

export interface FetcherOptions extends GuardedAgentOptions {
  /** Pause between two requests to the same host, in milliseconds. */
  readonly minDelayMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Honest product token with a way to reach the operator. */
  readonly userAgent: string;
  readonly sleep?: Sleep | undefined;
  /** Whose turn it is at each host. @defaultValue turns of this process alone */
  readonly turns?: HostTurns | undefined;
  /** For a request that names none: from the first dial to the last byte, in milliseconds. @defaultValue 30,000 */
  readonly deadlineMs?: number | undefined;
}

/** See `Robots`. */
export interface RedirectRules {
  check(url: string, gate: Gate, signal: AbortSignal | undefined): Promise<unknown>;
  checkKnown(url: string): void;
}

export interface FetchRequest {
  /** Asked about the address, and about each that a redirect leads to, at the moment of the request. */
  readonly gate: Gate;
  readonly accept?: string;
  /** @defaultValue 5 MiB, after decoding */
  readonly maxBytes?: number;
  /** From the first dial to the last byte, redirects included. @defaultValue the fetcher's */
  readonly deadlineMs?: number;
  /** Longer pause than the fetcher's, from a robots file's `Crawl-delay`. */
  readonly delayMs?: number;
  /** Rules of hosts (RFC 9309) that a redirect is held to; the first address was checked by who asks. */
  readonly robots?: RedirectRules;
  /** A page's own script or data file: no pause before it, still one request at a time. */
  readonly isSubresource?: boolean;
  /** Ask only for what changed since these; the answer may then be 304 without a body. */
  readonly validators?: Validators | undefined;
  /**
   * Headers with a key of the authority's own registered application, for an official interface: sent over https only
   * (loopback excepted), to this address only; a redirect ends the request.
   */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Fields sent by POST instead of GET: for the token of an official interface, never to a page. */
  readonly form?: Readonly<Record<string, string>>;
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

/** A fetcher of single answers that opens streams too, by the same dialer and in the same turns. */
export interface StreamingFetcher extends Fetcher {
  readonly connectWebSocket: ConnectWebSocket;
}

/** Where a request has come to: an answer, or the next address. */
interface Step {
  readonly target: URL;
  readonly hops: number;
  readonly answer?: FetchedAnswer;
}

/** A fetcher with its own sockets: a socket dialled for one fetcher never serves another. It keeps no cookies. */
export function createFetcher(options: FetcherOptions): StreamingFetcher {
  const agent = createGuardedAgent(options);
  const { loopbackPorts } = options;
  const politeness = new Politeness(options.turns ?? localTurns(options.clock), options.sleep);

  async function fetchGuarded(url: string, wanted: FetchRequest): Promise<FetchedAnswer> {
    let step: Step = { target: checkUrl(url, wanted.gate, loopbackPorts), hops: 0 };
    // A redirect to another host of the scope waits for that host's turn, and holds none meanwhile.
    while (step.answer === undefined) {
      if (step.hops > 0) await wanted.robots?.check(step.target.href, wanted.gate, wanted.signal);
      step = await askHost(step, wanted);
    }
    return step.answer;
  }

  async function askHost({ target, hops }: Step, wanted: FetchRequest): Promise<Step> {
    const { host } = target;
    const delayMs = pauseAfter(target, wanted, options.minDelayMs);
    return await politeness.run(host, delayMs, wanted.signal, async (turn) => {
      const deadline = AbortSignal.timeout(wanted.deadlineMs ?? options.deadlineMs ?? DEFAULT_DEADLINE_MS);
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
    const { credentials, form } = wanted;
    if (credentials !== undefined) requireEncryption(start.target);
    let { target } = start;
    for (let { hops } = start; hops <= MAX_REDIRECTS; hops += 1) {
      // Asked again: it may have waited for its turn beyond the end of the authorisation.
      wanted.gate.check(target);
      wanted.gate.asked();
      const answer = await request(target, {
        dispatcher: agent,
        method: form === undefined ? 'GET' : 'POST',
        body: form === undefined ? null : new URLSearchParams(form).toString(),
        signal,
        // Never paused: see readDecoded, which counts and limits.
        highWaterMark: Number.MAX_SAFE_INTEGER,
        headers: {
          'user-agent': options.userAgent,
          accept: wanted.accept ?? '*/*',
          'accept-encoding': 'gzip, br, deflate',
          ...conditions(wanted.validators),
          ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...credentials,
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
        target = nextHop(target, headers.location ?? '', wanted.gate, loopbackPorts);
        if (credentials !== undefined || form !== undefined) throw redirectedKey(host);
        if (target.host !== host) return { target, hops: hops + 1 };
        wanted.robots?.checkKnown(target.href);
        continue;
      }
      if (!isAnswer(answer.statusCode, wanted)) {
        answer.body.destroy();
        throw statusFault(answer.statusCode, headers, target.host, retryAfterMs);
      }
      const maxBytes = wanted.maxBytes ?? DEFAULT_MAX_BYTES;
      if (answer.statusCode !== 304 && Number(headers['content-length'] ?? 0) > maxBytes) {
        answer.body.destroy();
        throw tooLarge(maxBytes, target.host);
      }
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

  async function connectWebSocket(
    ...[url, wanted]: Parameters<ConnectWebSocket>
  ): ReturnType<ConnectWebSocket> {
    const target = checkWebSocketUrl(url, wanted.gate, loopbackPorts);
    const delayMs = pauseAfter(target, wanted, options.minDelayMs);
    const headers = { 'user-agent': options.userAgent };
    return await politeness.run(target.host, delayMs, wanted.signal, async (turn) => {
      // Asked again, as before every request: it has waited for its turn.
      wanted.gate.check(target);
      wanted.gate.asked();
      return await openWebSocket(target, options, headers, wanted, turn);
    });
  }

  return { fetch: fetchGuarded, connectWebSocket, close: () => agent.destroy() };
}

/** The demo's own web on this machine needs no pause; with 2 s per page its first posts would take half a minute. */
function pauseAfter(
  url: URL,
  wanted: Pick<FetchRequest, 'delayMs' | 'gate' | 'isSubresource'>,
  minDelayMs: number,
): number {
  if (wanted.isSubresource === true || isLoopbackLiteral(url.hostname)) return 0;
  return Math.max(minDelayMs, wanted.delayMs ?? 0, wanted.gate.pauseMs);
}

function conditions(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag === undefined ? {} : { 'if-none-match': validators.etag }),
    ...(validators?.lastModified === undefined ? {} : { 'if-modified-since': validators.lastModified }),
  };
}

/** 206 is a part of a page, which we never ask for (RFC 9110 section 15.3.7); 304 is one only to a conditional request. */
function isAnswer(status: number, { validators }: FetchRequest): boolean {
  if (status === 304) return validators !== undefined;
  return status >= 200 && status <= 299 && status !== 206;
}

function isRedirect(status: number, headers: Readonly<Record<string, string>>): boolean {
  return [301, 302, 303, 307, 308].includes(status) && headers.location !== undefined;
}

function flatHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
