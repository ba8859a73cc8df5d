import { createWriteStream, lstatSync, openSync, rmSync, type WriteStream } from 'node:fs';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';

/**
 * Opens a new file that only its owner may read, before any work is done for it. What had the name before is removed
 * and never written through: it may have another mode, or lead elsewhere.
 * @throws AppError `storage.unwritable`
 */
export function openOutputFile(path: string): WriteStream {
  try {
    const before = lstatSync(path, { throwIfNoEntry: false });
    if (before && !before.isFile()) throw new Error('it is no regular file');
    rmSync(path, { force: true });
    return createWriteStream(path, { fd: openSync(path, 'wx', 0o600), flush: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Makes the folder that an output goes into, and those above it.
 * @param mode of what is made; its owner alone may read it unless this says otherwise
 * @throws AppError `storage.unwritable`
 */
export function makeOutputFolder(path: string, mode?: number): void {
  try {
    makeDirectory(path, mode);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** What to say of a file that cannot be written, or no further: a full disk shows once it is open. */
export function unwritable(path: string, error: unknown): AppError {
  return new AppError(
    'storage.unwritable',
    `expected to write ${path}, but ${messageOf(error)}; choose another place`,
    { path },
    { cause: error },
  );
}
