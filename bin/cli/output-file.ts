import {
  closeSync,
  createWriteStream,
  fchmodSync,
  lstatSync,
  openSync,
  readSync,
  rmSync,
  type WriteStream,
} from 'node:fs';
import { finished } from 'node:stream/promises';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { makeDirectory } from '../../queue/runtime/make-directory.ts';
import type { OutputPlace } from './output-place.ts';

/** A file that a command replaces, because it is one that an earlier run of it wrote. */
export interface Earlier {
  /** What such a file is, for whoever is told that another one lies there. */
  readonly what: string;
  /** @param beginning the first bytes of the file, 256 at the most; a file without any is replaced unasked */
  is(beginning: Buffer): boolean;
}

/** Modes of what the public gets: a web server, and the second of two persons, are other users than whoever made it. */
export const FOR_THE_PUBLIC = { folder: 0o755, file: 0o644 } as const;

/** As many bytes as tell a file of one kind from others. */
const BEGINNING = 256;

/**
 * Opens a file that is written bit by bit, and that an earlier run of the same command may have written, for its owner alone and
 * before any work is done for it. Any other file is left as it is. An earlier one is removed and never written through: it may have
 * another mode.
 * @throws AppError `usage.invalid` where another file lies there, `storage.unwritable`
 */
export function openOutputFile(place: OutputPlace, earlier: Earlier, mode = 0o600): WriteStream {
  refuseOthers(place, earlier);
  try {
    rmSync(place, { force: true });
    const fd = openSync(place, 'wx', mode);
    // The umask would close what others are to read.
    fchmodSync(fd, mode);
    return createWriteStream(place, { fd, flush: true });
  } catch (error) {
    throw unwritable(place, error);
  }
}

/**
 * Writes such a file at once.
 * @throws AppError `usage.invalid` where another file lies there, `storage.unwritable`
 */
export async function writeOutputFile(
  place: OutputPlace,
  content: string,
  earlier: Earlier,
  mode?: number,
): Promise<void> {
  const file = openOutputFile(place, earlier, mode);
  file.end(content);
  await finished(file).catch((error: unknown) => {
    throw unwritable(place, error);
  });
}

/**
 * Removes what an earlier run of the command wrote, if anything.
 * @throws AppError `usage.invalid` where another file lies there, `storage.unwritable`
 */
export function removeOutputFile(place: OutputPlace, earlier: Earlier): void {
  refuseOthers(place, earlier);
  try {
    rmSync(place, { force: true });
  } catch (error) {
    throw unwritable(place, error);
  }
}

/** @throws AppError `usage.invalid` where something lies that no earlier run of the command wrote, `storage.unwritable` */
export function refuseOthers(place: OutputPlace, { what, is }: Earlier): void {
  let beginning: Buffer | null | undefined;
  try {
    beginning = beginningOf(place);
  } catch (error) {
    throw unwritable(place, error);
  }
  if (beginning === undefined || beginning?.length === 0 || (beginning !== null && is(beginning))) return;
  throw new AppError(
    'usage.invalid',
    `expected no file at ${place}, or ${what}, which this one replaces, found ${beginning === null ? 'no regular file' : 'another one'}; ` +
      'move it away, or choose another name; nothing was written',
    { path: place },
  );
}

/** @returns `undefined` where nothing is there, and `null` for what is no file: a folder, a link, a device */
function beginningOf(path: string): Buffer | null | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) return null;
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.subarray(0, readSync(file, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * Makes the folder that an output goes into, and those above it.
 * @param mode of what is made; its owner alone may read it unless this says otherwise
 * @throws AppError `storage.unwritable`
 */
export function makeOutputFolder(place: OutputPlace, mode?: number): void {
  try {
    makeDirectory(place, mode);
  } catch (error) {
    throw unwritable(place, error);
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
