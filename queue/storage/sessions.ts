import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import type { Schema } from './schema.ts';

export interface SessionRow {
  readonly accountId: string;
  readonly method: SignInMethod;
  readonly openedAt: Date;
  readonly seenAt: Date;
}

export async function insertSession(
  tx: Kysely<Schema>,
  hash: Uint8Array,
  accountId: string,
  method: SignInMethod,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('vigie.sessions')
    .values({ token_hash: hash, account_id: accountId, method, opened_at: at, seen_at: at })
    .execute();
}

export async function readSession(db: Kysely<Schema>, hash: Uint8Array): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('vigie.sessions')
    .select(['account_id', 'method', 'opened_at', 'seen_at'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return (
    row && {
      accountId: row.account_id,
      method: row.method,
      openedAt: row.opened_at,
      seenAt: row.seen_at,
    }
  );
}

/** Notes that a session was used, and its account seen. */
export async function touchSession(
  db: Kysely<Schema>,
  hash: Uint8Array,
  accountId: string,
  at: Date,
): Promise<void> {
  await db.updateTable('vigie.sessions').set({ seen_at: at }).where('token_hash', '=', hash).execute();
  await db.updateTable('vigie.accounts').set({ last_seen_at: at }).where('id', '=', accountId).execute();
}

/** @returns whose session it was; `undefined` where there was none */
export async function deleteSession(tx: Kysely<Schema>, hash: Uint8Array): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('vigie.sessions')
    .where('token_hash', '=', hash)
    .returning('account_id')
    .executeTakeFirst();
  return row?.account_id;
}

/** @param method those that were opened so alone; by default all */
export async function deleteSessionsOf(
  tx: Kysely<Schema>,
  accountId: string,
  method?: SignInMethod,
): Promise<void> {
  await tx
    .deleteFrom('vigie.sessions')
    .where('account_id', '=', accountId)
    .$if(method !== undefined, (query) => query.where('method', '=', method ?? 'provider'))
    .execute();
}

/** Rows of sessions that ended by themselves. */
export async function pruneSessions(tx: Kysely<Schema>, seenBefore: Date): Promise<void> {
  await tx.deleteFrom('vigie.sessions').where('seen_at', '<', seenBefore).execute();
}
