import type { Kysely } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

const VAULT_SETTING = 'vault.fingerprint';

/**
 * Binds the records to the vault key they are sealed under, at the first start.
 * @throws AppError `vault.key` when the records were sealed under another key
 */
export async function bindVault(db: Kysely<Schema>, fingerprint: string): Promise<void> {
  await db
    .insertInto('vigie.settings')
    .values({ name: VAULT_SETTING, value: fingerprint })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const bound = await boundVault(db);
  if (bound === fingerprint) return;
  throw new AppError(
    'vault.key',
    `expected the vault key ${bound} that these records are sealed under, found the key ${fingerprint}; ` +
      'put the right key file back (it is in the backup)',
    { expected: bound, found: fingerprint },
  );
}

/** Fingerprint of the key the records are sealed under; `undefined` for new records. */
export async function boundVault(db: Kysely<Schema>): Promise<string | undefined> {
  const row = await db
    .selectFrom('vigie.settings')
    .select('value')
    .where('name', '=', VAULT_SETTING)
    .executeTakeFirst();
  return row?.value;
}
