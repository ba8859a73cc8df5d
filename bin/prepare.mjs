// Installs the packages and compiles the sources when they are missing or older than what they come from. Needs
// nothing but Node itself, because on a clean clone there is nothing else.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const LOCK = join(ROOT, '.vigie-prepare');
const LOCK_OWNER = join(LOCK, 'pid');
const WAIT_MS = 300_000;
/** What dist/ is made of. Data files are read from where they lie, so they make nothing stale. */
const SOURCES = ['bin/cli', 'queue', 'rules', 'workers', 'dashboard', 'tsconfig.json', 'package-lock.json'];
const DATA = /\.(yml|md)$/;

/** A step of the preparation that failed, with what it printed. */
export class PrepareError extends Error {
  name = 'PrepareError';
}

/**
 * Installs and builds under a folder lock, so that commands started together do it once.
 * @throws PrepareError when a step fails
 */
export function prepare({ needsBuild = true } = {}) {
  const isReady = () => isInstalled() && (!needsBuild || isBuilt());
  if (isReady()) return;
  const isMine = takeLock();
  try {
    if (!isInstalled()) install();
    if (!isReady()) build();
  } finally {
    if (isMine) rmSync(LOCK, { recursive: true, force: true });
  }
}

function isInstalled() {
  const stamp = modifiedAt(join(ROOT, 'node_modules', '.package-lock.json'));
  // An image carries the packages and no lock file to compare with.
  return stamp !== undefined && (modifiedAt(join(ROOT, 'package-lock.json')) ?? 0) <= stamp;
}

function isBuilt() {
  const built = modifiedAt(join(ROOT, 'dist', '.built'));
  if (built === undefined) return false;
  // An image carries dist/ and no sources to compare with.
  if (!existsSync(join(ROOT, 'tsconfig.json'))) return true;
  return SOURCES.every((path) => newest(join(ROOT, path)) <= built);
}

function install() {
  // The build needs the development packages, also where NODE_ENV says production.
  run('installing packages', 'npm', ['ci', '--ignore-scripts', '--include=dev', '--no-fund', '--no-audit']);
  // npm keeps the stamp of an installation that was already right.
  const now = new Date();
  utimesSync(join(ROOT, 'node_modules', '.package-lock.json'), now, now);
}

function build() {
  // Running does not wait for the types to be checked: that is what `npm run check` is for.
  run('building', process.execPath, [join(ROOT, 'test', 'tooling', 'build.mjs'), '--no-check']);
}

function run(what, command, args) {
  if (process.stderr.isTTY) process.stderr.write(`vigie: ${what} …\n`);
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status === 0) return;
  const reason = error ? error.message : `${command} ended with ${status}`;
  throw new PrepareError(`${stdout ?? ''}${stderr ?? ''}${what} failed: ${reason}`);
}

/** Whether the lock is ours. Where the folder is read-only there is nothing to lock, nor to write. */
function takeLock() {
  const until = Date.now() + WAIT_MS;
  while (Date.now() < until) {
    try {
      mkdirSync(LOCK);
      writeFileSync(LOCK_OWNER, String(process.pid));
      return true;
    } catch (error) {
      if (error.code === 'EACCES' || error.code === 'EROFS') return false;
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) rmSync(LOCK, { recursive: true, force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  throw new PrepareError(
    `another process has been preparing for ${WAIT_MS / 1000} s; if none is, remove ${LOCK}`,
  );
}

/** Whether the process that took the lock is gone. A lock without a number is only just being taken. */
function isAbandoned() {
  try {
    process.kill(Number(readFileSync(LOCK_OWNER, 'utf8')), 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    return error.code === 'ENOENT' && Date.now() - (modifiedAt(LOCK) ?? Date.now()) > 5000;
  }
}

function modifiedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** When the newest source below a path was changed. A thousand files are looked at on every start, so nothing is asked twice. */
function newest(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return modifiedAt(path) ?? 0;
  }
  let at = 0;
  for (const entry of entries) {
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) at = Math.max(at, newest(child));
    else if (!DATA.test(entry.name)) at = Math.max(at, modifiedAt(child) ?? 0);
  }
  return at;
}
