import { Agent, request } from 'undici';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { portOf } from '../fetch/address.ts';
import { connectToOnePlace, type NetworkKind } from '../fetch/one-place-connector.ts';

const TIMEOUT_MS = 20_000;
/** A full bundle of entries is 8,704 bytes, a checkpoint with many cosignatures a few thousand. */
const MAX_FILE_BYTES = 64 * 1024;

const PURPOSE = { what: 'the log', setting: '--network' } as const;

/** Files below one address. */
export interface HttpFolder {
  /** @returns `null` where there is no such file. @throws AppError `source.unreachable` for any other answer */
  file(path: string): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

/**
 * Reads files below an address, one at a time over one connection, and asks no other host and port: no redirect is followed.
 * @param base ends with a slash
 */
export function readOverHttp(base: URL, network: NetworkKind): HttpFolder {
  const place = { host: base.hostname, port: portOf(base), network };
  const agent = new Agent({
    connect: connectToOnePlace(place, PURPOSE),
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    maxResponseSize: MAX_FILE_BYTES,
  });
  return {
    async file(path) {
      const url = new URL(path, base);
      try {
        const answer = await request(url, { dispatcher: agent, signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (answer.statusCode === 200) return new Uint8Array(await answer.body.arrayBuffer());
        await answer.body.dump();
        if (answer.statusCode === 404 || answer.statusCode === 410) return null;
        throw new Error(`it answered ${answer.statusCode}`);
      } catch (error) {
        if (error instanceof AppError) throw error;
        const message = `expected a file of the log at ${url.href}, but ${messageOf(error)}`;
        throw new AppError('source.unreachable', message, {}, { cause: error });
      }
    },
    close: () => agent.close(),
  };
}
