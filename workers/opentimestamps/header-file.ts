import { AppError } from '../../queue/runtime/errors.ts';

const LINE = /^(\d{1,9})\s+([0-9a-fA-F]{160})$/;

/**
 * Reads block headers that somebody got another way than with a bundle: a height and the 80 bytes in hexadecimal a line; `#` begins
 * a remark.
 * @param file its name, for messages
 * @throws AppError `usage.invalid` with every line that is none
 */
export function parseHeaders(text: string, file: string): Map<number, Uint8Array> {
  const headers = new Map<number, Uint8Array>();
  const faults: string[] = [];
  for (const [at, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, height, header] = LINE.exec(line) ?? [];
    if (height === undefined || header === undefined)
      faults.push(
        `${file}:${at + 1}: expected a height and a block header of 160 hexadecimal digits, found another line`,
      );
    else headers.set(Number(height), Buffer.from(header, 'hex'));
  }
  if (faults.length > 0) throw new AppError('usage.invalid', faults.join('\n'));
  return headers;
}
