import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HeaderPlace } from '../../workers/opentimestamps/settings.ts';

/** Easiest target of a chain that is mined in a test, two tries a block: `bits` in compact form, and written out. */
export const TEST_BITS = 0x207fffff;
export const TEST_LIMIT = 0x7fffffn << 232n;

export function sha256(...parts: Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}

/** Blocks of a chain of the test's own: only headers, each with the work that its easy target asks for. */
export class BlockChain {
  readonly headers = new Map<number, Buffer>();
  #height = 900_000;

  /** @returns the height of a new block with this Merkle root */
  mine(root: Uint8Array, time: Date, bits = TEST_BITS): number {
    const header = Buffer.alloc(80);
    header.writeUInt32LE(0x20000000, 0);
    header.set(root, 36);
    header.writeUInt32LE(Math.floor(time.getTime() / 1000), 68);
    header.writeUInt32LE(bits, 72);
    for (let nonce = 0; sha256(sha256(header)).readUInt8(31) >= 0x7f; nonce += 1)
      header.writeUInt32LE(nonce, 76);
    this.#height += 1;
    this.headers.set(this.#height, header);
    return this.#height;
  }

  /** Hash of a block as people write it. */
  hashOf(height: number): string {
    const header = this.headers.get(height) ?? Buffer.alloc(80);
    return sha256(sha256(header)).reverse().toString('hex');
  }
}

export interface ServedHeaders {
  readonly place: HeaderPlace;
  /** Paths that were asked for. */
  readonly asked: string[];
  /** Set to be away. */
  status: number;
  close(): Promise<void>;
}

/** Serves headers on loopback, as a Bitcoin Core node and an Esplora server do. */
export async function serveHeaders(
  chain: BlockChain,
  kind: HeaderPlace['interface'],
): Promise<ServedHeaders> {
  const asked: string[] = [];
  const served = { status: 200 };
  const answerTo = (path: string): string | undefined => {
    const height = /^\/(?:rest\/blockhashbyheight\/(\d+)\.hex|block-height\/(\d+))$/.exec(path);
    const at = height?.[1] ?? height?.[2];
    if (at !== undefined) return chain.headers.has(Number(at)) ? chain.hashOf(Number(at)) : undefined;
    const hash = /^\/(?:rest\/headers\/([0-9a-f]{64})\.hex\?count=1|block\/([0-9a-f]{64})\/header)$/.exec(
      path,
    );
    const wanted = hash?.[1] ?? hash?.[2];
    const found = [...chain.headers].find(([one]) => chain.hashOf(one) === wanted);
    return found?.[1].toString('hex');
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const text = answerTo(request.url ?? '');
    const status = served.status === 200 && text === undefined ? 404 : served.status;
    response.writeHead(status, { 'content-type': 'text/plain' }).end(text === undefined ? '' : `${text}\n`);
  });
  const url = await listen(server);
  return Object.assign(served, {
    place: { url, interface: kind, network: 'loopback' as const },
    asked,
    close: () => closeServer(server),
  });
}

/** @returns its address on loopback */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
