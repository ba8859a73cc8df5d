import { type Kysely, Migrator, sql } from 'kysely';
import { AppError, codeOf, messageOf } from '../runtime/errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Schema } from './schema.ts';

/**
 * Brings the database to this program's schema, under an advisory lock, so that any number of processes may start at
 * once.
 * @returns the names applied now
 * @throws AppError `storage.newer-schema` when the database holds a migration that this program does not know
 */
export async function migrate(db: Kysely<Schema>): Promise<string[]> {
  await sql`create schema if not exists vigie`.execute(db).catch(ignoreRace);
  await refuseNewer(db);
  const applied = await applyPending(db);
  await drawReceiptSalt(db);
  return applied;
}

/** Where nothing is pending, the migrator is not asked: it reads the whole catalogue several times before it knows that. */
async function applyPending(db: Kysely<Schema>): Promise<string[]> {
  if ((await pendingMigrations(db)).length === 0) return [];
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
    migrationTableSchema: 'vigie',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migration_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new AppError('storage.unavailable', `migration failed: ${messageOf(error)}`, {}, { cause: error });
  }
  return (results ?? [])
    .filter((result) => result.status === 'Success')
    .map((result) => result.migrationName);
}

/** The cluster that embedded records begin from comes migrated, and without a salt: each installation has one of its own. */
async function drawReceiptSalt(db: Kysely<Schema>): Promise<void> {
  await sql`
    insert into vigie.public_facts (receipt_salt)
    select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
    where not exists (select from vigie.public_facts) on conflict do nothing
  `.execute(db);
}

/** `if not exists` still races on the catalogue's unique index when two processes create the schema at once. */
function ignoreRace(error: unknown): void {
  const code = codeOf(error);
  if (code !== '23505' && code !== '42P06') throw error;
}

/**
 * @throws AppError `storage.newer-schema`
 */
export async function refuseNewer(db: Kysely<Schema>): Promise<void> {
  const unknown = (await appliedMigrations(db)).filter((name) => !(name in MIGRATIONS));
  if (unknown.length === 0) return;
  throw new AppError(
    'storage.newer-schema',
    `expected a database of this version or older, found the newer migrations ${unknown.join(', ')}; ` +
      'run the newer Vigie that wrote it, or restore a backup of this version',
    { unknown },
  );
}

/** Names of the migrations this program has and the database lacks. */
export async function pendingMigrations(db: Kysely<Schema>): Promise<string[]> {
  const applied = new Set(await appliedMigrations(db));
  return Object.keys(MIGRATIONS).filter((name) => !applied.has(name));
}

async function appliedMigrations(db: Kysely<Schema>): Promise<string[]> {
  const known = await sql<{
    found: boolean;
  }>`select to_regclass('vigie.migrations') is not null as found`.execute(db);
  if (known.rows[0]?.found !== true) return [];
  const applied = await sql<{ name: string }>`select name from vigie.migrations order by name`.execute(db);
  return applied.rows.map((row) => row.name);
}
