import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Pack } from '../schema.ts';
import { type Kind, keepFile, keptFile, newestKept, soundBody, stillNeeded } from './kept-files.ts';
import type { PackSource } from './pack-files.ts';

/** Changes with the shape of `Pack`; a build that checks more begins with none, as it takes away what an earlier one kept. */
const PARSED: Kind = { form: 'vigie-packs-1', extension: '.packs' };
/** Kept packs take two thirds of the bytes of their files. What is so much longer is of other packs. */
const MOST_TIMES_AS_LONG = 4;

/** Packs of sound files, by what the files say: reading eighteen megabytes of YAML takes seconds, of JSON a seventh of one. */
export type KeptPacks = ReadonlyMap<string, Pack>;

/** Of a file by its name and bytes: what was found in it once is found in it always. */
export function keyOf({ file, bytes }: PackSource): string {
  return createHash('sha256').update(`${file}\0`).update(bytes).digest('hex');
}

/**
 * What is kept of the packs with this digest, or else of those kept last: of a folder in which one file was changed, all others are the
 * same. Empty where nothing is kept, or it cannot be read.
 */
export function readKeptPacks(folder: string, digest: string, sources: readonly PackSource[]): KeptPacks {
  const newest = newestKept(folder, PARSED);
  if (newest === null) return new Map();
  const own = keptFile(folder, PARSED, digest);
  const kept = read(own);
  if (kept !== null) {
    if (own !== newest) stillNeeded(own);
    return kept;
  }
  const bytes = sources.reduce((sum, source) => sum + source.bytes.length, 0);
  return (lengthOf(newest) <= MOST_TIMES_AS_LONG * bytes ? read(newest) : null) ?? new Map<string, Pack>();
}

function lengthOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function read(path: string): KeptPacks | null {
  try {
    const body = soundBody(readFileSync(path));
    return body === null ? null : new Map(JSON.parse(body.toString('utf8')) as [string, Pack][]);
  } catch {
    return null;
  }
}

export function keepPacks(folder: string, digest: string, packs: KeptPacks): void {
  keepFile(folder, PARSED, digest, Buffer.from(JSON.stringify([...packs])));
}
