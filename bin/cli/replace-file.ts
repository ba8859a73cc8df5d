import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file as a whole, on disk when it returns: whoever is killed meanwhile finds the old one or the new. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const draft = await open(`${file}.part`, 'w', 0o600);
  try {
    await draft.writeFile(content);
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.part`, file);
  const directory = await open(dirname(file), 'r');
  await directory.sync().finally(() => directory.close());
}
