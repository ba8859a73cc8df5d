import type { Socket } from 'node:net';
import { request } from 'undici';
import type { HostTurns } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { asSourceFault, redirectedKey, requireEncryption, statusFault } from './answer-faults.ts';
import { parseRetryAfter } from './back-off.ts';
import { readDecoded, tooLarge } from './decoded-body.ts';
import { endsOf, flatHeaders, headerPairs, type SocketEnds } from './exchange.ts';
import {
  type FetchedAnswer,
  type FetchRequest,
  headersOf,
  isAnswer,
  isRedirect,
  pauseAfter,
} from './fetch-request.ts';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent.ts';
import { localTurns } from './local-turns.ts';
import { Politeness, type Sleep } from './politeness.ts';
import { checkUrl, nextHop } from './request-scope.ts';
import { unreachable } from './source-faults.ts';
import { type ConnectWebSocket, checkWebSocketUrl, openWebSocket } from './web-socket.ts';

export type { FetchedAnswer, FetchRequest } from './fetch-request.ts';

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
  const ends = new Map<string, SocketEnds | undefined>();
  // One socket a host at a time: the last one that was dialled is the one in use.
  const onDialled = (socket: Socket, host: string) => void ends.set(host, endsOf(socket));
  const agent = createGuardedAgent({ ...options, onDialled });
  const { loopbackPorts } = options;
  const politeness = new Politeness(options.turns ?? localTurns(options.clock), options.sleep);

  async function fetchGuarded(url: string, wanted: FetchRequest): Promise<FetchedAnswer> {
    let step: Step = { target: checkUrl(url, wanted.gate, loopbackPorts), hops: 0 };
    // A redirect to another host of the scope waits for that host's turn, and holds none meanwhile. So does one from http
    // to https: a robots file holds for its own scheme, and is asked for in a turn of its own.
    while (step.answer === undefined) {
      const { target, hops } = step;
      const rules = hops === 0 ? undefined : wanted.robots;
      const verdict = await rules?.check(target.href, wanted.gate, wanted.signal);
      step = await askHost(step, verdict === undefined ? wanted : { ...wanted, delayMs: verdict.delayMs });
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

  /** Follows redirects within one origin. */
  async function follow(start: Step, wanted: FetchRequest, signal: AbortSignal): Promise<Step> {
    const { credentials, form } = wanted;
    if (credentials !== undefined) requireEncryption(start.target);
    let { target } = start;
    for (let { hops } = start; hops <= MAX_REDIRECTS; hops += 1) {
      // Asked again: it may have waited for its turn beyond the end of the authorisation.
      wanted.gate.check(target);
      wanted.gate.asked();
      const sent = headersOf(wanted, options.userAgent);
      const atMs = options.clock.now();
      const method = form === undefined ? 'GET' : 'POST';
      const answer = await request(target, {
        dispatcher: agent,
        method,
        body: form === undefined ? null : new URLSearchParams(form).toString(),
        signal,
        // Never paused: see readDecoded, which counts and limits.
        highWaterMark: Number.MAX_SAFE_INTEGER,
        responseHeaders: 'raw',
        headers: { ...Object.fromEntries(sent), ...credentials },
      });
      // A body that is destroyed unread emits an error, which without a listener would end the process.
      answer.body.on('error', () => {});
      const pairs = headerPairs(answer.headers);
      const headers = flatHeaders(pairs);
      const note = (body: Buffer | null): void =>
        wanted.onExchange?.({
          url: target.href,
          method,
          requestHeaders: sent,
          withheldHeaders: Object.keys(credentials ?? {}),
          status: answer.statusCode,
          statusText: answer.statusText,
          headers: pairs,
          body: body ?? Buffer.alloc(0),
          isBodyRead: body !== null,
          atMs,
          ends: ends.get(target.host),
        });
      const retryAfterMs =
        answer.statusCode < 400 ? undefined : parseRetryAfter(headers['retry-after'], options.clock.now());
      if (isRedirect(answer.statusCode, headers)) {
        answer.body.destroy();
        note(null);
        const { host, origin } = target;
        target = nextHop(target, headers.location ?? '', wanted.gate, loopbackPorts);
        if (credentials !== undefined || form !== undefined) throw redirectedKey(host);
        if (target.origin !== origin) return { target, hops: hops + 1 };
        wanted.robots?.checkKnown(target.href);
        continue;
      }
      if (!isAnswer(answer.statusCode, wanted)) {
        answer.body.destroy();
        throw statusFault(answer.statusCode, headers, target.host, retryAfterMs, wanted.refusals);
      }
      const maxBytes = wanted.maxBytes ?? DEFAULT_MAX_BYTES;
      if (answer.statusCode !== 304 && Number(headers['content-length'] ?? 0) > maxBytes) {
        answer.body.destroy();
        throw tooLarge(maxBytes, target.host);
      }
      const wire: Buffer[] = [];
      const onEncoded = wanted.onExchange && ((chunk: Buffer): void => void wire.push(Buffer.from(chunk)));
      const encoding = headers['content-encoding'];
      const body = await readDecoded(answer.body, encoding, maxBytes, target.host, onEncoded);
      if (onEncoded !== undefined) note(Buffer.concat(wire));
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
