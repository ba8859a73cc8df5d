import { renameRestoredLog } from '../../../queue/log/index.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { AppError } from '../../../queue/runtime/errors.ts';
import { lastOver } from '../../../queue/statistics/index.ts';
import {
  boundVault,
  closeReleases,
  type Database,
  holdRecords,
  migrate,
  parseSnapshotHead,
  readKeys,
  readSnapshot,
  type SnapshotHead,
  type TextKeys,
} from '../../../queue/storage/index.ts';
import { createVault, readMasterKey } from '../../../queue/vault/index.ts';
import { evidenceBeside, requireRoomFor } from '../backup-evidence.ts';
import { backupLines, keysBeside } from '../backup-files.ts';
import { completeRestore } from '../complete-restore.ts';
import { demoConfig } from '../demo-config.ts';
import { openEvidence } from '../evidence.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { openAsTableOwner, requireMigrated, tableOwnerPlace } from '../records.ts';
import { putKey, requireKey, takeKeyBack } from '../restored-key.ts';

export interface RestoreOptions extends SharedOptions {
  readonly keys?: string;
}

/** Reads a backup into empty records, all or nothing, and verifies the log that came with it. */
export async function restore(path: string, options: RestoreOptions): Promise<number> {
  const given = configFrom(options);
  const lines = backupLines(path);
  const headLine = (await lines.next()).value;
  const head = parseSnapshotHead(headLine);
  requireOwnPlace(given, head);
  // Its key is not the one that the environment names, and is not put there either.
  const config = head.kind === 'demo' ? demoConfig(given) : given;
  requireKey(config, head);
  const keys = await keysFor(path, head, options.keys ?? keysBeside(path));
  await requireRoomFor(evidenceBeside(path), openEvidence(config).store);
  // Numbers are set behind the restored ones, which only the owner of the tables may do.
  const database = await openAsTableOwner(config, 'restore');
  const { db } = database;
  try {
    if (database.reach === 'owner') await migrate(db);
    else await requireMigrated(database);
    await requireEmpty(database, tableOwnerPlace(config), path, head);
    const now = new Date();
    const closedThrough = lastOver(now);
    let isNewKey = false;
    let logName = '';
    const rows = await readSnapshot(db, headLine ?? '', lines, keys, async (tx) => {
      // With the rows, and when all are there: records without their key would be worse than a key without records, but what is
      // refused leaves no key behind.
      isNewKey = putKey(config, head);
      // A log that goes on under its old name contradicts the checkpoints that others hold.
      logName = await renameRestoredLog(tx, createVault(readMasterKey(config.vaultKeyFile)), now);
      // What was released since the backup is public, and these records know nothing of it.
      await closeReleases(tx, { madeAt: new Date(head.madeAt), restoredAt: now, through: closedThrough });
    }).catch(async (error: unknown) => {
      if (isNewKey && (await areEmpty(db))) takeKeyBack(config);
      throw error;
    });
    const { madeAt } = head;
    return await completeRestore({ path, config, database, now, rows, madeAt, logName, closedThrough });
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

/** A demonstration is served from a data directory alone: on a server nobody could start it, and nothing else could begin there. */
function requireOwnPlace({ databaseUrl, ownerDatabaseUrl }: Config, { kind }: SnapshotHead): void {
  if (kind !== 'demo' || (databaseUrl ?? ownerDatabaseUrl) === undefined) return;
  throw new AppError(
    'config.invalid',
    'expected a backup of an installation to restore into the database server that VIGIE_DATABASE_URL or ' +
      'VIGIE_OWNER_DATABASE_URL names, found one of a demonstration, which has its records in a data directory; unset both, and ' +
      'name the directory with --data DIR; nothing was restored',
  );
}

/** Asked before anything is read, so that the answer can name the place and the way on. */
async function requireEmpty(
  { db, reach }: Database,
  place: string,
  path: string,
  { fingerprint }: SnapshotHead,
): Promise<void> {
  if (!(await holdRecords(db))) return;
  const isOwn = fingerprint !== null && (await boundVault(db)) === fingerprint;
  throw new AppError(
    'backup.invalid',
    `expected empty records to restore into, found some at ${place} that hold posts or log entries; ` +
      (reach === 'server'
        ? 'name an empty database in VIGIE_DATABASE_URL and VIGIE_OWNER_DATABASE_URL, or unset both for one in --data DIR'
        : 'choose another with --data DIR') +
      (isOwn
        ? `; where these are the right ones and lack captured objects, vigie restore ${path} --evidence-only brings them back`
        : '') +
      '; nothing was restored',
    { place },
  );
}

/** Whoever cannot tell leaves the key where it is. */
async function areEmpty(db: Database['db']): Promise<boolean> {
  return await holdRecords(db).then(
    (taken) => !taken,
    () => false,
  );
}
