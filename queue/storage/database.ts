import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { AppError, messageOf } from '../runtime/errors.ts';
import { makeDirectory } from '../runtime/make-directory.ts';
import { isAlive, type Owner, type OwnerLock, readOwner, takeOwnerLock } from './owner-lock.ts';
import { OwnerPool } from './owner-pool.ts';
import { serveOwner } from './owner-server.ts';
import { openPgliteSession } from './pglite-session.ts';
import type { Schema } from './schema.ts';
import { SessionPool } from './session-pool.ts';
import type { SqlPool } from './sql-pool.ts';

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
  close(): Promise<void>;
}

export type DatabaseOptions =
  | { readonly kind: 'server'; readonly url: string; readonly maxConnections?: number }
  | {
      readonly kind: 'embedded';
      readonly directory: string;
      readonly command: string;
      /** Whether a directory owned by another process may be reached through it. */
      readonly mayUseOwner: boolean;
    }
  | { readonly kind: 'memory' };

/**
 * Opens the records.
 * @throws AppError `storage.owned`, `storage.unwritable`, `storage.unavailable`
 */
export function openDatabase(options: DatabaseOptions): Promise<Database> {
  switch (options.kind) {
    case 'server':
      return openServer(options.url, options.maxConnections ?? 12);
    case 'embedded':
      return openEmbedded(options.directory, options.command, options.mayUseOwner);
    case 'memory':
      return openMemory();
  }
}

async function openServer(url: string, maxConnections: number): Promise<Database> {
  const types = new pg.TypeOverrides();
  // int8 as number, as the embedded database is set: counts and ids stay far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, types, keepAlive: true });
  // A lost idle connection is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The same for a connection that is lost while a transaction waits between two statements.
  pool.on('connect', (client) => client.on('error', () => undefined));
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
  return { reach: 'server', db, desk: db, pool: pool as unknown as SqlPool, close: () => pool.end() };
}

async function openMemory(): Promise<Database> {
  return ownDatabase(new SessionPool(await openPgliteSession(null)), async () => undefined);
}

async function openEmbedded(directory: string, command: string, mayUseOwner: boolean): Promise<Database> {
  makeDataDirectory(directory);
  const holder = readOwner(directory);
  if (mayUseOwner && holder && isAlive(holder) && holder.pid !== process.pid) {
    const pool = await reachOwner(directory, holder);
    const db = kyselyOver(pool);
    return { reach: 'through-owner', db, desk: db, pool, close: () => pool.end() };
  }
  const lock = takeOwnerLock(directory, command);
  try {
    return await openOwned(directory, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** An owner that is still opening its records (a first start takes some seconds) does not answer yet. */
const OWNER_STARTS_MS = 20_000;

async function reachOwner(directory: string, holder: Owner): Promise<OwnerPool> {
  const end = Date.now() + OWNER_STARTS_MS;
  const pool = new OwnerPool(directory);
  for (;;) {
    try {
      await pool.query('select 1');
      return pool;
    } catch (error) {
      if (Date.now() > end || !isAlive(holder)) throw error;
      await pause(100);
    }
  }
}

async function openOwned(directory: string, lock: OwnerLock): Promise<Database> {
  const pool = new SessionPool(await openPgliteSession(join(directory, 'records')));
  const server = await serveOwner(pool, directory);
  return ownDatabase(pool, async () => {
    await server.close();
    lock.release();
  });
}

function ownDatabase(pool: SessionPool, afterClose: () => Promise<void>): Database {
  return {
    reach: 'owner',
    db: kyselyOver(pool),
    desk: kyselyOver(pool.lane('interactive')),
    pool,
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
