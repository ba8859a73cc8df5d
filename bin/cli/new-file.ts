import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * Writes a file that is not there yet, never over one that is.
 * @returns where it lies
 * @throws AppError `usage.invalid`
 */
export async function writeNewFile(file: string, bytes: Uint8Array): Promise<string> {
  const place = resolve(file);
  await writeFile(place, bytes, { flag: 'wx' }).catch((error: unknown) => {
    throw new AppError(
      'usage.invalid',
      `${place}: expected a place for a new file, found ${String((error as { code?: unknown }).code)}`,
    );
  });
  return place;
}
