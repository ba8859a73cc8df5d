import { AppError } from '../../queue/runtime/errors.ts';

/** How far in the encoding is looked for. */
const HEAD_BYTES = 64;

/**
 * The same text as UTF-8 without a byte order mark. UTF-16, which spreadsheets save as "Unicode text", is told by its
 * mark, or by the NUL that every second byte of plain letters is; every other file passes through as it is.
 * @throws AppError `input.invalid` for a file that is no text at all
 */
export async function* inUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let decode: ((bytes: Buffer, isEnd: boolean) => Buffer) | undefined;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (decode !== undefined) {
      yield decode(bytes, false);
      continue;
    }
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    if (held.length < HEAD_BYTES) continue;
    decode = decoderFor(held);
    yield decode(held, false);
  }
  if (decode === undefined) {
    decode = decoderFor(held);
    yield decode(held, false);
  }
  yield decode(Buffer.alloc(0), true);
}

function decoderFor(head: Buffer): (bytes: Buffer, isEnd: boolean) => Buffer {
  const encoding = utf16Of(head);
  if (encoding !== undefined) {
    const decoder = new TextDecoder(encoding);
    return (bytes, isEnd) => Buffer.from(decoder.decode(bytes, { stream: !isEnd }), 'utf8');
  }
  refuseArchive(head);
  refuseGzip(head);
  let skip = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  return (bytes) => {
    const rest = bytes.subarray(skip);
    skip = 0;
    return rest;
  };
}

function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second, third, fourth] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first && second === 0 && third && fourth === 0) return 'utf-16le';
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be';
  return undefined;
}

/** Spreadsheets and packed exports come under all names; read as text they would be a file of faults. */
function refuseArchive(head: Buffer): void {
  if (head[0] !== 0x50 || head[1] !== 0x4b || head[2] !== 3 || head[3] !== 4) return;
  throw new AppError(
    'input.invalid',
    'expected text, found a ZIP archive or a spreadsheet; unpack it, or save the sheet as CSV in UTF-8, and import that',
  );
}

/** Named without `.gz`, as some tools do; its name alone says that a file is to be unpacked. */
function refuseGzip(head: Buffer): void {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return;
  throw new AppError(
    'input.invalid',
    'expected text, found gzip; add .gz to the name of the file, or unpack it, and import that',
  );
}
