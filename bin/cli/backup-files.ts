import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../queue/runtime/errors.ts';
import { readLines } from '../../workers/intake/lines.ts';

/** Where a backup's keys are unless the operator says otherwise: one file for all backups of a folder, always the newest. */
export function keysBeside(path: string): string {
  return join(dirname(path), 'text-keys.gz');
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
