import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export interface WebSocketServer {
  readonly host: string;
  readonly port: number;
  readonly asked: IncomingMessage[];
  close(): Promise<void>;
}

/**
 * A loopback server that accepts streams (RFC 6455) and sends one message to each; it reads nothing.
 * @param frame bytes of one whole frame, see `textFrame`.
 */
export async function startWebSocketServer(
  frame: Buffer,
  extraHeaders: readonly string[] = [],
): Promise<WebSocketServer> {
  const asked: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_request, response) => void response.writeHead(404).end());
  server.on('upgrade', (request, socket: Socket) => {
    asked.push(request);
    sockets.add(socket.on('error', () => {}));
    acceptStream(request, socket, extraHeaders);
    socket.write(frame);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected the server to have a port');
  return {
    host: `127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** Answers a handshake (RFC 6455 section 4.2.2). */
export function acceptStream(
  request: IncomingMessage,
  socket: Socket,
  extraHeaders: readonly string[] = [],
): void {
  const key = request.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  const head = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: upgrade'];
  socket.write(`${[...head, `sec-websocket-accept: ${accept}`, ...extraHeaders].join('\r\n')}\r\n\r\n`);
}

/** One unmasked text frame. @param isCompressed sets RSV1, which marks permessage-deflate (RFC 7692). */
export function textFrame(payload: Buffer, isCompressed = false): Buffer {
  const first = 0x81 | (isCompressed ? 0x40 : 0);
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload]);
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = 127;
  head.writeBigUInt64BE(BigInt(payload.length), 2);
  return Buffer.concat([head, payload]);
}
