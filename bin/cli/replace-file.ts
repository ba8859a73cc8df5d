import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Replaces a file as a whole, on disk when it returns: whoever is killed meanwhile finds the old one or the new.
 * @param mode who may read it: its owner alone, unless it is told
 */
export async function replaceFile(file: string, content: string, mode = 0o600): Promise<void> {
  const draft = await open(`${file}.part`, 'w', mode);
  try {
    await draft.writeFile(content);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.part`, file);
  await syncFolderOf(file);
}

/** Brings a file's name to disk: its bytes alone would be lost with it. */
export async function syncFolderOf(file: string): Promise<void> {
  const directory = await open(dirname(file), 'r');
  await directory.sync().finally(() => directory.close());
}
