/** One line of a file, or what is wrong with it. `number` counts from 1. */
export type FileLine =
  | { readonly number: number; readonly text: string }
  | {
      readonly number: number;
      readonly fault: string;
      /** What the line says, as far as it could be read; `undefined` where it is too long to hold. */
      readonly raw?: string;
    };

/** Longest line taken, bytes: a post is far below it, and a longer line is skipped without being held in memory. */
export const MAX_LINE_BYTES = 1024 * 1024;

interface LineOptions {
  /** @defaultValue MAX_LINE_BYTES */
  readonly maxBytes?: number;
  /** Whether blank lines are lines too, as inside a quoted CSV field. @defaultValue false */
  readonly keepsBlank?: boolean;
}

const NEWLINE = 0x0a;

/** Splits bytes into lines, each decoded strictly: a line that is too long or no UTF-8 is a fault of its own. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array | string>,
  { maxBytes = MAX_LINE_BYTES, keepsBlank = false }: LineOptions = {},
): AsyncGenerator<FileLine[]> {
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;

  function take(part: Buffer): FileLine | undefined {
    number += 1;
    const length = heldBytes + part.length;
    const pieces = held;
    held = [];
    heldBytes = 0;
    if (length > maxBytes) {
      return { number, fault: `expected a line of at most ${maxBytes} bytes, found ${length}` };
    }
    const line = decode(number, pieces.length === 0 ? part : Buffer.concat([...pieces, part]));
    // Blank lines count but say nothing.
    return !keepsBlank && 'text' in line && line.text.trim() === '' ? undefined : line;
  }

  for await (const chunk of chunks) {
    const bytes =
      typeof chunk === 'string'
        ? Buffer.from(chunk)
        : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: FileLine[] = [];
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
      const line = take(bytes.subarray(from, at));
      if (line) lines.push(line);
      from = at + 1;
    }
    const rest = bytes.subarray(from);
    if (rest.length > 0) {
      // Past the limit only the length is kept.
      if (heldBytes + rest.length <= maxBytes) held.push(Buffer.from(rest));
      else held = [];
      heldBytes += rest.length;
    }
    yield lines;
  }
  if (heldBytes > 0) {
    const line = take(Buffer.alloc(0));
    if (line) yield [line];
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

function decode(number: number, bytes: Buffer): FileLine {
  try {
    return { number, text: STRICT.decode(bytes) };
  } catch {
    return { number, fault: 'expected UTF-8, found bytes that are none', raw: bytes.toString('utf8') };
  }
}
