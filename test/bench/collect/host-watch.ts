import { createServer, type Server } from 'node:http';

/** What a server saw of one host's requests. */
interface Seen {
  open: number;
  most: number;
  endedAt: number | undefined;
  leastPauseMs: number;
}

export interface HostWatch {
  readonly port: number;
  /** Requests answered, robots files included. */
  readonly requests: number;
  /** Most requests open at once at any host, and the least pause between a page's end and the next page, ms. */
  worst(): { readonly most: number; readonly leastPauseMs: number };
  reset(): void;
  close(): Promise<void>;
}

/**
 * A server for many host names that keeps, for each, how close together it was asked. A pause runs from the end of one
 * page's answer to the arrival of the next page's request: robots files go with the page after them.
 */
export async function startHostWatch(
  pageOf: (path: string) => { type: string; body: string },
): Promise<HostWatch> {
  const hosts = new Map<string, Seen>();
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests += 1;
    const host = request.headers.host ?? '';
    const seen = hosts.get(host) ?? { open: 0, most: 0, endedAt: undefined, leastPauseMs: Infinity };
    hosts.set(host, seen);
    seen.open += 1;
    seen.most = Math.max(seen.most, seen.open);
    const isRobots = request.url === '/robots.txt';
    const now = performance.now();
    if (!isRobots && seen.endedAt !== undefined) {
      seen.leastPauseMs = Math.min(seen.leastPauseMs, now - seen.endedAt);
    }
    response.on('close', () => {
      seen.open -= 1;
      if (!isRobots) seen.endedAt = performance.now();
    });
    if (isRobots) {
      response.writeHead(404).end();
      return;
    }
    const { type, body } = pageOf(request.url ?? '/');
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    port: address.port,
    get requests() {
      return requests;
    },
    worst() {
      const all = [...hosts.values()];
      return {
        most: Math.max(...all.map((seen) => seen.most)),
        leastPauseMs: Math.min(...all.map((seen) => seen.leastPauseMs)),
      };
    },
    reset() {
      hosts.clear();
      requests = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
