import type { Socket } from 'node:net';
import { type Dispatcher, WebSocket } from 'undici';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { statusFault } from './answer-faults.ts';
import { parseRetryAfter } from './back-off.ts';
import type { Gate } from './gate.ts';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent.ts';
import { checkUrl } from './request-scope.ts';
import { changed, unreachable } from './source-faults.ts';
import { costOf, MAX_WAITING } from './waiting-messages.ts';

/** From the dial to the last byte of the handshake. */
const OPEN_DEADLINE_MS = 15_000;
/** Who does not answer our goodbye in this time is left without one. */
const CLOSE_PATIENCE_MS = 1_000;

export interface WebSocketRequest {
  /** Asked about the stream's address, as `http:` or `https:`, before it waits for its turn and before it is opened. */
  readonly gate: Gate;
  readonly protocols?: readonly string[];
  /** For the handshake, in milliseconds. @defaultValue 15,000 */
  readonly deadlineMs?: number;
  /** Ends the stream too, when it is open by then. */
  readonly signal?: AbortSignal | undefined;
}

export interface StreamListener {
  /** Takes each message: text, or the bytes of one that is no text. */
  message(data: string | ArrayBuffer): void;
  /** Hears once that no more comes, and of a message that was too large to take. */
  closed(fault: AppError | undefined): void;
}

export interface OpenStream {
  /** Hands on what has come since the stream was opened, and what comes from now on. To be called once. */
  listen(listener: StreamListener): void;
  /** Closes the stream; a server that holds on to it is cut off after a second. */
  end(): Promise<void>;
}

/**
 * Opens a stream under every guard of the fetcher: scheme, scope, address, no redirect. A message above 1 MiB, after
 * decompression, ends it. Who opens a stream ends it.
 * @throws AppError `source.refused`, `source.unreachable`, `source.blocked`, or `source.changed` for an answer that is no
 * stream. An abort by `signal` throws the signal's reason.
 */
export type ConnectWebSocket = (url: string, request: WebSocketRequest) => Promise<OpenStream>;

/**
 * The first gate of a stream, by the rules of its HTTP counterpart.
 * @throws AppError `source.refused`.
 */
export function checkWebSocketUrl(text: string, gate: Gate, loopbackPorts: ReadonlySet<number>): URL {
  return checkUrl(text.replace(/^ws(s?):/i, 'http$1:'), gate, loopbackPorts);
}

/**
 * Opens the stream of an address that was checked, over a socket that serves nothing else.
 * @param turn ends the opening, not the open stream: the host's turn is over by then
 */
export async function openWebSocket(
  target: URL,
  options: GuardedAgentOptions & { readonly clock: Clock },
  headers: Readonly<Record<string, string>>,
  wanted: WebSocketRequest,
  turn: AbortSignal,
): Promise<OpenStream> {
  const { host } = target;
  wanted.signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(wanted.deadlineMs ?? OPEN_DEADLINE_MS);
  const stop = AbortSignal.any([turn, deadline, ...(wanted.signal === undefined ? [] : [wanted.signal])]);
  let fault: Error | undefined;
  let dialled: Socket | undefined;
  const agent = createGuardedAgent({
    ...options,
    onDialFault: (dialFault) => {
      fault = dialFault;
    },
    onDialled: (socket) => {
      dialled = socket;
    },
  });
  const dispatcher = agent.compose(
    hearingAnswers((status, answered) => {
      fault = notAStream(status, answered, host, options.clock.now());
    }),
  );
  const address = target.href.replace(/^http/, 'ws');
  const socket = new WebSocket(address, { dispatcher, headers, protocols: [...(wanted.protocols ?? [])] });
  // Bytes as they are: a Blob would have to be read again.
  socket.binaryType = 'arraybuffer';
  let isEnding = false;
  const { listen, closed } = holdMessages(socket, {
    faultAtClose: () => (!isEnding && isGivenUp(dialled) ? badMessage(host) : undefined),
    onFull: () => {
      isEnding = true;
      dialled?.destroy();
    },
  });
  void closed.then(() => agent.destroy());
  async function end(): Promise<void> {
    isEnding = true;
    socket.close();
    const cut = setTimeout(() => dialled?.destroy(), CLOSE_PATIENCE_MS);
    await closed;
    clearTimeout(cut);
  }
  try {
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', (event) => reject(event.error), { once: true });
      stop.addEventListener('abort', () => reject(stop.reason), { once: true });
    });
  } catch (error) {
    socket.close();
    dialled?.destroy();
    wanted.signal?.throwIfAborted();
    throw asStreamFault(fault ?? error, host, deadline.aborted);
  }
  wanted.signal?.addEventListener('abort', () => void end(), { once: true });
  return { listen, end };
}

