import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { crc32 } from 'node:zlib';
import type { CompiledRules } from '../compile/compiled-rules.ts';

/** Changes with the shape of `CompiledRules`; files of another form are not read. */
const FORM = 'vigie-rules-4';
const CHECK_BYTES = 4;
/** Kept beside the newest, for processes that still run an earlier pack. */
const KEPT = 4;

/**
 * Compiled rules on disk, one file per digest of their packs. The folder belongs to the build that wrote it and is as
 * trusted as its code; the checksum in each file tells damage, not malice.
 */
export async function readCompiled(folder: string, digest: string): Promise<CompiledRules | null> {
  try {
    const bytes = await readFile(fileOf(folder, digest));
    const body = bytes.subarray(CHECK_BYTES);
    if (crc32(body) !== bytes.readUInt32LE(0)) return null;
    return deserialize(body) as CompiledRules;
  } catch {
    // No file, or one that cannot be read: the packs are compiled anew.
    return null;
  }
}

/** Writes atomically; a folder that cannot be written costs the next start its time and nothing else. */
export async function writeCompiled(folder: string, digest: string, compiled: CompiledRules): Promise<void> {
  const own = join(folder, `${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const body = serialize(compiled);
    await writeFile(own, Buffer.concat([checkOf(body), body]), { mode: 0o600 });
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
  const names = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const older = files.toSorted((a, b) => b.at - a.at).slice(KEPT);
  await Promise.all(older.map(({ name }) => rm(join(folder, name), { force: true })));
}
