import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { nullIfMissing } from '../../../queue/runtime/null-if-missing.ts';
import { projectRoot } from '../../../queue/runtime/thread-entry.ts';
import { type Approver, Approvers, ReleaseRecord } from '../../../rules/scoring.ts';
import { replaceFile } from '../replace-file.ts';

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
  return text === null ? null : parseRelease(path, text);
}

/** @throws AppError `config.rules` when the text is no release record */
export function parseRelease(path: string, text: string): ReleaseRecord {
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

/** As a whole, since half a record keeps every process from starting; the packs' readers read it, whoever they are. */
export async function writeRelease(path: string, record: ReleaseRecord): Promise<void> {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  // A name in the packs may be longer than one in a record.
  parseRelease(path, text);
  await replaceFile(path, text, 0o644);
}

/** Who may release rules: those that the installation's own `approvers.yml` names, else those of the shipped one. */
export function approversFile(configDir: string): string {
  const own = join(configDir, 'approvers.yml');
  return existsSync(own) ? own : join(projectRoot(), 'config', 'approvers.yml');
}

/** @throws AppError `config.rules` with every fault of the file */
export async function readApprovers(configDir: string): Promise<readonly Approver[]> {
  const path = approversFile(configDir);
  const text = await readOrNull(path);
  return text === null ? [] : parseApprovers(path, text);
}

/** @throws AppError `config.rules` with every fault of the text */
export async function parseApprovers(path: string, text: string): Promise<readonly Approver[]> {
  const parsed = Approvers.safeParse(await parsedYaml(path, text));
  if (parsed.success) return parsed.data.approvers;
  throw new AppError('config.rules', faultsOf(path, parsed.error.issues), { path });
}

async function parsedYaml(path: string, text: string): Promise<unknown> {
  const { parse, YAMLError } = await import('yaml');
  try {
    return parse(text, { prettyErrors: true });
  } catch (error) {
    const [at] = (error instanceof YAMLError && error.linePos) || [];
    const place = at === undefined ? path : `${path}:${at.line}:${at.col}`;
    // The lines of the file that the parser shows below its message have their place in front.
    const [told] = messageOf(error).split(/ at line \d+, column \d+:\n/);
    throw new AppError('config.rules', `${place}: expected YAML, but ${told}`, { path }, { cause: error });
  }
}

/** @throws AppError `config.rules` when there is a file that cannot be read */
export async function readOrNull(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const message = `expected to read ${path}, but ${messageOf(error)}`;
    return nullIfMissing(error, new AppError('config.rules', message, { path }, { cause: error }));
  }
}

function faultsOf(path: string, issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${path}: ${issue.path.join('.') || 'the file'}: ${issue.message}`).join('\n');
}
