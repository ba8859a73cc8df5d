import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** A new link of an account, or of the first one (`null`), takes the place of every earlier one. */
export async function replaceLink(
  tx: Kysely<Schema>,
  hash: Uint8Array,
  accountId: string | null,
  at: Date,
  expiresAt: Date,
): Promise<void> {
  await tx
    .deleteFrom('vigie.sign_in_links')
    .where('account_id', accountId === null ? 'is' : '=', accountId)
    .execute();
  await tx
    .insertInto('vigie.sign_in_links')
    .values({ token_hash: hash, account_id: accountId, made_at: at, expires_at: expiresAt, used_at: null })
    .execute();
}

export interface OpenLink {
  readonly accountId: string | null;
  readonly expiresAt: Date;
}

/** A link that was not used and has not ended. */
export async function readLink(
  db: Kysely<Schema>,
  hash: Uint8Array,
  now: Date,
): Promise<OpenLink | undefined> {
  const row = await db
    .selectFrom('vigie.sign_in_links')
    .select(['account_id', 'expires_at'])
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { accountId: row.account_id, expiresAt: row.expires_at };
}

/** Uses a link up. @returns whether this call did: of two at once one does */
export async function useLink(tx: Kysely<Schema>, hash: Uint8Array, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('vigie.sign_in_links')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('made_at')
    .executeTakeFirst();
  return row !== undefined;
}
