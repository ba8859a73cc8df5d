import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { appendEntry, renameRestoredLog, sequence, verifyLog } from '../../../queue/log/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { makeDirectory } from '../../../queue/runtime/make-directory.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import {
  migrate,
  parseSnapshotHead,
  readKeys,
  readSnapshot,
  readStoredObjects,
  type SnapshotHead,
  scrubErased,
  type TextKeys,
} from '../../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { eraseDueTexts } from '../../../workers/handlers/expire.ts';
import { copyObjects, evidenceBeside, requireRoomFor } from '../backup-evidence.ts';
import { backupLines, keysBeside } from '../backup-files.ts';
import { commandLogger } from '../command-logger.ts';
import { demoConfig } from '../demo-config.ts';
import { openEvidence } from '../evidence.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openAsTableOwner } from '../records.ts';
import { say } from '../terminal.ts';

export interface RestoreOptions extends SharedOptions {
  readonly keys?: string;
}

/** Reads a backup into empty records, all or nothing, and verifies the log that came with it. */
export async function restore(path: string, options: RestoreOptions): Promise<number> {
  const given = configFrom(options);
  const lines = backupLines(path);
  const headLine = (await lines.next()).value;
  const head = parseSnapshotHead(headLine);
  // Its key is not the one that the environment names, and is not put there either.
  const config = head.kind === 'demo' ? demoConfig(given) : given;
  requireKey(config, head);
  const keys = await keysFor(path, head, options.keys ?? keysBeside(path));
  const { store } = openEvidence(config);
  const beside = evidenceBeside(path);
  await requireRoomFor(beside, store);
  // Numbers are set behind the restored ones, which only the owner of the tables may do.
  const database = await openAsTableOwner(config, 'restore');
  const { db } = database;
  try {
    if (database.reach === 'owner') await migrate(db);
    // The key first: records without their key would be worse than a key without records.
    putKey(config, head);
    const vault = createVault(readMasterKey(config.vaultKeyFile));
    const now = new Date();
    let logName = '';
    const rows = await readSnapshot(db, headLine ?? '', lines, keys, async (tx) => {
      // With the rows: a log that goes on under its old name contradicts the checkpoints that others hold.
      logName = await renameRestoredLog(tx, vault, now);
    });
    // What waited in the backup comes before the entry of this restore.
    await sequence(db, vault);
    await appendEntry(db, {
      kind: 'backup.restored',
      actor: 'operator:cli',
      at: now,
      subject: 'records',
      body: { madeAt: head.madeAt, rows, logName },
    });
    await eraseWhatIsDue(config, database);
    const { copied, lost } = await copyObjects(beside, store, await readStoredObjects(db));
    if (copied > 0) say(`${store.place}: ${copied} captured objects`);
    if (lost.length > 0) say(`${lost.length} captured objects are not beside the backup`);
    await sequence(db, vault);
    const report = await verifyLog(db, vault);
    if (report.fault) {
      say(`${rows} rows restored, but the log is NOT intact: ${report.fault.reason}`);
      return EXIT.data;
    }
    say(
      `${rows} rows restored from ${head.madeAt}; log intact, ${report.size} entries. Run vigie reconcile, or start.`,
    );
    return lost.length === 0 ? EXIT.done : EXIT.findings;
  } finally {
    await database.close();
  }
}

/** What is wrong with the keys is told with the names of both files. */
async function keysFor(path: string, head: SnapshotHead, keysPath: string): Promise<TextKeys> {
  try {
    return await readKeys(backupLines(keysPath), head);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `${keysPath}, for ${path}: ${error.message}`, {}, { cause: error });
  }
}

/**
 * An old backup holds texts whose time is over by now. They go before anybody can open the records, with a certificate, and
 * not when the scheduler first comes by; what was erased before its time has no key any more.
 * The store is left as it is: in a drill it may be the real one, whose records still name what these give up. A worker removes
 * from it once these records are the ones that count.
 */
async function eraseWhatIsDue(
  config: Config,
  { db, pool, reach }: Awaited<ReturnType<typeof openAsTableOwner>>,
): Promise<void> {
  await eraseDueTexts(
    {
      db,
      vault: createVault(readMasterKey(config.vaultKeyFile)),
      policy: loadPolicy(config.configDir),
      logger: commandLogger(config),
      afterErasure: async () => {
        if (reach === 'owner') await scrubErased(pool);
      },
    },
    new Date(),
  );
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
