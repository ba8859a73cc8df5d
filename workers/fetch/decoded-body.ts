import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { changed, unreachable } from './source-faults.ts';

/** Decoded output comes in pieces of this many bytes, so a bomb stops at most one piece above the cap. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a response body, undoing at most one content encoding, and counts the decoded bytes while they stream: a 204 kB
 * gzip body can hold 200 MB.
 * @param maxBytes cap on the decoded size.
 * @throws AppError `source.changed` above the cap or for stacked or unknown encodings, `source.unreachable` when the
 * encoded stream is broken.
 */
export async function readDecoded(
  body: Readable,
  contentEncoding: string | undefined,
  maxBytes: number,
  host: string,
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
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of decoded(body, encoding)) {
    total += chunk.length;
    if (total > maxBytes) {
      body.destroy();
      throw changed(`expected at most ${maxBytes} bytes from ${host} after decoding, found more`, {
        reason: 'too-large',
        host,
        maxBytes,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

const KNOWN_ENCODINGS: readonly string[] = ['identity', 'gzip', 'br', 'deflate'];

function listEncodings(header: string | undefined): string[] {
  return (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((name) => name !== '' && name !== 'identity');
}

async function* decoded(body: Readable, encoding: string): AsyncGenerator<Buffer> {
  if (encoding === 'identity') {
    yield* body as AsyncIterable<Buffer>;
    return;
  }
  const decoder = await decoderFor(body, encoding);
  if (decoder === undefined) return;
  // The callback keeps a broken pipe from becoming an uncaught exception; the loop below sees the same error.
  pipeline(body, decoder, () => {});
  try {
    yield* decoder as AsyncIterable<Buffer>;
  } catch (error) {
    if (isZlibError(error))
      throw unreachable('the answer is not validly encoded', { reason: 'encoding' }, error);
    throw error;
  } finally {
    decoder.destroy();
  }
}

async function decoderFor(body: Readable, encoding: string): Promise<Transform | undefined> {
  const options = { chunkSize: CHUNK_BYTES };
  if (encoding === 'gzip') return createGunzip(options);
  if (encoding === 'br') return createBrotliDecompress(options);
  const first = await firstByte(body);
  if (first === undefined) return undefined;
  // "deflate" means zlib (RFC 9110), yet some servers send it raw; a zlib header's low nibble is always 8.
  return (first & 0x0f) === 8 ? createInflate(options) : createInflateRaw(options);
}

async function firstByte(body: Readable): Promise<number | undefined> {
  for (;;) {
    const chunk: Buffer | null = body.read();
    if (chunk !== null && chunk.length > 0) {
      body.unshift(chunk);
      return chunk[0];
    }
    if (body.readableEnded || body.destroyed) return undefined;
    await new Promise<void>((resolve, reject) => {
      body.once('readable', resolve).once('end', resolve).once('error', reject);
    });
  }
}

function isZlibError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return (
    code.startsWith('Z_') ||
    code.startsWith('ERR__ERROR_') ||
    code.startsWith('ERR_BROTLI') ||
    code.startsWith('ERR_')
  );
}
