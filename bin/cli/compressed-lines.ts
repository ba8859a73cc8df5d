import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { unwritable } from './output-file.ts';
import type { OutputPlace } from './output-place.ts';

/**
 * Writes lines into a file that was opened for them, compressed.
 * @param place where the file is, for whoever is told that it takes no more
 * @throws AppError `storage.unwritable` where the file takes no more, and whatever the lines themselves throw
 */
export async function writeCompressed(
  file: Writable,
  place: OutputPlace,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<void> {
  const source = { hasFailed: false };
  try {
    await pipeline(Readable.from(withNewlines(lines, source)), createGzip(), file);
  } catch (error) {
    // All parts of a pipeline are ended with the fault of one.
    throw source.hasFailed ? error : unwritable(place, error);
  }
}

async function* withNewlines(
  lines: AsyncIterable<string> | Iterable<string>,
  source: { hasFailed: boolean },
): AsyncGenerator<string> {
  try {
    for await (const line of lines) yield `${line}\n`;
  } catch (error) {
    source.hasFailed = true;
    throw error;
  }
}
