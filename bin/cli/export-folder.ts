import { createReadStream, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXPORT_FILES, type ExportPart, type ExportReader } from '../../queue/log/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import { readLines } from '../../workers/intake/lines.ts';

/** Reads an exported log from its folder: each reading throws AppError `log.unreadable` for what is there and cannot be read. */
export function exportFolder(folder: string): ExportReader {
  return {
    // Read at once: of a million entries there are thousands of small files, and a promise for each cost as much as its hashes.
    async file(path) {
      const file = join(folder, path);
      try {
        return readFileSync(file);
      } catch (error) {
        return nullIfMissing(error, unreadable(file, error));
      }
    },
    // Only a newline ends a line: what people wrote may hold any other separator, and newer readers of lines end at those.
    async *lines(path) {
      const file = join(folder, path);
      const input = createReadStream(file);
      try {
        // What is no UTF-8 is no line of an export either: whoever verifies says so.
        for await (const lines of readLines(input, { maxBytes: Number.POSITIVE_INFINITY, keepsBlank: true }))
          yield* lines.map((line) => ('fault' in line ? (line.raw ?? '') : line.text));
      } catch (error) {
        nullIfMissing(error, unreadable(file, error));
      } finally {
        input.destroy();
      }
    },
  };
}

/** No verdict on the log: of a file that this process may not read nobody can tell what is in it. */
function unreadable(file: string, error: unknown): AppError {
  return new AppError(
    'log.unreadable',
    `expected to read ${file} of an exported log, but ${messageOf(error)}; this says nothing about the log: run this as a user who may ` +
      'read the whole folder, or on a copy of it',
    { file },
    { cause: error },
  );
}

/** Writes the parts of an exported log into a folder. @returns what they end with */
export async function writeExport<Told>(
  folder: string,
  parts: AsyncGenerator<ExportPart, Told>,
): Promise<Told> {
  for (;;) {
    const part = await parts.next();
    if (part.done === true) return part.value;
    const { path, bytes } = part.value;
    const file = join(folder, path);
    makeDirectory(dirname(file));
    await appendFile(file, bytes, { mode: 0o600, flush: path === EXPORT_FILES.checkpoint });
  }
}
