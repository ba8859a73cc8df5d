import { readFileSync, renameSync, rmSync } from 'node:fs';
import { sequence } from '../../../queue/log/index.ts';
import { AppError, messageOf } from '../../../queue/runtime/errors.ts';
import {
  KeyCollector,
  readStoredObjects,
  unreadableTables,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { backUpObjects } from '../backup-evidence.ts';
import { leftDrafts } from '../backup-files.ts';
import { type BackupPlaces, backupPlaces, COMPRESSED } from '../backup-places.ts';
import { takeTurn } from '../backup-turn.ts';
import { writeCompressed } from '../compressed-lines.ts';
import { beforeEnding } from '../ending-signals.ts';
import { openEvidence } from '../evidence.ts';
import { EXIT } from '../exit.ts';
import { openOutputFile } from '../output-file.ts';
import { draftOf, folderOf, type OutputPlace } from '../output-place.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import type { Records } from '../records.ts';
import { say, warn } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export interface BackupOptions extends SharedOptions {
  readonly includeVaultKey?: boolean;
  readonly withoutVaultKey?: boolean;
  readonly keys?: string;
}

/**
 * Writes all records to one compressed file of mode 0600, over an earlier one of its name and nothing else, and the keys of the texts
 * to another that replaces the last one: what was erased since is in no file of keys any more. Whether the vault key goes along is the
 * operator's explicit choice: with it the two files open every sealed text, without it they are useless. What was captured goes into
 * a folder beside them, encrypted as it is; keys of captures are those of their texts.
 */
export async function backup(path: string, options: BackupOptions): Promise<number> {
  if ((options.includeVaultKey === true) === (options.withoutVaultKey === true)) {
    throw new AppError(
      'usage.invalid',
      'expected one of --include-vault-key (whoever has the file can read every sealed text) and --without-vault-key ' +
        '(without the key, kept elsewhere, the file can never be read)',
    );
  }
  const given = configFrom(options);
  const run = async (records: Records) => {
    await requireSight(records.database.db);
    const owns = { these: records.config, environment: given };
    const places = await backupPlaces({ path, keys: options.keys }, owns, records.vault.fingerprint);
    const leave = await takeTurn([places.records, places.keys]);
    const unlisten = beforeEnding(() => {
      removeDrafts(places);
      leave();
    });
    try {
      await removeLeftDrafts(places, records.vault.fingerprint);
      return await write(path, options, records, places);
    } finally {
      unlisten();
      leave();
    }
  };
  // What the public reported is in a backup, too, and out of sight for the role of the processes.
  return withRecords(options, 'backup', run, { asTableOwner: true });
}

/** A draft that cannot be removed keeps no backup from being made. */
async function removeLeftDrafts({ records, keys }: BackupPlaces, fingerprint: string): Promise<void> {
  for (const folder of new Set([folderOf(records), folderOf(keys)]))
    for (const draft of await leftDrafts(folder, fingerprint)) {
      try {
        rmSync(draft, { force: true });
        say(`${draft}: removed, the draft of a backup that was ended before it was whole`);
      } catch (error) {
        warn(
          `expected to remove ${draft}, the draft of a backup that was ended, but ${messageOf(error)}; remove it: the vault key may be in it`,
        );
      }
    }
}

/** Said before anything is written, and with the way on: a refusal in the middle names a table and nothing to do about it. */
async function requireSight(db: Records['database']['db']): Promise<void> {
  const hidden = await unreadableTables(db);
  if (hidden.length === 0) return;
  throw new AppError(
    'config.invalid',
    `expected a role that may read all tables of the records, found one that may not read ${hidden.join(', ')}; name the address of ` +
      'the owner of the tables in VIGIE_OWNER_DATABASE_URL (docs/operating.md, "Backup"); nothing was written',
  );
}

async function write(
  path: string,
  options: BackupOptions,
  records: Records,
  places: BackupPlaces,
): Promise<number> {
  const { db } = records.database;
  await sequence(db, records.vault);
  const vaultKey = options.includeVaultKey ? readFileSync(records.config.vaultKeyFile, 'utf8') : null;
  const madeAt = new Date().toISOString();
  const keys = new KeyCollector();
  const drafts = draftsOf(places);
  try {
    await writeCompressed(
      openOutputFile(drafts.records, COMPRESSED),
      drafts.records,
      writeSnapshot(db, { madeAt, vaultKey }, keys),
    );
    const made = { madeAt, fingerprint: records.vault.fingerprint };
    await writeCompressed(openOutputFile(drafts.keys, COMPRESSED), drafts.keys, keys.lines(made));
    // Keys first: the records before are restored with newer keys as with their own, but keys that are older than their
    // records lack those of the newest texts.
    giveName(drafts.keys, places.keys);
    giveName(drafts.records, places.records);
  } finally {
    removeDrafts(places);
  }
  say(
    `${path}: all records, ${options.includeVaultKey ? 'with' : 'WITHOUT'} the vault key ${records.vault.fingerprint}\n` +
      `${places.keys}: the keys of the texts that exist now; it replaces the one before, keep no other copy`,
  );
  const { beside } = places;
  const { store } = openEvidence(records.config);
  const { kept, copied, lost } = await backUpObjects(store, beside, () => readStoredObjects(db));
  say(`${beside.place}: ${kept} captured objects, ${copied} of them new`);
  if (lost.length === 0) return EXIT.done;
  say(`${lost.length} objects that captures name are not in the store; run vigie doctor`);
  return EXIT.findings;
}

function draftsOf({ records, keys }: BackupPlaces) {
  return { records: draftOf(records), keys: draftOf(keys) };
}

function removeDrafts(places: BackupPlaces): void {
  for (const draft of Object.values(draftsOf(places))) rmSync(draft, { force: true });
}

/** Drafts are renamed once they are whole: a file that was interrupted never has the name of a whole one. */
function giveName(draft: OutputPlace, path: OutputPlace): void {
  try {
    renameSync(draft, path);
  } catch (error) {
    throw new AppError(
      'storage.unwritable',
      `expected to put a file at ${path}, but ${messageOf(error)}; remove what is there, or choose another place`,
      { path },
      { cause: error },
    );
  }
}
