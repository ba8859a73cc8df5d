import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { AppError } from '../../queue/runtime/errors.ts';
import { BLOCK_BYTES, BodyBlocks } from './body-blocks.ts';
import { changed, unreachable } from './source-faults.ts';

/**
 * Reads a response body, undoing at most one content encoding, and counts the decoded bytes while they stream: a 204 kB
 * gzip body can hold 200 MB.
 * @param maxBytes cap on the decoded size.
 * @param onEncoded takes the bytes as they come, before they are decoded.
 * @throws AppError `source.changed` above the cap or for stacked or unknown encodings, `source.unreachable` when the
 * encoded stream is broken.
 */
export async function readDecoded(
  body: Readable,
  contentEncoding: string | undefined,
  maxBytes: number,
  host: string,
  onEncoded?: (chunk: Buffer) => void,
): Promise<Buffer> {
  const encodings = listEncodings(contentEncoding);
  const encoding = encodings[0] ?? 'identity';
  if (encodings.length > 1 || !KNOWN_ENCODINGS.includes(encoding)) {
    body.destroy();
    throw changed(
      `expected at most one of gzip, br or deflate from ${host}, found another content encoding`,
      {
        reason: 'encoding',
        host,
      },
    );
  }
  return await collect(body, encoding, { maxBytes, host, onEncoded });
}

interface Collecting {
  readonly maxBytes: number;
  readonly host: string;
  readonly onEncoded: ((chunk: Buffer) => void) | undefined;
}

/**
 * The body flows all the time and is never paused: undici 7 ends the whole process when a connection closes under a paused
 * parser (undici issue 5360). What a slow decoder has not taken yet is bounded by the cap, which holds for the encoded
 * bytes too.
 */
async function collect(
  body: Readable,
  encoding: string,
  { maxBytes, host, onEncoded }: Collecting,
): Promise<Buffer> {
  const kept = new BodyBlocks(maxBytes);
  let encodedBytes = 0;
  let decoder: Transform | undefined;
  return await new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      reject(error);
      kept.drop();
      body.destroy();
      decoder?.destroy();
    };
    const keep = (chunk: Buffer): void => {
      if (!kept.add(chunk)) fail(tooLarge(maxBytes, host));
    };
    const decode = (chunk: Buffer): void => {
      decoder ??= decoderFor(encoding, chunk)
        .on('data', keep)
        .on('end', () => resolve(kept.bytes()))
        .on('error', (error) =>
          fail(unreachable('the answer is not validly encoded', { reason: 'encoding', host }, error)),
        );
      decoder.write(chunk);
    };
    const take = encoding === 'identity' ? keep : decode;
    body
      .on('error', fail)
      .on('close', () => {
        if (!body.readableEnded) {
          fail(unreachable(`${host} closed its answer early`, { reason: 'network', host }));
        }
      })
      .on('end', () => {
        if (decoder === undefined) resolve(kept.bytes());
        else decoder.end();
      })
      .on('data', (chunk: Buffer) => {
        encodedBytes += chunk.length;
        if (encodedBytes > maxBytes) fail(tooLarge(maxBytes, host));
        else if (chunk.length > 0) {
          onEncoded?.(chunk);
          take(chunk);
        }
      });
  });
}

export function tooLarge(maxBytes: number, host: string): AppError {
  return changed(`expected at most ${maxBytes} bytes from ${host} after decoding, found more`, {
    reason: 'too-large',
    host,
    maxBytes,
  });
}

const KNOWN_ENCODINGS: readonly string[] = ['identity', 'gzip', 'br', 'deflate'];

function listEncodings(header: string | undefined): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((name) => name !== '' && name !== 'identity');
}

function decoderFor(encoding: string, first: Buffer): Transform {
  const options = { chunkSize: BLOCK_BYTES };
  if (encoding === 'gzip') return createGunzip(options);
  if (encoding === 'br') return createBrotliDecompress(options);
  // "deflate" means zlib (RFC 9110), yet some servers send it raw; a zlib header's low nibble is always 8.
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate(options) : createInflateRaw(options);
}
