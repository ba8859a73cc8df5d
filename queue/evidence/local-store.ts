import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../runtime/errors.ts';
import type { EvidenceStore, StoredName } from './port.ts';

const NAME = /^[0-9a-f]{64}$/;
const FOLDER = /^[0-9a-f]{2}$/;

/**
 * Objects as files of a directory, by the first two digits of their names. Nobody writes to one again, its owner included;
 * the owner's group may read, since backups are made by others.
 */
export function localStore(directory: string): EvidenceStore {
  const folderOf = (name: string) => join(directory, name.slice(0, 2));
  const pathOf = (name: string) => join(folderOf(requireName(name)), name);

  return {
    place: directory,

    async put(name, bytes) {
      const path = pathOf(name);
      if (sha256(bytes) !== name) throw new Error(`expected bytes that are named ${name}, found others`);
      try {
        await mkdir(folderOf(name), { recursive: true, mode: 0o750 });
        await writeOnce(folderOf(name), path, bytes);
      } catch (error) {
        throw new AppError(
          'evidence.unwritable',
          `expected to write to the evidence store at ${directory}, but ${messageOf(error)}`,
          {},
          { cause: error },
        );
      }
    },

    async get(name) {
      const bytes = await readFile(pathOf(name)).catch((error: unknown) => {
        throw missing(name, directory, error);
      });
      if (sha256(bytes) !== name) throw altered(name, directory);
      return bytes;
    },

    async has(name) {
      return await stat(pathOf(name)).then(
        (entry) => entry.isFile(),
        () => false,
      );
    },

    async remove(name) {
      await unlink(pathOf(name)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw error;
      });
    },

    async *list(): AsyncGenerator<StoredName> {
      for (const folder of await foldersOf(directory)) {
        for (const name of (await readdir(join(directory, folder))).sort()) {
          if (!NAME.test(name)) continue;
          yield { name, bytes: (await stat(join(directory, folder, name))).size };
        }
      }
    },
  };
}

/** A link fails where the name exists, so that nothing is ever written over; it appears whole or not at all. */
async function writeOnce(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  const draft = join(folder, `.draft-${randomUUID()}`);
  const file = await open(draft, 'wx', 0o440);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

async function foldersOf(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => FOLDER.test(name)).sort();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

/** What is not a name never becomes a path. */
function requireName(name: string): string {
  if (NAME.test(name)) return name;
  throw new Error(`expected the name of an object, 64 hexadecimal digits, found ${name.length} characters`);
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function missing(name: string, place: string, cause: unknown): AppError {
  return new AppError(
    'evidence.missing',
    `expected the object ${name} in the evidence store at ${place}, found none; restore it from the backup of the store`,
    { name },
    { cause },
  );
}

function altered(name: string, place: string): AppError {
  return new AppError(
    'evidence.altered',
    `expected the object ${name} in the evidence store at ${place} as it was written, found other bytes; keep that file ` +
      'for whoever looks into it, and restore the object from the backup of the store',
    { name },
  );
}
