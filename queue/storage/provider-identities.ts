import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

export type IdentityHash =
  | { readonly subject: Uint8Array }
  | { readonly expected: Uint8Array; readonly until: Date };

/** Who an account is at the provider; takes the place of what was there. */
export async function putIdentity(tx: Kysely<Schema>, accountId: string, hash: IdentityHash): Promise<void> {
  const values = {
    subject_hash: 'subject' in hash ? hash.subject : null,
    expected_hash: 'expected' in hash ? hash.expected : null,
    expected_until: 'expected' in hash ? hash.until : null,
  };
  await tx
    .insertInto('vigie.provider_identities')
    .values({ account_id: accountId, ...values })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(values))
    .execute();
}

/** The account of a subject, or the one that still waits for this address. */
export async function findIdentity(
  tx: Kysely<Schema>,
  subject: Uint8Array,
  expected: Uint8Array | null,
  now: Date,
): Promise<{ accountId: string; isTied: boolean } | undefined> {
  const { rows } = await sql<{ account_id: string; is_tied: boolean }>`
    select account_id, subject_hash is not null as is_tied from vigie.provider_identities
    where subject_hash = ${subject} or (expected_hash = ${expected}::bytea and expected_until > ${now})
    order by subject_hash is null limit 1
  `.execute(tx);
  return rows[0] && { accountId: rows[0].account_id, isTied: rows[0].is_tied };
}

/** Whether somebody at the provider has signed in as this account, or is named by their subject there. */
export async function isTiedToProvider(tx: Kysely<Schema>, accountId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('vigie.provider_identities')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('subject_hash', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose an identity is already; `undefined`: nobody's. */
export async function readIdentityHolder(
  tx: Kysely<Schema>,
  hash: IdentityHash,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('vigie.provider_identities')
    .select('account_id')
    .where((where) =>
      'subject' in hash
        ? where('subject_hash', '=', hash.subject)
        : where('expected_hash', '=', hash.expected),
    )
    .executeTakeFirst();
  return row?.account_id;
}
