import { randomUUID } from 'node:crypto';
import { close, fstatSync, openSync, read, readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { roomForTables } from '../kernel/kernel-memory.ts';
import { deserializeFlat, serializeFlat } from './flat-arrays.ts';

/** Changes with the shape of `CompiledRules`; files of another form are not read. */
const FORM = 'vigie-rules-17';
/** Four of them hold the checksum; what follows has to begin at a place that eight divides. */
const CHECK_BYTES = 8;
/** Kept beside the newest, for processes that still run an earlier pack. */
const KEPT = 4;
/** Longer no process writes one file: it was ended meanwhile. */
const WRITTEN_WITHIN_MS = 3_600_000;

/**
 * Compiled rules on disk, one file per digest of their packs. The folder belongs to the build that wrote it, is as trusted as
 * its code and may be read by whoever may read that: an image is built by another user than it runs as. The checksum in each file
 * tells damage, not malice.
 */
export async function readCompiled(
  folder: string,
  digest: string,
  begun: BegunFile | null = null,
): Promise<CompiledRules | null> {
  const path = fileOf(folder, digest);
  try {
    const bytes = await (begun?.path === path ? begun : beginReading(path)).bytes;
    const body = bytes.subarray(CHECK_BYTES);
    if (crc32(body) !== bytes.readUInt32LE(0)) return null;
    return deserializeFlat(body) as CompiledRules;
  } catch {
    // No file, or one that cannot be read: the packs are compiled anew.
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
  try {
    const paths = readdirSync(folder)
      .filter((name) => name.startsWith(FORM) && name.endsWith('.bin'))
      .map((name) => join(folder, name));
    const [newest] = paths
      .map((path) => ({ path, at: statSync(path).mtimeMs }))
      .toSorted((one, other) => other.at - one.at);
    return newest === undefined ? null : beginReading(newest.path);
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

/** Writes atomically; a folder that cannot be written costs the next start its time and nothing else. */
export async function writeCompiled(folder: string, digest: string, compiled: CompiledRules): Promise<void> {
  const own = join(folder, `${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const body = Buffer.concat(serializeFlat(compiled));
    await writeFile(own, Buffer.concat([checkOf(body), body]));
    await rename(own, fileOf(folder, digest));
    await removeOlder(folder);
  } catch {
    await rm(own, { force: true }).catch(() => undefined);
  }
}

function fileOf(folder: string, digest: string): string {
  return join(folder, `${FORM}-${digest.slice(0, 32)}.bin`);
}

/** A stronger hash of thirty megabytes would take a third of a start. */
function checkOf(bytes: Uint8Array): Buffer {
  const check = Buffer.alloc(CHECK_BYTES);
  check.writeUInt32LE(crc32(bytes));
  return check;
}

async function removeOlder(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bin') || name.endsWith('.part'));
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const whole = files.filter(({ name }) => name.endsWith('.bin')).toSorted((a, b) => b.at - a.at);
  const left = files.filter(({ name, at }) => name.endsWith('.part') && at < Date.now() - WRITTEN_WITHIN_MS);
  const older = [...whole.slice(KEPT), ...left];
  await Promise.all(older.map(({ name }) => rm(join(folder, name), { force: true })));
}
