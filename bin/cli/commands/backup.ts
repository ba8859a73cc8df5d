import { readFileSync, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sequence } from '../../../queue/log/index.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { writeSnapshot } from '../../../queue/storage/index.ts';
import { EXIT } from '../exit.ts';
import { openOutputFile } from '../output-file.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openRecords } from '../records.ts';

export interface BackupOptions extends SharedOptions {
  readonly includeVaultKey?: boolean;
  readonly withoutVaultKey?: boolean;
}

/**
 * Writes all records to one compressed file of mode 0600. Whether the vault key goes with it is the operator's
 * explicit choice: with it the file opens every sealed text, without it the file is useless alone.
 */
export async function backup(path: string, options: BackupOptions): Promise<number> {
  if ((options.includeVaultKey === true) === (options.withoutVaultKey === true)) {
    throw new AppError(
      'usage.invalid',
      'expected one of --include-vault-key (whoever has the file can read every sealed text) and --without-vault-key ' +
        '(without the key, kept elsewhere, the file can never be read)',
    );
  }
  const config = configFrom(options);
  const records = await openRecords(config, { command: 'backup', mayUseOwner: true });
  const { db } = records.database;
  try {
    await sequence(db);
    const vaultKey = options.includeVaultKey ? readFileSync(config.vaultKeyFile, 'utf8') : null;
    const lines = writeSnapshot(db, { madeAt: new Date().toISOString(), vaultKey });
    // Written aside and renamed: a backup that was interrupted never has the name of a whole one.
    const draft = `${path}.part`;
    const file = openOutputFile(draft);
    try {
      await pipeline(Readable.from(withNewlines(lines)), createGzip(), file);
      renameSync(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
    console.log(
      `${path}: all records, ${options.includeVaultKey ? 'with' : 'WITHOUT'} the vault key ${records.vault.fingerprint}`,
    );
    return EXIT.done;
  } finally {
    await records.close();
  }
}

async function* withNewlines(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
