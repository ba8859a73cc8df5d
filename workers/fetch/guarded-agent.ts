import type { Socket } from 'node:net';
import { Agent } from 'undici';
import { type ConnectorOptions, createGuardedConnector } from './guarded-connector.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_IDLE_TIMEOUT_MS = 15_000;
const MAX_HEADER_BYTES = 64 * 1024;
/** One message of a stream, after decompression. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
const MAX_MESSAGE_FRAGMENTS = 1024;

export interface GuardedAgentOptions extends Omit<ConnectorOptions, 'timeoutMs'> {
  /** Between two pieces of an answer, in milliseconds; a request's deadline limits the whole. @defaultValue 15,000 */
  readonly idleTimeoutMs?: number | undefined;
  /** Hears why a dial failed, because undici's WebSocket keeps that to itself. */
  readonly onDialFault?: (fault: Error) => void;
  /** Takes each socket that was dialled, and the host with its port: the other end of a stream may not let go of it by itself. */
  readonly onDialled?: (socket: Socket, host: string) => void;
}

/** The one maker of sockets to the outside: HTTP and WebSocket go through its guarded connector and its limits. */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const idleTimeoutMs = options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS;
  const connect = createGuardedConnector({ ...options, timeoutMs: CONNECT_TIMEOUT_MS });
  return new Agent({
    connect: (target, callback) =>
      connect(target, (...result) => {
        if (result[0] === null) options.onDialled?.(result[1], target.host ?? target.hostname);
        else options.onDialFault?.(result[0]);
        callback(...result);
      }),
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    webSocket: { maxPayloadSize: MAX_MESSAGE_BYTES, maxFragments: MAX_MESSAGE_FRAGMENTS },
    pipelining: 1,
    // Requests to a host take turns, so a second socket would only leave open which of them an answer came over.
    connections: 1,
  });
}
