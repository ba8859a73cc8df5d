import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

/** Every address at which an internal service of this machine could be found. */
const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.255.255.254', '::1'] as const;

/** An internal service that nothing may reach: it counts accepted connections, not requests, and datagrams. */
export interface Canary {
  readonly port: number;
  readonly udpPort: number;
  /** What reached it, such as `tcp 127.0.0.1` or `udp`. */
  readonly hits: string[];
  /** Paths that were asked for over those connections, to tell which way out worked. */
  readonly paths: Set<string>;
  close(): Promise<void>;
}

/** Listens on one TCP port at several loopback addresses, and on one UDP port. */
export async function startCanary(): Promise<Canary> {
  const hits: string[] = [];
  const paths = new Set<string>();
  const udp = createSocket('udp4').on('message', () => hits.push('udp'));
  await new Promise<void>((resolve) => void udp.bind(0, '127.0.0.1', resolve));
  const servers: Server[] = [];
  let port = 0;
  for (const address of ADDRESSES) {
    const server = createServer((socket) => {
      hits.push(`tcp ${address}`);
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        const path = /^[A-Z]+ (\/\S*)/.exec(bytes.toString('latin1'))?.[1];
        if (path !== undefined) paths.add(path);
        socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 6\r\n\r\ninside');
      });
    });
    port = await listen(server, port, address);
    servers.push(server);
  }
  return {
    port,
    udpPort: udp.address().port,
    hits,
    paths,
    close: async () => {
      await Promise.all([...servers.map(closeServer), closeUdp(udp)]);
    },
  };
}

async function listen(server: Server, port: number, address: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, address, resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('expected the canary to have a port');
  return bound.port;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => void server.close(() => resolve()));
}

async function closeUdp(udp: UdpSocket): Promise<void> {
  await new Promise<void>((resolve) => void udp.close(() => resolve()));
}
