import { isUtf8 } from 'node:buffer';
import type { Fault } from './fault.ts';

/** A text without the mark of its encoding, which some editors put in front and none counts as a column. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/**
 * Where a file is not UTF-8, or null. Read as if it were, "über" in Latin-1 is a word that nobody writes, and its text is no
 * longer what the digest stands for.
 */
export function encodingFault(file: string, bytes: Uint8Array): Fault | null {
  if (isUtf8(bytes)) return null;
  const at = firstFault(bytes);
  const lines = withoutMark(Buffer.from(bytes.subarray(0, at)).toString('utf8')).split('\n');
  const found = (bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase();
  const message = `expected text in UTF-8, found the byte 0x${found}; save the file as UTF-8`;
  return {
    file,
    line: lines.length,
    column: (lines.at(-1) ?? '').length + 1,
    code: 'rules.encoding',
    message,
  };
}

const REPLACEMENT = [0xef, 0xbf, 0xbd];

/**
 * The first byte that is no UTF-8. It is read as U+FFFD and so written differently, which shows a byte or two later where the bytes are
 * those that U+FFFD begins with.
 */
function firstFault(bytes: Uint8Array): number {
  const written = Buffer.from(Buffer.from(bytes).toString('utf8'));
  const differs = written.findIndex((byte, index) => byte !== bytes[index]);
  const of = REPLACEMENT.indexOf(written[differs] ?? 0);
  return differs - Math.max(0, of);
}
