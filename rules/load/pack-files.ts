import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Fault } from './fault.ts';

/** A pack file as it lies on disk or in a release. */
export interface PackSource {
  /** Relative to the packs folder, with forward slashes. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Reads every `.yml` and `.yaml` below `dir`, in order of path. What cannot be read is a fault, never an exception. */
export async function readPackFiles(
  dir: string,
): Promise<{ readonly sources: readonly PackSource[]; readonly faults: readonly Fault[] }> {
  let files: readonly string[];
  try {
    files = await packFiles(dir);
  } catch (error) {
    return { sources: [], faults: [unreadable('.', error)] };
  }
  if (files.length === 0) {
    const message = 'expected at least one .yml file, found none; check the path of the packs folder';
    return { sources: [], faults: [{ file: '.', line: 1, column: 1, code: 'rules.no-packs', message }] };
  }
  const read = await Promise.all(files.map((file) => readPack(dir, file)));
  return {
    sources: read.flatMap((one) => ('bytes' in one ? [one] : [])),
    faults: read.flatMap((one) => ('bytes' in one ? [] : [one])),
  };
}

async function readPack(dir: string, file: string): Promise<PackSource | Fault> {
  try {
    return { file, bytes: await readFile(join(dir, file)) };
  } catch (error) {
    return unreadable(file, error);
  }
}

async function packFiles(dir: string): Promise<readonly string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

function unreadable(file: string, error: unknown): Fault {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
  const message = `expected a readable file or folder, found ${reason}; check the path and its permissions`;
  return { file, line: 1, column: 1, code: 'rules.unreadable', message };
}
