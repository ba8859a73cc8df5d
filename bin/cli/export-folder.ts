import { createReadStream, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { EXPORT_FILES, type ExportPart, type ExportReader } from '../../queue/log/index.ts';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';

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
    async *lines(path) {
      const file = join(folder, path);
      try {
        yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
      } catch (error) {
        nullIfMissing(error, unreadable(file, error));
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

/** Writes the parts of an exported log into a folder. */
export async function writeExport(folder: string, parts: AsyncIterable<ExportPart>): Promise<void> {
  for await (const { path, bytes } of parts) {
    const file = join(folder, path);
    makeDirectory(dirname(file));
    await appendFile(file, bytes, { mode: 0o600, flush: path === EXPORT_FILES.checkpoint });
  }
}
