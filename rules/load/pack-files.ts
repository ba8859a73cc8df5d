import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

/** A pack file as it lies on disk or in a release. */
export interface PackSource {
  /** Relative to the packs folder, with forward slashes. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads every `.yml` and `.yaml` below `dir`, in order of path. What cannot be read is a fault, never an exception. Two
 * hundred small files are read in five milliseconds where they are read one after another, and handing each over to another
 * thread four times takes ten times as long.
 */
export function readPackFiles(dir: string): {
  readonly sources: readonly PackSource[];
  readonly faults: readonly Fault[];
} {
  const { files, faults } = packFiles(dir);
  if (files.length === 0 && faults.length === 0) {
    const message = `expected at least one .yml file in ${dir}, found none; check the path of the packs folder`;
    return { sources: [], faults: [{ file: '.', line: 1, column: 1, code: 'rules.no-packs', message }] };
  }
  const read = files.map((file) => readPack(dir, file));
  return {
    sources: read.flatMap((one) => ('bytes' in one ? [one] : [])),
    faults: [...faults, ...read.flatMap((one) => ('bytes' in one ? [] : [one]))],
  };
}

function readPack(dir: string, file: string): PackSource | Fault {
  try {
    return { file, bytes: readFileSync(join(dir, file)) };
  } catch (error) {
    return unreadable(file, join(dir, file), error);
  }
}

/** What is in a packs folder, and why some of it is not. */
export interface PackFiles {
  /** Every `.yml` and `.yaml`, however large its letters, relative to the folder and in order. */
  readonly files: readonly string[];
  /** Folders that cannot be read, and those that a link leads to: what is in them would be left out. */
  readonly faults: readonly Fault[];
}

/** Looks through a folder and those in it, each by itself: one that cannot be read hides no other. */
export function packFiles(dir: string): PackFiles {
  const files: string[] = [];
  const faults: Fault[] = [];
  const lookInto = (folder: string) => {
    let entries: readonly Dirent[];
    try {
      entries = readdirSync(join(dir, folder), { withFileTypes: true });
    } catch (error) {
      faults.push(unreadable(folder === '' ? '.' : folder, join(dir, folder), error));
      return;
    }
    for (const entry of entries) {
      // Where a mounted folder keeps what its links lead to; read twice, each rule would be there twice.
      if (entry.name.startsWith('..')) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const fault = entry.isSymbolicLink() ? linkFault(dir, path) : undefined;
      if (entry.isDirectory()) lookInto(path);
      else if (fault !== undefined) faults.push(fault);
      // A link is read as any other file: left out without a word, that of people at risk would take the protection lane with it.
      else if ((entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/i.test(entry.name)) files.push(path);
    }
  };
  lookInto('');
  return { files: files.toSorted(), faults };
}

/** A link to a folder, or to where nobody may look. One that leads nowhere is told when it is read, if it is named like a pack. */
function linkFault(dir: string, file: string): Fault | undefined {
  try {
    const isFolder = statSync(join(dir, file), { throwIfNoEntry: false })?.isDirectory() === true;
    return isFolder ? linkedFolder(file) : undefined;
  } catch (error) {
    // A closed folder on the way, or links in a circle: whether rules are at their end, nobody can tell.
    return unreadable(file, join(dir, file), error);
  }
}

/** Followed, links could lead round in a circle, and to the same rules twice; passed over, they would take their rules along. */
function linkedFolder(file: string): Fault {
  const message = `expected a folder or a file, found "${file}", a link to a folder; put the folder itself there, or link each file in it`;
  return { file, line: 1, column: 1, code: 'rules.linked-folder', message };
}

/** @param path where it lies: a whole folder is "." in its own packs, which says nothing */
function unreadable(file: string, path: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  const message = `expected to read ${path}, found ${reason}; check the path and its permissions`;
  return { file, line: 1, column: 1, code: 'rules.unreadable', message };
}
