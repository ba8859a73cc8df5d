import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { AppError, messageOf } from '../runtime/errors.ts';
import { makeDirectory } from '../runtime/make-directory.ts';
import { isAlive, type OwnerLock, readOwner, takeOwnerLock } from '../runtime/owner-lock.ts';
import { isForbidden, RUN_AS_VIGIE } from '../runtime/whose-files.ts';
import { OwnerPool } from './owner-pool.ts';
import { serveOwner } from './owner-server.ts';
import { openPgliteSession } from './pglite-session.ts';
import type { Schema } from './schema.ts';
import { openServerPool, type ServerLimits } from './server-pool.ts';
import { SessionPool } from './session-pool.ts';
import type { SqlPool, SqlSession } from './sql-pool.ts';

/** A server that is away comes back: its pool dials again. */
const NEVER = new Promise<Error>(() => undefined);

/** How this process reaches the records. */
export type Reach =
  /** Embedded, and this process owns the directory. */
  | 'owner'
  /** Embedded, through the process that owns the directory. */
  | 'through-owner'
  /** A PostgreSQL server. */
  | 'server';

export interface Database {
  readonly reach: Reach;
  /** Kysely for machines' work; in the embedded profile it waits behind `desk`. */
  readonly db: Kysely<Schema>;
  /** Kysely for a person who waits at a page. */
  readonly desk: Kysely<Schema>;
  readonly pool: SqlPool;
  /** Settles when the embedded database has ended by itself: nothing works any more, and the process should end. */
  readonly lost: Promise<Error>;
  close(): Promise<void>;
}

export type DatabaseOptions =
  | {
      readonly kind: 'server';
      readonly url: string;
      readonly maxConnections?: number;
      /** Shorter ones for tests. */
      readonly limits?: ServerLimits;
    }
  | {
      readonly kind: 'embedded';
      readonly directory: string;
      readonly command: string;
      /** Whether a directory owned by another process may be reached through it. */
      readonly mayUseOwner: boolean;
      /** Whether records must lie there already: none are begun, and nothing is written where there are none. */
      readonly mustExist?: boolean;
    }
  | {
      readonly kind: 'memory';
      /** Begins from this database cluster, a tar file, instead of the one that the build made. */
      readonly cluster?: string;
    };

/**
 * Opens the records.
 * @throws AppError `storage.none`, `storage.owned`, `storage.unwritable`, `storage.unavailable`
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  switch (options.kind) {
    case 'server':
      return openServer(options);
    case 'embedded':
      return openEmbedded(options);
    case 'memory':
      return openMemory(options.cluster);
  }
}

async function openServer({
  url,
  maxConnections = 12,
  limits,
}: Extract<DatabaseOptions, { kind: 'server' }>): Promise<Database> {
  const pool = openServerPool(url, maxConnections, limits);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw new AppError(
      'storage.unavailable',
      `expected PostgreSQL to answer at ${hostOf(url)}, but ${messageOf(error)}; check VIGIE_DATABASE_URL and the server`,
      {},
      { cause: error },
    );
  }
  const db = kyselyOver(pool as unknown as SqlPool);
  return {
    reach: 'server',
    db,
    desk: db,
    pool: pool as unknown as SqlPool,
    lost: NEVER,
    close: () => pool.end(),
  };
}

async function openMemory(cluster: string | undefined): Promise<Database> {
  const session = await openPgliteSession(null, cluster);
  return ownDatabase(session, new SessionPool(session), async () => undefined);
}

/** The folder of a data directory that holds the embedded database. */
const RECORDS = 'records';

/**
 * How long another owner is waited for, ms: one that is still opening its records does not answer yet (a first start takes some
 * seconds), and a short command such as `status`, for which `start` waits, takes as long on a busy machine.
 */
const OWNER_MOVES_MS = 20_000;

async function openEmbedded(options: Extract<DatabaseOptions, { kind: 'embedded' }>): Promise<Database> {
  const { directory, command, mayUseOwner, mustExist = false } = options;
  if (!mustExist) makeDataDirectory(directory);
  const end = Date.now() + OWNER_MOVES_MS;
  for (;;) {
    try {
      const reached = mayUseOwner ? await reachOwner(directory) : undefined;
      if (reached !== undefined) return reached;
      if (mustExist) requireRecords(directory);
      return await takeAndOpen(directory, command);
    } catch (error) {
      // Between looking and taking, another command may have come or gone; records that do not open have no other owner to wait for.
      const mayPass =
        error instanceof AppError &&
        (error.code === 'storage.owned' || (mayUseOwner && error.code === 'storage.unavailable'));
      if (!mayPass || Date.now() > end || (!mayUseOwner && error.details.command === 'start')) throw error;
      await pause(100);
    }
  }
}

function requireRecords(directory: string): void {
  if (mayHoldRecords(directory)) return;
  throw new AppError(
    'storage.none',
    `expected records in ${directory}, found none; name their directory with --data DIR or VIGIE_DATA_DIR, ` +
      'or begin an installation there with vigie start',
    { directory },
  );
}

/** PostgreSQL's own mark of a directory that it has made. What cannot be looked at is left to whoever opens it. */
function mayHoldRecords(directory: string): boolean {
  try {
    return statSync(join(directory, RECORDS, 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

async function takeAndOpen(directory: string, command: string): Promise<Database> {
  const lock = takeOwnerLock(directory, command);
  try {
    return await openOwned(directory, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The records through their living owner; `undefined` where nobody owns them. */
async function reachOwner(directory: string): Promise<Database | undefined> {
  const holder = readOwner(directory);
  if (!holder || !isAlive(holder) || holder.pid === process.pid) return undefined;
  const pool = new OwnerPool(directory);
  await pool.query('select 1');
  const db = kyselyOver(pool);
  return { reach: 'through-owner', db, desk: db, pool, lost: NEVER, close: () => pool.end() };
}

/** Its files are written with mode 0666: the folder above them keeps other users out. */
function closeToOthers(records: string): void {
  try {
    makeDirectory(records);
    chmodSync(records, 0o700);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    throw new AppError(
      'storage.unwritable',
      `expected records of this user in ${records}, but they are another user's (${messageOf(error)}); ${RUN_AS_VIGIE}`,
      { path: records },
      { cause: error },
    );
  }
}

async function openOwned(directory: string, lock: OwnerLock): Promise<Database> {
  const records = join(directory, RECORDS);
  closeToOthers(records);
  const session = await openPgliteSession(records);
  const pool = new SessionPool(session);
  const server = await serveOwner(pool, directory);
  return ownDatabase(session, pool, async () => {
    await server.close();
    lock.release();
  });
}

function ownDatabase(session: SqlSession, pool: SessionPool, afterClose: () => Promise<void>): Database {
  return {
    reach: 'owner',
    db: kyselyOver(pool),
    desk: kyselyOver(pool.lane('interactive')),
    pool,
    lost: session.lost,
    async close() {
      await pool.end();
      await afterClose();
    },
  };
}

function kyselyOver(pool: SqlPool): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
}

function makeDataDirectory(directory: string): void {
  try {
    makeDirectory(directory);
  } catch (error) {
    throw new AppError(
      'storage.unwritable',
      `expected a data directory at ${directory}, but it cannot be made (${messageOf(error)}); ` +
        'choose another with --data DIR or VIGIE_DATA_DIR',
      { directory },
      { cause: error },
    );
  }
}

/** Host and port without user and password. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'an unreadable address';
  }
}
