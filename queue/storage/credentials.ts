import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';
import type { PasskeyTable } from './schema-accounts.ts';

export interface PasswordRow {
  readonly hash: string;
  readonly totpKey: Uint8Array;
  readonly totpSealed: Uint8Array;
}

export async function putPassword(
  tx: Kysely<Schema>,
  accountId: string,
  { hash, totpKey, totpSealed }: PasswordRow,
  totpStep: number,
  at: Date,
): Promise<void> {
  const values = {
    hash,
    totp_key: totpKey,
    totp_sealed: totpSealed,
    totp_step: totpStep,
    set_at: at,
  };
  await tx
    .insertInto('vigie.passwords')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

export async function readPassword(db: Kysely<Schema>, accountId: string): Promise<PasswordRow | undefined> {
  const row = await db
    .selectFrom('vigie.passwords')
    .select(['hash', 'totp_key', 'totp_sealed'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { hash: row.hash, totpKey: row.totp_key, totpSealed: row.totp_sealed };
}

/** Takes the code of a time step once. @returns whether it was not taken before, by this or a later step */
export async function takeTotpStep(tx: Kysely<Schema>, accountId: string, step: number): Promise<boolean> {
  const row = await tx
    .updateTable('vigie.passwords')
    .set({ totp_step: step })
    .where('account_id', '=', accountId)
    .where('totp_step', '<', step)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function replaceRecoveryCodes(
  tx: Kysely<Schema>,
  accountId: string,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await tx.deleteFrom('vigie.recovery_codes').where('account_id', '=', accountId).execute();
  await tx
    .insertInto('vigie.recovery_codes')
    .values(hashes.map((hash) => ({ account_id: accountId, hash })))
    .execute();
}

/** Uses a recovery code up. @returns whether it was one of the account's */
export async function takeRecoveryCode(
  tx: Kysely<Schema>,
  accountId: string,
  hash: Uint8Array,
): Promise<boolean> {
  const row = await tx
    .deleteFrom('vigie.recovery_codes')
    .where('account_id', '=', accountId)
    .where('hash', '=', hash)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What an account can sign in with, whatever it is. */
export async function deleteCredentials(tx: Kysely<Schema>, accountId: string): Promise<void> {
  for (const table of ['passwords', 'recovery_codes', 'passkeys', 'provider_identities'])
    await sql`delete from vigie.${sql.id(table)} where account_id = ${accountId}`.execute(tx);
}

/**
 * Whether somebody has joined with this account and can sign in. An identity at a provider may be stated before anybody came, so
 * it counts once the account was seen; people of a demonstration need nothing to sign in with.
 */
export async function wasJoined(tx: Kysely<Schema>, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from vigie.accounts a where a.id = ${accountId} and (
      a.is_demo
      or exists (select from vigie.passwords p where p.account_id = a.id)
      or exists (select from vigie.passkeys p where p.account_id = a.id)
      or a.last_seen_at is not null and exists (
        select from vigie.provider_identities p where p.account_id = a.id and p.subject_hash is not null))
  `.execute(tx);
  return rows.length > 0;
}

export interface PasskeyRow {
  readonly id: string;
  readonly accountId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** @returns whether it was put; not where the records have one of this id, which must not become another person's */
export async function putPasskey(
  tx: Kysely<Schema>,
  accountId: string,
  { id, publicKey, counter, transports }: Omit<PasskeyRow, 'accountId'>,
  at: Date,
): Promise<boolean> {
  const put = await tx
    .insertInto('vigie.passkeys')
    .values({
      id,
      account_id: accountId,
      public_key: publicKey,
      counter,
      transports: [...transports],
      added_at: at,
      last_used_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return put !== undefined;
}

export async function readPasskey(db: Kysely<Schema>, id: string): Promise<PasskeyRow | undefined> {
  const row = await db.selectFrom('vigie.passkeys').selectAll().where('id', '=', id).executeTakeFirst();
  return row && passkeyOf(row);
}

function passkeyOf(row: PasskeyTable): PasskeyRow {
  return {
    id: row.id,
    accountId: row.account_id,
    publicKey: row.public_key,
    counter: row.counter,
    transports: row.transports,
  };
}

/**
 * Notes a passkey's use. A counter that does not go up is a copy of it (WebAuthn 6.1.1); those that keep none stay at 0.
 * @returns whether it counts
 */
export async function takePasskeyCounter(
  tx: Kysely<Schema>,
  id: string,
  counter: number,
  at: Date,
): Promise<boolean> {
  const { rows } = await sql`
    update vigie.passkeys set counter = ${counter}, last_used_at = ${at}
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0))
    returning id
  `.execute(tx);
  return rows.length > 0;
}
