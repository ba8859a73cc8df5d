import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { WitnessStore } from '../../queue/log/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { jsonOf } from '../../queue/runtime/json-of.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import { nullIfMissing } from '../../queue/runtime/null-if-missing.ts';
import { replaceFile } from './replace-file.ts';

const Witnessed = z.strictObject({
  size: z.int().nonnegative(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  note: z.string(),
});

/** What a witness remembers: one file for each log, replaced as a whole. */
export function witnessFolder(folder: string): WitnessStore {
  makeDirectory(folder);
  const fileOf = (origin: string) =>
    join(folder, `${createHash('sha256').update(origin).digest('hex')}.json`);
  return {
    async read(origin) {
      const file = fileOf(origin);
      const text = await readFile(file, 'utf8').catch((error: unknown) => nullIfMissing(error));
      if (text === null) return null;
      const witnessed = Witnessed.safeParse(jsonOf(text));
      // To begin anew would let the log be set back.
      if (witnessed.success) return witnessed.data;
      throw new AppError(
        'input.invalid',
        `expected the last checkpoint of ${origin} in ${file}, found another content; put the file back from a backup`,
      );
    },
    write: (origin, witnessed) => replaceFile(fileOf(origin), JSON.stringify(witnessed)),
  };
}
