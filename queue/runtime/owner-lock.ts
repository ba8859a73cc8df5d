import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, codeOf } from './errors.ts';
import { isForbidden, RUN_AS_VIGIE } from './whose-files.ts';

/** Who owns a data directory. The embedded database has no lock of its own: two processes corrupt it. */
export interface Owner {
  readonly pid: number;
  /** Start of the process in clock ticks since boot (Linux), so that a reused pid is not taken for the owner. */
  readonly startTicks: number | null;
  readonly command: string;
  readonly since: string;
  readonly nonce: string;
}

export interface OwnerLock {
  readonly owner: Owner;
  release(): void;
}

const LOCK_FILE = 'owner.json';

/**
 * Takes the data directory for this process, or says who has it. A lock whose process is dead is taken over.
 * @throws AppError `storage.owned` naming the owner; `storage.unwritable` when the directory cannot be written
 */
export function takeOwnerLock(directory: string, command: string): OwnerLock {
  const path = join(directory, LOCK_FILE);
  const owner: Owner = {
    pid: process.pid,
    startTicks: startTicksOf(process.pid),
    command,
    since: new Date().toISOString(),
    nonce: randomUUID(),
  };
  const content = `${JSON.stringify(owner)}\n`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createExclusively(path, content)) return { owner, release: () => releaseLock(path, owner.nonce) };
    const holder = readOwner(directory);
    if (holder && isAlive(holder)) throw owned(directory, holder);
    removeStale(path, holder?.nonce);
  }
  throw new AppError(
    'storage.owned',
    `expected to take ${path}, but other processes keep taking it; try again`,
  );
}

/** The owner that the lock file names, alive or not; `undefined` where there is no readable lock. */
export function readOwner(directory: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, LOCK_FILE), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

export function isAlive(owner: Owner): boolean {
  if (owner.pid === process.pid) return owner.startTicks === startTicksOf(process.pid);
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    if (codeOf(error) !== 'EPERM') return false;
  }
  const ticks = startTicksOf(owner.pid);
  return owner.startTicks === null || ticks === null || ticks === owner.startTicks;
}

/** The whole content appears at once or not at all: a temporary file is linked to the lock's name. */
function createExclusively(path: string, content: string): boolean {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, content, { mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    // Somebody else's installation: another directory would be another one, which a stop, say, must not be about.
    const mend = isForbidden(error) ? RUN_AS_VIGIE : 'choose another with --data DIR';
    throw new AppError(
      'storage.unwritable',
      `expected a writable data directory, but ${path} cannot be written (${code}); ${mend}`,
      { path },
      { cause: error },
    );
  } finally {
    tryUnlink(draft);
  }
}

/** Renaming is atomic: of two processes that find the same dead lock, one moves it; who moved a fresh one puts it back. */
function removeStale(path: string, nonce: string | undefined): void {
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  try {
    const moved = JSON.parse(readFileSync(aside, 'utf8')) as Owner;
    if (moved.nonce !== nonce) linkSync(aside, path);
  } catch {
    // Unreadable, or somebody has locked anew meanwhile: nothing to put back.
  }
  tryUnlink(aside);
}

function releaseLock(path: string, nonce: string): void {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Owner;
    if (holder.nonce === nonce) unlinkSync(path);
  } catch {
    // Gone already.
  }
}

function tryUnlink(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Never there, or removed by its taker.
  }
}

/** Field 22 of /proc/PID/stat (proc(5)); the command name before it may hold spaces, so count from the last ')'. */
function startTicksOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  } catch {
    return null;
  }
}

function owned(directory: string, holder: Owner): AppError {
  return new AppError(
    'storage.owned',
    `expected ${directory} to be free, but process ${holder.pid} (vigie ${holder.command}, since ${holder.since}) ` +
      'owns it; stop that process or choose another directory with --data DIR',
    { directory, pid: holder.pid, command: holder.command, since: holder.since },
  );
}
