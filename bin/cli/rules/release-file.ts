import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { type Approver, Approvers, compiledRulesDir, ReleaseRecord } from '../../../rules/scoring.ts';

/** Beside the packs it speaks of; no part of them. */
export function releaseFile(packsDir: string): string {
  return join(packsDir, 'release.json');
}

/**
 * The record beside the packs, or null where there is none.
 * @throws AppError `config.rules` when the file is no release record
 */
export async function readRelease(path: string): Promise<ReleaseRecord | null> {
  const text = await readOrNull(path);
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError(
      'config.rules',
      `${path}: expected JSON, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
  const parsed = ReleaseRecord.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('config.rules', faultsOf(path, parsed.error.issues), { path });
}

/**
 * Who may release rules: those that the installation's own `approvers.yml` names, else those of the shipped one.
 * @throws AppError `config.rules` with every fault of the file
 */
export async function readApprovers(configDir: string): Promise<readonly Approver[]> {
  const own = join(configDir, 'approvers.yml');
  const shipped = join(projectRoot(), 'config', 'approvers.yml');
  const path = existsSync(own) ? own : shipped;
  const text = await readOrNull(path);
  if (text === null) return [];
  const digest = hash('sha256', text, 'hex');
  const kept = await readKept(digest);
  if (kept !== null) return kept;
  const value = await parsedYaml(path, text);
  const parsed = Approvers.safeParse(value);
  if (!parsed.success) throw new AppError('config.rules', faultsOf(path, parsed.error.issues), { path });
  await keep(digest, value);
  return parsed.data.approvers;
}

/**
 * What the latest list of approvers was read as, with the digest of its bytes; beside the compiled rules and trusted as they are.
 * To load a parser of YAML for ten lines takes a tenth of a start.
 */
const Kept = z.object({ digest: z.string(), list: Approvers });
const KEPT = 'approvers.json';

async function readKept(digest: string): Promise<readonly Approver[] | null> {
  const folder = compiledRulesDir();
  if (folder === null) return null;
  try {
    const kept = Kept.parse(JSON.parse(await readFile(join(folder, KEPT), 'utf8')));
    return kept.digest === digest ? kept.list.approvers : null;
  } catch {
    // None, or one that was being written: the list is read anew.
    return null;
  }
}

/** A folder that cannot be written costs the next start its time and nothing else. */
async function keep(digest: string, list: unknown): Promise<void> {
  const folder = compiledRulesDir();
  if (folder === null) return;
  await writeFile(join(folder, KEPT), JSON.stringify({ digest, list })).catch(() => undefined);
}

async function parsedYaml(path: string, text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(text);
  } catch (error) {
    throw new AppError(
      'config.rules',
      `${path}: expected YAML, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
}

async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new AppError(
      'config.rules',
      `expected to read ${path}, but ${messageOf(error)}`,
      { path },
      { cause: error },
    );
  }
}

function faultsOf(path: string, issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`).join('\n');
}
