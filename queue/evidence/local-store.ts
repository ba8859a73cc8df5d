import { randomUUID } from 'node:crypto';
import {
  access,
  constants,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf, messageOf } from '../runtime/errors.ts';
import { nullIfMissing } from '../runtime/null-if-missing.ts';
import {
  altered,
  asideOf,
  folderOf,
  isName,
  missing,
  requireBytesOf,
  requireName,
  sha256,
  unreadable,
  unwritable,
} from './object-name.ts';
import type { EvidenceStore, StoredName } from './port.ts';

const FOLDER = /^[0-9a-f]{2}$/;
const DRAFT = '.draft-';
/** Nobody writes to one draft for so long, in milliseconds. */
const DRAFT_MS = 86_400_000;

/**
 * Objects as files of a directory, by the first two digits of their names. Nobody writes to one again, its owner included;
 * the owner's group may read, since backups are made by others.
 */
export function localStore(directory: string): EvidenceStore {
  const folderFor = (name: string) => join(directory, folderOf(requireName(name)));
  const pathOf = (name: string) => join(folderFor(name), name);

  return {
    place: directory,

    async put(name, bytes) {
      requireBytesOf(name, bytes);
      try {
        await mkdir(folderFor(name), { recursive: true, mode: 0o750 });
        await writeOnce(folderFor(name), pathOf(name), bytes);
      } catch (error) {
        throw unwritable(directory, messageOf(error), error);
      }
    },

    async get(name) {
      const bytes = await readFile(pathOf(name)).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') throw missing(name, directory, error);
        throw unreadable(directory, messageOf(error), error);
      });
      if (sha256(bytes) !== name) throw altered(name, directory);
      return bytes;
    },

    async has(name) {
      return await stat(pathOf(name)).then(
        (entry) => entry.isFile(),
        (error: unknown) => nullIfMissing(error, unreadable(directory, messageOf(error), error)) ?? false,
      );
    },

    async remove(name) {
      await unlink(pathOf(name)).catch((error: unknown) => {
        if (codeOf(error) !== 'ENOENT') throw unwritable(directory, messageOf(error), error);
      });
      return null;
    },

    async setAside(name) {
      const bytes = await readFile(pathOf(name)).catch((error: unknown) =>
        nullIfMissing(error, unreadable(directory, messageOf(error), error)),
      );
      if (bytes === null || sha256(bytes) === name) return;
      const aside = join(directory, asideOf(name, bytes));
      try {
        await mkdir(dirname(aside), { recursive: true, mode: 0o750 });
        await rename(pathOf(name), aside);
      } catch (error) {
        throw unwritable(directory, messageOf(error), error);
      }
    },

    async *list(): AsyncGenerator<StoredName> {
      try {
        for (const folder of await foldersOf(directory)) {
          for (const name of (await readdir(join(directory, folder))).sort()) {
            if (!isName(name)) continue;
            yield { name, bytes: (await stat(join(directory, folder, name))).size };
          }
        }
      } catch (error) {
        throw unreadable(directory, messageOf(error), error);
      }
    },

    async faults() {
      const error = await whyClosed(directory);
      return error === null ? [] : [unwritable(directory, messageOf(error), error).message];
    },
  };
}

/** A link fails where the name exists, so that nothing is ever written over; it appears whole or not at all. */
async function writeOnce(folder: string, path: string, bytes: Uint8Array): Promise<void> {
  await removeOldDrafts(folder);
  const draft = join(folder, `${DRAFT}${randomUUID()}`);
  try {
    await writeNew(draft, bytes);
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await removeDraft(draft);
  }
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o440);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Whoever was killed while they wrote left a draft, of which no record knows. It is room that is lost, and room is missed where
 * something is written.
 */
async function removeOldDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(DRAFT)) continue;
    const path = join(folder, name);
    const entry = await stat(path).catch(() => undefined);
    if (entry !== undefined && entry.mtimeMs < Date.now() - DRAFT_MS) await removeDraft(path);
  }
}

/** One that is gone was removed by another process. */
async function removeDraft(path: string): Promise<void> {
  await unlink(path).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
  });
}

/** What keeps this process from putting anything into a directory, or from making it: it is made with the first object. */
async function whyClosed(directory: string): Promise<unknown> {
  try {
    // With the dot, since a file has such rights, too.
    await access(`${directory}/.`, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const parent = dirname(directory);
    return codeOf(error) === 'ENOENT' && parent !== directory ? whyClosed(parent) : error;
  }
}

async function foldersOf(directory: string): Promise<string[]> {
  const names = (await readdir(directory).catch((error: unknown) => nullIfMissing(error))) ?? [];
  return names.filter((name) => FOLDER.test(name)).sort();
}
