import { bindLogOrigin } from '../../queue/log/index.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import {
  bindIntake,
  bindKind,
  bindVault,
  boundVault,
  type Database,
  migrate,
  openDatabase,
  pendingMigrations,
  refuseNewer,
} from '../../queue/storage/index.ts';
import {
  createMasterKey,
  createVault,
  hasMasterKey,
  type MasterKey,
  readMasterKey,
  type Vault,
} from '../../queue/vault/index.ts';
import { configOn, type OwnConfig } from './demo-config.ts';
import { warn } from './terminal.ts';

export interface Records extends OwnConfig {
  readonly database: Database;
  readonly vault: Vault;
  readonly key: MasterKey;
  /** Which records these are, for people: the data directory, or server and database. */
  readonly place: string;
  /** Whether this opening began an embedded installation: nothing was ever sealed there before. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Shown to whoever finds the directory owned. */
  readonly command: string;
  /** Whether another process's embedded database may be used through it. */
  readonly mayUseOwner: boolean;
  /**
   * Whether the command begins an installation where there is none. Whatever else is asked of an empty directory is meant
   * for another one, and an answer about nothing would pass for one about that.
   * @defaultValue false
   */
  readonly mayBegin?: boolean;
  /** What the records are to be for good, for whoever knows; those that are of the other kind are not opened. */
  readonly kind?: 'demo' | 'real';
}

/** Opens the database of this configuration, without looking at its schema. */
function openConfigured(
  config: Config,
  { mayBegin = false, command, mayUseOwner }: OpenOptions,
): Promise<Database> {
  return openDatabase(
    config.databaseUrl === undefined
      ? { kind: 'embedded', directory: config.dataDir, command, mayUseOwner, mustExist: !mayBegin }
      : { kind: 'server', url: config.databaseUrl },
  );
}

function placeOf({ databaseUrl, dataDir }: Config): string {
  if (databaseUrl === undefined) return dataDir;
  // It has been dialled, but drivers take more than URLs; user and password are nobody's to read.
  if (!URL.canParse(databaseUrl)) return 'the database of VIGIE_DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

/**
 * Opens the records with the vault they are sealed under. The owner of an embedded directory migrates it; a server is
 * migrated by `vigie migrate` alone.
 * @throws AppError `storage.*`, `vault.key`; `storage.none` where a command that begins no installation finds none
 */
export async function openRecords(config: Config, options: OpenOptions): Promise<Records> {
  const database = await openConfigured(config, options);
  try {
    if (database.reach === 'owner') await migrate(database.db);
    else await requireMigrated(database);
    const own = await configOn(config, database.db, options.kind);
    const isNew = database.reach === 'owner' && (await boundVault(database.db)) === undefined;
    const key = await readKey(own.config, database);
    const vault = createVault(key);
    await bindLogOrigin(database.db, vault, own.config.logOrigin);
    await bindIntake(database.db, await vault.intake.recipient());
    // Last: a directory that could not be opened as one kind is not lost for the other.
    if (options.kind !== undefined) await bindKind(database.db, options.kind);
    const place = placeOf(own.config);
    return { ...own, database, vault, key, place, isNew, close: () => database.close() };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Says that a command which takes posts in has begun records: whoever forgot to name others would look for them there in vain. */
export function tellOfNewRecords({ isNew, place }: Records): void {
  if (!isNew) return;
  warn(
    `begins new records in ${place}; what they hold is seen and erased only while vigie start runs there. ` +
      'If others are meant, stop this and name their directory with --data DIR or VIGIE_DATA_DIR',
  );
}

/** Opens or begins the database as the role that owns the tables, where the configuration names one. */
export function openAsTableOwner(config: Config, command: string): Promise<Database> {
  return openConfigured(asTableOwner(config), { command, mayUseOwner: false, mayBegin: true });
}

/** Which records those are, for people. */
export function tableOwnerPlace(config: Config): string {
  return placeOf(asTableOwner(config));
}

/** For what the role of the processes may not do or see; as they are where no owner is named. */
export function asTableOwner(config: Config): Config {
  return { ...config, databaseUrl: config.ownerDatabaseUrl ?? config.databaseUrl };
}

/** What brings the schema up to date. On a server new tables need their rights, too, and only their owner may grant those. */
export function howToMigrate(reach: Database['reach']): string {
  if (reach !== 'server') return 'run vigie migrate';
  return 'run vigie migrate as the owner of the tables, with --app-role and the other roles as at first (docs/operating.md, "Upgrade")';
}

/** @throws AppError `storage.*` where the schema is another version's */
export async function requireMigrated({ db, reach }: Database): Promise<void> {
  await refuseNewer(db);
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return;
  throw new AppError(
    'storage.unavailable',
    `expected the records to have this version's schema, but ${pending.length} migration(s) are missing; ${howToMigrate(reach)}`,
    { pending },
  );
}

/** A key is made only for records that were never sealed under another. */
async function readKey(config: Config, { db }: Database): Promise<MasterKey> {
  const bound = await boundVault(db);
  if (bound === undefined && !hasMasterKey(config.vaultKeyFile)) {
    createMasterKey(config.vaultKeyFile);
  }
  const key = readMasterKey(config.vaultKeyFile);
  await bindVault(db, key.fingerprint);
  return key;
}
