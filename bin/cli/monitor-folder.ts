import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeptCheckpoint } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { jsonOf } from '../../queue/runtime/json-of.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import { replaceFile } from './replace-file.ts';

const Kept = z.strictObject({
  version: z.literal(1),
  origin: z.string(),
  kept: z.array(
    z.strictObject({
      size: z.int().nonnegative(),
      root: z.string().regex(/^[0-9a-f]{64}$/),
      note: z.string(),
      seenAt: z.iso.datetime(),
    }),
  ),
});

/** What a monitor remembers of one log. */
export interface MonitorMemory {
  readonly file: string;
  read(): Promise<readonly KeptCheckpoint[]>;
  /** Keeps a checkpoint for good, also one that contradicts others: the two together prove it. Twice is once. */
  keep(checkpoint: KeptCheckpoint): Promise<void>;
}

/**
 * What a monitor remembers lies in one file for each log, replaced as a whole.
 * @param folder is made where there is none
 */
export function monitorFolder(folder: string, origin: string): MonitorMemory {
  makeDirectory(folder);
  const file = join(folder, `${createHash('sha256').update(origin).digest('hex')}.json`);

  async function read(): Promise<readonly KeptCheckpoint[]> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => nullIfMissing(error));
    if (text === null) return [];
    const memory = Kept.safeParse(jsonOf(text));
    if (memory.success && memory.data.origin === origin) return memory.data.kept;
    // To begin anew would let the log be set back.
    throw new AppError(
      'input.invalid',
      `expected the checkpoints of ${origin} that were kept in ${file}, found another content; put the file back from a backup`,
    );
  }

  return {
    file,
    read,
    async keep(checkpoint) {
      const kept = await read();
      if (kept.some(({ size, root }) => size === checkpoint.size && root === checkpoint.root)) return;
      const all = { version: 1, origin, kept: [...kept, checkpoint] };
      await replaceFile(file, `${JSON.stringify(all, null, 1)}\n`);
    },
  };
}
