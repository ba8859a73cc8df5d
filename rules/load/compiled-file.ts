import { close, fstatSync, openSync, read } from 'node:fs';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { roomForTables } from '../kernel/kernel-memory.ts';
import { deserializeFlat, serializeFlat } from './flat-arrays.ts';
import { type Kind, keepFile, keptFile, newestKept, soundBody, stillNeeded } from './kept-files.ts';

/** Changes with the shape of `CompiledRules`. */
const COMPILED: Kind = { form: 'vigie-rules-18', extension: '.bin' };

/** The compiled rules of the packs with this digest; null where none are kept, or they cannot be read: the packs are compiled anew. */
export async function readCompiled(
  folder: string,
  digest: string,
  begun: BegunFile | null = null,
): Promise<CompiledRules | null> {
  const path = keptFile(folder, COMPILED, digest);
  try {
    const body = soundBody(await (begun?.path === path ? begun : beginReading(path)).bytes);
    if (body === null) return null;
    if (begun?.path !== path) stillNeeded(path);
    return deserializeFlat(body) as CompiledRules;
  } catch {
    return null;
  }
}

/** A file that is being read. */
export interface BegunFile {
  readonly path: string;
  readonly bytes: Promise<Buffer<ArrayBuffer>>;
}

/**
 * Begins to read the newest file, which is nearly always the one that is asked for once the packs are hashed: another thread
 * reads while this one hashes. Null where there is none.
 */
export function beginNewest(folder: string): BegunFile | null {
  const newest = newestKept(folder, COMPILED);
  try {
    return newest === null ? null : beginReading(newest);
  } catch {
    return null;
  }
}

/**
 * Reads a file where its tables can stay.
 * @throws Error of the file system
 */
function beginReading(path: string): BegunFile {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const room = roomForTables(size);
  const bytes = new Promise<Buffer<ArrayBuffer>>((resolve, reject) => {
    read(file, room, 0, size, 0, (error, bytesRead) => {
      close(file);
      if (error === null) resolve(room.subarray(0, bytesRead));
      else reject(error);
    });
  });
  // Where the packs turn out to be others, nobody waits for it.
  bytes.catch(() => undefined);
  return { path, bytes };
}

export function writeCompiled(folder: string, digest: string, compiled: CompiledRules): void {
  keepFile(folder, COMPILED, digest, Buffer.concat(serializeFlat(compiled)));
}