interface Holding {
  readonly faultAtClose: () => AppError | undefined;
  /** Called when more has come early than is kept: the stream ends there, and is read again from there. */
  readonly onFull: () => void;
}

/** Keeps what comes before anybody listens: the turn's end may take a statement, and a stream does not wait for it. */
function holdMessages(
  socket: WebSocket,
  { faultAtClose, onFull }: Holding,
): Pick<OpenStream, 'listen'> & { readonly closed: Promise<void> } {
  let early: (string | ArrayBuffer)[] = [];
  let room = MAX_WAITING;
  let listener: StreamListener | undefined;
  let fault: AppError | undefined;
  let isClosed = false;
  socket.addEventListener('message', ({ data }: { readonly data: string | ArrayBuffer }) => {
    if (listener !== undefined) {
      // Behind what was left out nothing is taken: the next stream begins there.
      if (room > 0) listener.message(data);
      return;
    }
    if (room <= 0) return;
    room -= costOf(data);
    early.push(data);
    if (room <= 0) onFull();
  });
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener(
      'close',
      () => {
        isClosed = true;
        fault = faultAtClose();
        listener?.closed(fault);
        resolve();
      },
      { once: true },
    );
  });
  return {
    closed,
    listen(given) {
      listener = given;
      for (const data of early) given.message(data);
      early = [];
      if (isClosed) given.closed(fault);
    },
  };
}

/**
 * Whether undici ended the connection because of what came over it: neither did the other end close it, nor did it break.
 * undici knows why and keeps it to itself.
 */
function isGivenUp(socket: Socket | undefined): boolean {
  return socket?.destroyed === true && !socket.readableEnded && socket.errored === null;
}

function badMessage(host: string): AppError {
  const message = `expected messages of at most 1 MiB by RFC 6455 from ${host}, found a larger or a broken one`;
  return changed(message, { reason: 'bad-message', host });
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Tells of an answer that opens no stream, of which undici's WebSocket says only that there was one. */
function hearingAnswers(
  onAnswer: (status: number, headers: Headers) => void,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (request, handler) =>
    dispatch(request, {
      onRequestStart: (...args) => handler.onRequestStart?.(...args),
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart(...args) {
        onAnswer(args[1], args[2]);
        handler.onResponseStart?.(...args);
      },
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

function notAStream(status: number, headers: Headers, host: string, nowMs: number): AppError {
  if (status < 400) {
    return changed(
      `expected ${host} to open a stream (HTTP 101), found HTTP ${status}; check the source's url`,
      {
        reason: 'not-a-stream',
        host,
        status,
      },
    );
  }
  const [retryAfter] = [headers['retry-after'] ?? []].flat();
  const [mitigated] = [headers['cf-mitigated'] ?? []].flat();
  const told = mitigated === undefined ? {} : { 'cf-mitigated': mitigated };
  return statusFault(status, told, host, parseRetryAfter(retryAfter, nowMs));
}

function asStreamFault(error: unknown, host: string, isLate: boolean): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  const reason = isLate ? 'deadline' : 'network';
  return unreachable(`${host} opens no stream: ${messageOf(error)}`, { reason, host }, error);
}
