import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What a sign-in or an enrolment waits for, sealed. Those that have ended go at the same time. */
export async function insertCeremony(
  db: Kysely<Schema>,
  hash: Uint8Array,
  ceremony: { kind: string; wrappedKey: Uint8Array; sealed: Uint8Array; at: Date; expiresAt: Date },
): Promise<void> {
  await db.deleteFrom('vigie.ceremonies').where('expires_at', '<=', ceremony.at).execute();
  await db
    .insertInto('vigie.ceremonies')
    .values({
      token_hash: hash,
      kind: ceremony.kind,
      wrapped_key: ceremony.wrappedKey,
      sealed: ceremony.sealed,
      expires_at: ceremony.expiresAt,
    })
    .execute();
}

export interface CeremonyRow {
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

export async function readCeremony(
  db: Kysely<Schema>,
  hash: Uint8Array,
  kind: string,
  now: Date,
): Promise<CeremonyRow | undefined> {
  const row = await db
    .selectFrom('vigie.ceremonies')
    .select(['wrapped_key', 'sealed'])
    .where('token_hash', '=', hash)
    .where('kind', '=', kind)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { wrappedKey: row.wrapped_key, sealed: row.sealed };
}

/** @returns whether it was still there: a challenge is answered once */
export async function deleteCeremony(tx: Kysely<Schema>, hash: Uint8Array): Promise<boolean> {
  const row = await tx
    .deleteFrom('vigie.ceremonies')
    .where('token_hash', '=', hash)
    .returning('kind')
    .executeTakeFirst();
  return row !== undefined;
}
