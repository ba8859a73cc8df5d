import { createServer, type Server, type Socket } from 'node:net';
import { HOSTILE_ANSWERS, type HostileName } from './hostile-answers.ts';
import { makeBombs } from './hostile-bytes.ts';

export interface HostileServer {
  readonly host: string;
  readonly port: number;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Address at which the server behaves as named. */
  url(name: HostileName): string;
  close(): Promise<void>;
}

/**
 * A loopback server that answers badly: `/name` behaves as `HOSTILE_ANSWERS` says, byte by byte over a bare socket, because
 * an HTTP library would not let it. `/robots.txt` is a clean 404. A behaviour stops when its client goes.
 */
export async function startHostileServer(): Promise<HostileServer> {
  makeBombs();
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    socket.once('data', (bytes) => {
      const path = /^[A-Z]+ (\S+)/.exec(bytes.toString('latin1'))?.[1] ?? '';
      asked.push(path);
      const name = path.slice(1).split(/[/?]/)[0] ?? '';
      if (isHostileName(name)) HOSTILE_ANSWERS[name](socket, path);
      else socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
  });
  const port = await listen(server);
  const host = `127.0.0.1:${port}`;
  return {
    host,
    port,
    asked,
    url: (name) => `http://${host}/${name}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

function isHostileName(name: string): name is HostileName {
  return Object.hasOwn(HOSTILE_ANSWERS, name);
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the hostile server has no port');
  return address.port;
}
