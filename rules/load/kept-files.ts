import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * What is made of packs is kept beside the code that made it, one file per digest of the packs and kind. The folder belongs to the build
 * that wrote it, is as trusted as its code and may be read by whoever may read that: an image is built by another user than it runs as.
 * The checksum in each file tells damage, not malice.
 */
export interface Kind {
  /** Begins the names of its files; changes with the form of what is in them, and files of another form are not read. */
  readonly form: string;
  /** Ends them, with its dot. Older forms have the same, so that they are taken away in time. */
  readonly extension: string;
}

/** Four of them hold the checksum; what follows has to begin at a place that eight divides. */
const CHECK_BYTES = 8;
/**
 * Those that were used last: of the packs in force, of earlier releases, of folders under test. By bytes, so that packs of a few rules, which
 * are read in no time, do not drive out those that take seconds.
 */
const KEPT = { bytes: 200_000_000, files: 32 };
/** Longer no process writes one file: it was ended meanwhile. */
const WRITTEN_WITHIN_MS = 3_600_000;
const UNFINISHED = '.part';

export function keptFile(folder: string, { form, extension }: Kind, digest: string): string {
  return join(folder, `${form}-${digest.slice(0, 32)}${extension}`);
}

/** The file of a kind that was written or found to be needed last; null where there is none. */
export function newestKept(folder: string, { form, extension }: Kind): string | null {
  try {
    const [newest] = newestFirst(
      folder,
      readdirSync(folder).filter((name) => name.startsWith(`${form}-`) && name.endsWith(extension)),
    );
    return newest?.path ?? null;
  } catch {
    return null;
  }
}

/** What stands behind the checksum; null where it was damaged. */
export function soundBody(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> | null {
  if (bytes.length < CHECK_BYTES) return null;
  const body = bytes.subarray(CHECK_BYTES);
  // A stronger hash of thirty megabytes would take a third of a start.
  return crc32(body) === bytes.readUInt32LE(0) ? body : null;
}

/** So that others are taken away before it. A folder that cannot be written takes none away. */
export function stillNeeded(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // As above.
  }
}

/** Writes atomically; a folder that cannot be written costs the next start its time and nothing else. */
export function keepFile(folder: string, kind: Kind, digest: string, body: Uint8Array): void {
  const own = join(folder, `${randomUUID()}${UNFINISHED}`);
  try {
    mkdirSync(folder, { recursive: true });
    const check = Buffer.alloc(CHECK_BYTES);
    check.writeUInt32LE(crc32(body));
    writeFileSync(own, Buffer.concat([check, body]));
    renameSync(own, keptFile(folder, kind, digest));
    removeOlder(folder, kind);
  } catch {
    removeIfThere(own);
  }
}

function removeOlder(folder: string, { extension }: Kind): void {
  const names = readdirSync(folder);
  const whole = newestFirst(
    folder,
    names.filter((name) => name.endsWith(extension)),
  );
  const unfinished = newestFirst(
    folder,
    names.filter((name) => name.endsWith(UNFINISHED)),
  );
  const left = unfinished.filter(({ at }) => at < Date.now() - WRITTEN_WITHIN_MS);
  let bytes = 0;
  const older = whole.filter(({ size }, at) => {
    bytes += size;
    return at >= KEPT.files || bytes > KEPT.bytes;
  });
  for (const { path } of [...older, ...left]) removeIfThere(path);
}

function newestFirst(folder: string, names: readonly string[]) {
  return names
    .flatMap((name) => {
      // Another process may have taken it away meanwhile; the others are there all the same.
      const found = statSync(join(folder, name), { throwIfNoEntry: false });
      return found === undefined ? [] : [{ path: join(folder, name), at: found.mtimeMs, size: found.size }];
    })
    .toSorted((one, other) => other.at - one.at);
}

function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Left for the next to take away.
  }
}
