import { createReadStream, existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createGunzip } from 'node:zlib';
import { appendEntry, sequence, verifyLog } from '../../../queue/log/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import { makeDirectory } from '../../../queue/runtime/make-directory.ts';
import { migrate, parseSnapshotHead, readSnapshot, type SnapshotHead } from '../../../queue/storage/index.ts';
import { readMasterKey } from '../../../queue/vault/index.ts';
import { readLines } from '../../../workers/intake/lines.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openAsTableOwner } from '../records.ts';

/** Reads a backup into empty records, all or nothing, and verifies the log that came with it. */
export async function restore(path: string, options: SharedOptions): Promise<number> {
  const config = configFrom(options);
  const lines = backupLines(path);
  const headLine = (await lines.next()).value;
  const head = parseSnapshotHead(headLine);
  requireKey(config, head);
  // Numbers are set behind the restored ones, which only the owner of the tables may do.
  const database = await openAsTableOwner(config, 'restore');
  const { db } = database;
  try {
    if (database.reach === 'owner') await migrate(db);
    // The key first: records without their key would be worse than a key without records.
    putKey(config, head);
    const rows = await readSnapshot(db, headLine ?? '', lines);
    // What waited in the backup comes before the entry of this restore.
    await sequence(db);
    await db.transaction().execute((tx) =>
      appendEntry(tx, {
        kind: 'backup.restored',
        actor: 'operator:cli',
        at: new Date().toISOString(),
        subject: 'records',
        body: { madeAt: head.madeAt, rows },
      }),
    );
    await sequence(db);
    const report = await verifyLog(db);
    if (report.fault) {
      console.log(`${rows} rows restored, but the log is NOT intact: ${report.fault.reason}`);
      return EXIT.data;
    }
    console.log(
      `${rows} rows restored from ${head.madeAt}; log intact, ${report.size} entries. Run vigie reconcile, or start.`,
    );
    return EXIT.done;
  } finally {
    await database.close();
  }
}

/** Only a newline ends a line of a backup: what a server once answered may hold any other separator. */
async function* backupLines(path: string): AsyncGenerator<string> {
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

/** Before anything is written: the right key must be at hand, in the file or already in place. */
function requireKey(config: Config, head: SnapshotHead): void {
  if (existsSync(config.vaultKeyFile)) {
    const { fingerprint } = readMasterKey(config.vaultKeyFile);
    if (head.fingerprint === null || fingerprint === head.fingerprint) return;
    throw new AppError(
      'vault.key',
      `expected the vault key ${head.fingerprint} of this backup at ${config.vaultKeyFile}, found ${fingerprint}; nothing was restored`,
    );
  }
  if (head.vaultKey === null && head.fingerprint !== null) {
    throw new AppError(
      'vault.key',
      `expected the vault key ${head.fingerprint} at ${config.vaultKeyFile}: the backup was made without it; put the key there first`,
    );
  }
}

function putKey(config: Config, head: SnapshotHead): void {
  if (existsSync(config.vaultKeyFile) || head.vaultKey === null) return;
  makeDirectory(dirname(config.vaultKeyFile));
  writeFileSync(config.vaultKeyFile, head.vaultKey, { mode: 0o600, flag: 'wx' });
}
