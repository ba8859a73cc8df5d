import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { sealedUnder, wrappedUnder } from '../../queue/storage/index.ts';
import { MAX_LINE_BYTES, readLines } from '../../workers/intake/lines.ts';
import { DRAFT } from './output-place.ts';

/** Where a backup's keys are unless the operator says otherwise: one file for all backups of a folder, always the newest. */
export function keysBeside(path: string): string {
  return join(dirname(path), 'text-keys.gz');
}

/**
 * A backup replaces the keys that lie there, and without them no earlier backup can be read: those of another vault key, or
 * what is no file of keys, is nothing to replace.
 * @throws AppError `backup.invalid`
 */
export async function refuseOtherKeys(path: string, fingerprint: string): Promise<void> {
  // What is no file, the name is not given to later on.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return;
  const found = await firstLine(path).then(wrappedUnder, () => undefined);
  if (found === fingerprint) return;
  throw new AppError(
    'backup.invalid',
    found === undefined
      ? `expected ${path} to be the keys of an earlier backup, which this one replaces, found another or a damaged file; ` +
          'move it away, or choose another folder; nothing was written'
      : `expected ${path} to hold keys under the vault key ${fingerprint} of these records, which this backup replaces, found ` +
          `keys of another installation, under ${found}: without them none of its backups can be restored. Name the right ` +
          'records with --data DIR, or choose another folder; nothing was written',
    { path },
  );
}

/**
 * A backup removes the captured objects beside it that its records do not name, and replaces records of its name: in a folder with
 * backups of another installation these would be that one's, wherever the keys lie.
 * @throws AppError `backup.invalid`
 */
export async function refuseOtherBackups(path: string, fingerprint: string): Promise<void> {
  const folder = dirname(path);
  for (const name of namesIn(folder)) {
    const found = await madeUnder(join(folder, name));
    if (found === undefined || found === fingerprint) continue;
    throw new AppError(
      'backup.invalid',
      `expected ${folder} to hold backups under the vault key ${fingerprint} of these records alone, found ${name} of another ` +
        `installation, under ${found}: this backup would remove the captured objects of that one from ${join(folder, 'evidence')}. ` +
        'Name the right records with --data DIR, or choose another folder; nothing was written',
      { path },
    );
  }
}

/** A folder that is not there is told of when the backup is written. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch (error) {
    if (!existsSync(folder)) return [];
    throw new AppError(
      'backup.invalid',
      `expected to look for backups of another installation in ${folder}, but ${messageOf(error)}; let this user read the folder, ` +
        'or choose another one; nothing was written',
      { folder },
      { cause: error },
    );
  }
}

/** Whether a file is records under this vault key, which a backup of its name replaces; one that is empty or not there holds nothing. */
export async function isBackupUnder(path: string, fingerprint: string): Promise<boolean> {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) return true;
  return sealedUnder(await firstLine(path, MAX_LINE_BYTES).catch(() => '')) === fingerprint;
}

/** The vault key that a file of records or of keys names; `undefined` where it is neither. */
async function madeUnder(path: string): Promise<string | undefined> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const line = await firstLine(path, MAX_LINE_BYTES).catch(() => '');
  return sealedUnder(line) ?? wrappedUnder(line) ?? undefined;
}

/**
 * What an earlier backup of these records left when it was killed: a draft under a name that none after it takes, where each
 * backup is named by its day, and perhaps with the vault key in it. To be asked for in this backup's turn: then nobody writes one.
 * @param folder that this backup writes to
 */
export async function leftDrafts(folder: string, fingerprint: string): Promise<string[]> {
  const drafts: string[] = [];
  for (const name of namesIn(folder).filter((one) => one.endsWith(DRAFT)))
    if ((await madeUnder(join(folder, name))) === fingerprint) drafts.push(join(folder, name));
  return drafts;
}

/** Empty where the file has none. @throws AppError `backup.invalid` where it cannot be read */
export async function firstLine(path: string, maxBytes?: number): Promise<string> {
  for await (const line of backupLines(path, maxBytes)) return line;
  return '';
}

/** Only a newline ends a line of a backup: what a server once answered may hold any other separator. */
export async function* backupLines(
  path: string,
  maxBytes: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  try {
    for await (const lines of readLines(file.pipe(unzipped), { maxBytes })) {
      for (const line of lines) {
        if ('fault' in line) throw new Error(`line ${line.number}: ${line.fault}`);
        yield line.text;
      }
    }
  } catch (error) {
    throw new AppError(
      'backup.invalid',
      `expected a readable backup at ${path}, but ${messageOf(error)}`,
      {},
      { cause: error },
    );
  } finally {
    // Whoever needs the first line alone leaves the rest, and its file open.
    file.destroy();
  }
}
