import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exportFolder, writeExport } from '../../bin/cli/export-folder.ts';
import { exportLog, parseVkey, verifyExport } from '../../queue/log/index.ts';
import { manualClock } from '../../queue/runtime/clock.ts';
import { hasPython } from '../tooling/surroundings.mjs';
import type { Column } from './columns.ts';
import type { testVault } from './vault.ts';

/** What a verifier says of an exported log: the same shape from both. */
export interface Verdict {
  readonly size?: number;
  readonly root?: string;
  readonly notices?: readonly { readonly index: number }[];
  readonly fault: { readonly file: string; readonly index: number | null } | null;
}

const run = promisify(execFile);
const PYTHON_VERIFIER = join(import.meta.dirname, '../verifier/verify_log.py');

/**
 * Writes a log with its bodies into a new folder.
 * @param afterFirst what happens when the first file was written
 */
export async function exportTo(
  column: Column,
  vault: ReturnType<typeof testVault>,
  now: Date,
  afterFirst: () => Promise<void> = async () => undefined,
): Promise<{ folder: string; checkpoint: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-log-'));
  const parts = exportLog(column.database.db, vault, { withBodies: true, clock: manualClock(now.getTime()) });
  const checkpoint = await writeExport(folder, after(parts, afterFirst));
  return { folder, checkpoint: checkpoint.note };
}

async function* after<Part, Told>(parts: AsyncGenerator<Part, Told>, run: () => Promise<void>) {
  const first = await parts.next();
  if (first.done === true) return first.value;
  yield first.value;
  await run();
  return yield* parts;
}

/** A copy to do harm to. */
export function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'vigie-log-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/**
 * What every verifier there is says of an exported log: the product's own first, then the independent one.
 * @param earlier files with earlier checkpoints
 */
export async function verifyByAll(
  folder: string,
  vkey: string,
  earlier: readonly string[] = [],
): Promise<Verdict[]> {
  const key = parseVkey(vkey);
  if (typeof key === 'string') throw new Error(key);
  const notes = earlier.map((file) => readFileSync(file, 'utf8'));
  const ours = await verifyExport(exportFolder(folder), key, notes);
  return hasPython() ? [ours, await verifyByOther(folder, vkey, earlier)] : [ours];
}

/**
 * The independent verifier, in another language: of a folder or a proof.
 * @param earlier files
 */
export async function verifyByOther(
  path: string,
  vkey: string,
  earlier: readonly string[] = [],
): Promise<Verdict> {
  const args = [PYTHON_VERIFIER, path, '--key', vkey, ...earlier.flatMap((file) => ['--checkpoint', file])];
  const { stdout } = await run('python3', args).catch((error: { stdout: string; stderr: string }) => {
    if (error.stdout === '') throw new Error(error.stderr);
    return error;
  });
  return JSON.parse(stdout);
}
