import { rmSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError, codeOf, messageOf } from '../../queue/runtime/errors.ts';
import { beforeEnding } from './ending-signals.ts';
import { unwritable } from './output-file.ts';
import type { OutputPlace } from './output-place.ts';
import { syncFolderOf } from './replace-file.ts';

/** Whole, or part by part where it may be larger than memory. */
type Content = string | Uint8Array | AsyncIterable<string>;

export interface NewFileOptions {
  /**
   * Who may read it.
   * @defaultValue its owner alone
   */
  readonly mode?: number;
  /** What opens the file: a test has a disk that is full. */
  readonly openNew?: (place: string, mode: number) => Promise<FileHandle>;
}

/**
 * Writes a file that is not there yet, never over one that is, for its owner alone unless a mode says otherwise; it is on disk when this
 * returns. Nothing is left of it where making or writing it fails, or somebody ends the command meanwhile: its name would be taken.
 * @param make gives what is written once there is a place for it: where making is logged, nothing is logged for a file that
 * cannot be
 * @returns where it lies
 * @throws AppError `usage.invalid` where it is there already or has no place, `storage.unwritable`, and whatever `make` throws
 */
export async function writeNewFile(
  file: OutputPlace,
  make: () => Content | Promise<Content>,
  { mode = 0o600, openNew = (place, mode) => open(place, 'wx', mode) }: NewFileOptions = {},
): Promise<string> {
  const place = resolve(file);
  const handle = await openNew(place, mode).catch((error: unknown) => {
    throw new AppError('usage.invalid', `${place}: expected a place for a new file, ${found(error)}`);
  });
  const unlisten = beforeEnding(() => rmSync(place, { force: true }));
  try {
    // The umask would close what others are to read.
    await handle.chmod(mode);
    await written(handle, await make(), place);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(place, { force: true });
    throw error;
  } finally {
    unlisten();
  }
  await syncFolderOf(place);
  return place;
}

/** What the parts come from may fail, too: that is no fault of the place. */
async function written(handle: FileHandle, content: Content, place: string): Promise<void> {
  const refuse = (error: unknown) => {
    throw unwritable(place, error);
  };
  const parts = typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
  for await (const part of parts) await handle.writeFile(part).catch(refuse);
  await handle.sync().catch(refuse);
  await handle.close().catch(refuse);
}

function found(error: unknown): string {
  if (codeOf(error) !== 'EEXIST') return `but ${messageOf(error)}`;
  return 'found one that is there and is never written over; choose another name';
}
