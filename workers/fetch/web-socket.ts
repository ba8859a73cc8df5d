import { WebSocket } from 'undici';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import type { Gate } from './gate.ts';
import { createGuardedAgent, type GuardedAgentOptions } from './guarded-agent.ts';
import { checkUrl } from './request-scope.ts';
import { unreachable } from './source-faults.ts';

/** From the dial to the last byte of the handshake. */
const OPEN_DEADLINE_MS = 15_000;

export interface WebSocketRequest {
  /** Asked about the stream's address, as `http:` or `https:`, before it waits for its turn and before it is opened. */
  readonly gate: Gate;
  readonly protocols?: readonly string[];
  /** For the handshake, in milliseconds. @defaultValue 15,000 */
  readonly deadlineMs?: number;
  /** Ends the stream too, when it is open by then. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens a stream under every guard of the fetcher: scheme, scope, address, no redirect. A message above 1 MiB, after
 * decompression, ends it. Who opens a stream closes it.
 * @throws AppError `source.refused` or `source.unreachable`. An abort by `signal` throws the signal's reason.
 */
export type ConnectWebSocket = (url: string, request: WebSocketRequest) => Promise<WebSocket>;

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
  options: GuardedAgentOptions,
  headers: Readonly<Record<string, string>>,
  wanted: WebSocketRequest,
  turn: AbortSignal,
): Promise<WebSocket> {
  const { host } = target;
  wanted.signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(wanted.deadlineMs ?? OPEN_DEADLINE_MS);
  const stop = AbortSignal.any([turn, deadline, ...(wanted.signal === undefined ? [] : [wanted.signal])]);
  let dialFault: Error | undefined;
  const onDialFault = (fault: Error): void => {
    dialFault = fault;
  };
  const dispatcher = createGuardedAgent({ ...options, onDialFault });
  const address = target.href.replace(/^http/, 'ws');
  const socket = new WebSocket(address, { dispatcher, headers, protocols: [...(wanted.protocols ?? [])] });
  socket.addEventListener('close', () => void dispatcher.destroy(), { once: true });
  // Bytes as they are: a Blob would have to be read again.
  socket.binaryType = 'arraybuffer';
  try {
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', (event) => reject(event.error), { once: true });
      stop.addEventListener('abort', () => reject(stop.reason), { once: true });
    });
  } catch (error) {
    socket.close();
    wanted.signal?.throwIfAborted();
    throw asStreamFault(dialFault ?? error, host, deadline.aborted);
  }
  wanted.signal?.addEventListener('abort', () => socket.close(), { once: true });
  return socket;
}

function asStreamFault(error: unknown, host: string, isLate: boolean): AppError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  const reason = isLate ? 'deadline' : 'network';
  return unreachable(`${host} opens no stream: ${messageOf(error)}`, { reason, host }, error);
}
