import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './errors.ts';

const OWNER_ALONE = 0o700;

/**
 * Makes a directory and those above it, for its owner alone unless a mode says otherwise, whatever the process's umask. One by one, because `mkdirSync` with
 * `recursive` never returns below /proc: it is told that the parent is missing, finds the parent there, and tries again for ever.
 */
export function makeDirectory(path: string, mode = OWNER_ALONE): void {
  try {
    mkdirSync(path, { mode });
    if (mode !== OWNER_ALONE) chmodSync(path, mode);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeDirectory(dirname(path), mode);
    makeDirectory(path, mode);
  }
}
