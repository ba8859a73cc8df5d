import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
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
  let files: readonly string[];
  try {
    files = packFiles(dir);
  } catch (error) {
    return { sources: [], faults: [unreadable('.', dir, error)] };
  }
  if (files.length === 0) {
    const message = `expected at least one .yml file in ${dir}, found none; check the path of the packs folder`;
    return { sources: [], faults: [{ file: '.', line: 1, column: 1, code: 'rules.no-packs', message }] };
  }
  const read = files.map((file) => readPack(dir, file));
  return {
    sources: read.flatMap((one) => ('bytes' in one ? [one] : [])),
    faults: read.flatMap((one) => ('bytes' in one ? [] : [one])),
  };
}

function readPack(dir: string, file: string): PackSource | Fault {
  try {
    return { file, bytes: readFileSync(join(dir, file)) };
  } catch (error) {
    return unreadable(file, join(dir, file), error);
  }
}

/**
 * Every `.yml` and `.yaml` below `dir`, relative to it, in order.
 * @throws Error of the file system where a folder cannot be read
 */
export function packFiles(dir: string): readonly string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return (
    entries
      // A link is read as any other file: left out without a word, that of people at risk would take the protection lane with it.
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && /\.ya?ml$/.test(entry.name))
      .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
      // Where a mounted folder keeps what its links lead to; read twice, each rule would be there twice.
      .filter((file) => !file.split('/').some((part) => part.startsWith('..')))
      .toSorted()
  );
}

/** @param path where it lies: a whole folder is "." in its own packs, which says nothing */
function unreadable(file: string, path: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  const message = `expected to read ${path}, found ${reason}; check the path and its permissions`;
  return { file, line: 1, column: 1, code: 'rules.unreadable', message };
}
