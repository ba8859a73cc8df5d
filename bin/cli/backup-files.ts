import { createReadStream, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { wrappedUnder } from '../../queue/storage/index.ts';
import { readLines } from '../../workers/intake/lines.ts';

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

async function firstLine(path: string): Promise<string> {
  for await (const line of backupLines(path)) return line;
  return '';
}

/** Only a newline ends a line of a backup: what a server once answered may hold any other separator. */
export async function* backupLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path);
  const unzipped = createGunzip();
  file.on('error', (error) => unzipped.destroy(error));
  try {
    const unlimited = { maxBytes: Number.POSITIVE_INFINITY };
    for await (const lines of readLines(file.pipe(unzipped), unlimited)) {
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
  }
}
