import { createWriteStream, openSync, type WriteStream } from 'node:fs';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';

/**
 * Opens a file that only its owner may read, before any work is done for it.
 * @throws AppError `storage.unwritable`
 */
export function openOutputFile(path: string): WriteStream {
  try {
    return createWriteStream(path, { fd: openSync(path, 'w', 0o600) });
  } catch (error) {
    throw new AppError(
      'storage.unwritable',
      `expected to write ${path}, but ${messageOf(error)}; choose another place`,
      { path },
      { cause: error },
    );
  }
}
