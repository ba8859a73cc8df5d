import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { Calendar } from '../../workers/opentimestamps/settings.ts';
import { type BlockChain, closeServer, listen, sha256 } from './block-chain.ts';

const PENDING = Buffer.from('0083dfe30d2ef90c8e', 'hex');
const BITCOIN = Buffer.from('000588960d73d71901', 'hex');

/** Unsigned LEB128, written here anew: nothing of the code under test makes what it is tested with. */
function varuint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 0x7f; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  return Buffer.from([...bytes, left]);
}

export function sized(bytes: Uint8Array): Buffer {
  return Buffer.concat([varuint(bytes.length), bytes]);
}

export function promise(uri: string): Buffer {
  return Buffer.concat([PENDING, sized(sized(Buffer.from(uri)))]);
}

export function block(height: number): Buffer {
  return Buffer.concat([BITCOIN, sized(varuint(height))]);
}

const append = (bytes: Uint8Array) => Buffer.concat([Buffer.of(0xf0), sized(bytes)]);
const prepend = (bytes: Uint8Array) => Buffer.concat([Buffer.of(0xf1), sized(bytes)]);
const SHA256 = Buffer.of(0x08);

/** What a server answers to one request. */
export interface CalendarAnswer {
  readonly status?: number;
  readonly body: Uint8Array;
}

export interface ServedCalendar {
  readonly calendar: Calendar;
  /** Digests that were posted. */
  readonly digests: Buffer[];
  /** Paths that were read. */
  readonly asked: string[];
  /** Answers instead of the calendar's own, where set. */
  answer: ((request: { readonly path: string; readonly digest: Buffer }) => CalendarAnswer) | undefined;
  /** Commits to all that was promised, in a block each. `root`: the root of the block, given the one that is due. */
  commit(chain: BlockChain, time: Date, root?: (due: Buffer) => Buffer): number[];
  close(): Promise<void>;
}

/** A calendar of OpenTimestamps on loopback: promises, and commits when a test says so. */
export async function serveCalendar(id: string): Promise<ServedCalendar> {
  const digests: Buffer[] = [];
  const asked: string[] = [];
  const promised = new Map<string, Buffer>();
  const committed = new Map<string, Buffer>();
  let url = '';
  const served: Pick<ServedCalendar, 'answer'> = { answer: undefined };

  const submit = (digest: Buffer): CalendarAnswer => {
    const [time, mac] = [randomBytes(4), randomBytes(8)];
    const message = Buffer.concat([time, digest, mac]);
    promised.set(message.toString('hex'), message);
    return { body: Buffer.concat([prepend(time), append(mac), promise(url)]) };
  };
  const read = (message: string): CalendarAnswer => {
    const found = committed.get(message);
    return found ? { body: found } : { status: 404, body: Buffer.from('Pending confirmation') };
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = request.url ?? '';
      const digest = Buffer.concat(parts);
      if (request.method === 'POST') digests.push(digest);
      else asked.push(path);
      const own = request.method === 'POST' ? submit(digest) : read(path.replace('/timestamp/', ''));
      const { status = 200, body } = served.answer?.({ path, digest }) ?? own;
      response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(body);
    });
  });
  url = await listen(server);

  return Object.assign(served, {
    calendar: { id, url, network: 'loopback' as const },
    digests,
    asked,
    commit(chain: BlockChain, time: Date, rootOf = (due: Buffer) => due) {
      return [...promised].map(([key, message]) => {
        // A tree of the calendar, a transaction that holds its root, a tree of the block: the other sides are invented.
        const [leaf, before, after, sibling] = [
          randomBytes(32),
          randomBytes(40),
          randomBytes(12),
          randomBytes(32),
        ];
        const tip = sha256(sha256(message), leaf);
        const transaction = sha256(sha256(before, tip, after));
        const due = sha256(sha256(sibling, transaction));
        const height = chain.mine(rootOf(due), time);
        const steps = [SHA256, append(leaf), SHA256, prepend(before), append(after), SHA256, SHA256];
        committed.set(key, Buffer.concat([...steps, prepend(sibling), SHA256, SHA256, block(height)]));
        return height;
      });
    },
    close: () => closeServer(server),
  });
}
