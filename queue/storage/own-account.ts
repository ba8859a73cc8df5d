import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import type { Schema } from './schema.ts';

/** A passkey as its holder sees it. */
export interface OwnPasskeyRow {
  readonly id: string;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
}

export interface OwnSessionRow {
  readonly hash: Uint8Array;
  readonly method: SignInMethod;
  readonly openedAt: Date;
  readonly seenAt: Date;
}

export async function readOwnPasskeys(db: Kysely<Schema>, accountId: string): Promise<OwnPasskeyRow[]> {
  const rows = await db
    .selectFrom('vigie.passkeys')
    .select(['id', 'added_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({ id: row.id, addedAt: row.added_at, lastUsedAt: row.last_used_at }));
}

export async function readOwnSessions(db: Kysely<Schema>, accountId: string): Promise<OwnSessionRow[]> {
  const rows = await db
    .selectFrom('vigie.sessions')
    .select(['token_hash', 'method', 'opened_at', 'seen_at'])
    .where('account_id', '=', accountId)
    .orderBy('opened_at', 'desc')
    .execute();
  return rows.map((row) => ({
    hash: row.token_hash,
    method: row.method,
    openedAt: row.opened_at,
    seenAt: row.seen_at,
  }));
}

export async function countRecoveryCodes(db: Kysely<Schema>, accountId: string): Promise<number> {
  const row = await db
    .selectFrom('vigie.recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return Number(row?.left ?? 0);
}

/** @returns whether there was a password to change */
export async function setPasswordHash(
  tx: Kysely<Schema>,
  accountId: string,
  hash: string,
  at: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('vigie.passwords')
    .set({ hash, set_at: at })
    .where('account_id', '=', accountId)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns whether it had one */
export async function deletePassword(tx: Kysely<Schema>, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('vigie.passwords')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  await tx.deleteFrom('vigie.recovery_codes').where('account_id', '=', accountId).execute();
  return numDeletedRows > 0n;
}

/** @returns whether it was one of the account's */
export async function deletePasskey(tx: Kysely<Schema>, accountId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('vigie.passkeys')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends one session of the account, or all but the one that is kept. @returns how many */
export async function deleteOwnSessions(
  tx: Kysely<Schema>,
  accountId: string,
  which: { readonly only: Uint8Array } | { readonly but: Uint8Array },
): Promise<number> {
  const rows = await tx
    .deleteFrom('vigie.sessions')
    .where('account_id', '=', accountId)
    .where('token_hash', 'only' in which ? '=' : '!=', 'only' in which ? which.only : which.but)
    .returning('method')
    .execute();
  return rows.length;
}
