import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface FrozenProxy {
  /** The server, through this. */
  readonly url: string;
  /** From here on nobody gets a byte or a word: as where a machine is off. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** Stands before a server and forwards, until it is frozen: connections stay open, and new ones hear nothing. */
export async function openFrozenProxy(serverUrl: string): Promise<FrozenProxy> {
  const target = new URL(serverUrl);
  const pairs = new Set<readonly [Socket, Socket]>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on('error', () => other.destroy());
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
      one.on('data', (bytes) => other.write(bytes));
      if (isFrozen) one.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const each = (act: (socket: Socket) => void) => {
    for (const pair of pairs) pair.forEach(act);
  };
  return {
    url: url.href,
    freeze() {
      isFrozen = true;
      each((socket) => socket.pause());
    },
    thaw() {
      isFrozen = false;
      each((socket) => socket.resume());
    },
    close() {
      each((socket) => socket.destroy());
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
