import { hash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkRelease, compiledRulesDir } from '../../../rules/scoring.ts';
import { approversFile, parseApprovers, parseRelease, readOrNull, releaseFile } from './release-file.ts';

/**
 * Why packs are no release; empty for one. Packs that nobody signed can be tried; their assessments then say that no release
 * stands behind them.
 *
 * To read a record, its approvers and its signatures takes a sixth of a start, and every start comes to the same. So what it came
 * to is kept beside the compiled rules, trusted as they are and thrown away with them by each build, and holds for these
 * bytes of all three and no others.
 * @param dir the packs
 * @param packs SHA-256 in hex of all, and of what is live in them
 * @param configDir where the installation's own list of approvers may be
 * @throws AppError `config.rules` when the record or the list cannot be read
 */
export async function whyUnsigned(
  dir: string,
  { digest, live }: { readonly digest: string; readonly live: string },
  configDir: string,
): Promise<readonly string[]> {
  const path = releaseFile(dir);
  const approversPath = approversFile(configDir);
  const record = await readOrNull(path);
  if (record === null) return [`expected a signed release at ${path}, found none`];
  const list = await readOrNull(approversPath);
  const of = hash('sha256', JSON.stringify([digest, record, list]), 'hex');
  const kept = await readKept();
  if (kept?.of === of) return kept.problems;
  const approvers = list === null ? [] : await parseApprovers(approversPath, list);
  const problems = checkRelease(parseRelease(path, record), { digest, live, approvers }).map(
    ({ code, message }) => `${code}: ${message}`,
  );
  await keep({ of, problems });
  return problems;
}

const Kept = z.object({ of: z.string(), problems: z.array(z.string()) });
const KEPT = 'judged-release.json';

async function readKept(): Promise<z.infer<typeof Kept> | null> {
  const folder = compiledRulesDir();
  if (folder === null) return null;
  try {
    return Kept.parse(JSON.parse(await readFile(join(folder, KEPT), 'utf8')));
  } catch {
    // None, or one that was being written: the release is judged anew.
    return null;
  }
}

/** A folder that cannot be written costs the next start its time and nothing else. */
async function keep(kept: z.infer<typeof Kept>): Promise<void> {
  const folder = compiledRulesDir();
  if (folder === null) return;
  await writeFile(join(folder, KEPT), JSON.stringify(kept)).catch(() => undefined);
}
