import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { EXPORT_FILES, type ExportPart, type ExportReader } from '../../queue/log/index.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';

/** Reads an exported log from its folder. */
export function exportFolder(folder: string): ExportReader {
  return {
    // Read at once: of a million entries there are thousands of small files, and a promise for each cost as much as its hashes.
    async file(path) {
      try {
        return readFileSync(join(folder, path));
      } catch {
        return null;
      }
    },
    async *lines(path) {
      const file = join(folder, path);
      if (existsSync(file))
        yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
    },
  };
}

/** Writes the parts of an exported log into a folder. */
export async function writeExport(folder: string, parts: AsyncIterable<ExportPart>): Promise<void> {
  for await (const { path, bytes } of parts) {
    const file = join(folder, path);
    makeDirectory(dirname(file));
    await appendFile(file, bytes, { mode: 0o600, flush: path === EXPORT_FILES.checkpoint });
  }
}
