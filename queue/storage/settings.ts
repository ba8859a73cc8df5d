import type { Kysely } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

const VAULT_SETTING = 'vault.fingerprint';

/**
 * Binds a name to a value at the first start, and never to another.
 * @returns what it is bound to
 */
export async function bindSetting(db: Kysely<Schema>, name: string, value: string): Promise<string> {
  await db
    .insertInto('vigie.settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return (await readSetting(db, name)) ?? value;
}

export async function readSetting(db: Kysely<Schema>, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('vigie.settings')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/**
 * Binds the records to the vault key they are sealed under, at the first start.
 * @throws AppError `vault.key` when the records were sealed under another key
 */
export async function bindVault(db: Kysely<Schema>, fingerprint: string): Promise<void> {
  const bound = await bindSetting(db, VAULT_SETTING, fingerprint);
  if (bound === fingerprint) return;
  throw new AppError(
    'vault.key',
    `expected the vault key ${bound} that these records are sealed under, found the key ${fingerprint}; ` +
      'put the right key file back (it is in the backup)',
    { expected: bound, found: fingerprint },
  );
}

/** Fingerprint of the key the records are sealed under; `undefined` for new records. */
export function boundVault(db: Kysely<Schema>): Promise<string | undefined> {
  return readSetting(db, VAULT_SETTING);
}

const KIND_SETTING = 'records.kind';
type RecordsKind = 'demo' | 'real';

/** Which posts the records hold; `undefined` where none came yet. */
export async function readKind(db: Kysely<Schema>): Promise<RecordsKind | undefined> {
  return (await readSetting(db, KIND_SETTING)) as RecordsKind | undefined;
}

/**
 * Keeps fictional and real posts apart: a directory holds one kind for good, from its first start.
 * @throws AppError `config.invalid` when it holds the other
 */
export async function bindKind(db: Kysely<Schema>, kind: RecordsKind): Promise<void> {
  refuseOtherKind(await bindSetting(db, KIND_SETTING, kind), kind);
}

/** @throws AppError `config.invalid` when records that are `bound` hold another kind than is wanted */
export function refuseOtherKind(bound: string | undefined, kind: RecordsKind): void {
  if (bound === undefined || bound === kind) return;
  throw new AppError(
    'config.invalid',
    kind === 'real'
      ? 'expected a data directory for real posts, found one that holds the demo; choose another with --data DIR, or delete it'
      : 'expected a data directory for the demo, found one that holds real posts; choose another with --data DIR',
  );
}
