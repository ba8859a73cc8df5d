import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import { forbiddenAmong } from '../contracts/role.ts';
import { readAccount } from '../storage/accounts.ts';
import type { Schema } from '../storage/schema.ts';
import {
  deleteSession,
  insertSession,
  pruneSessions,
  readSession,
  type SessionRow,
  touchSession,
} from '../storage/sessions.ts';
import { type AccountParts, logAccount } from './parts.ts';
import { type Accounts, IDLE_MINUTES, SESSION_HOURS, type SessionToken } from './port.ts';
import { hashOf, newToken } from './tokens.ts';

/** Use is noted at most this often: a reviewer's page asks several times a minute, ms. */
const TOUCH_MS = 60_000;

/** Sessions: looked up, with their account's roles, at every request, so that what changes there holds at once. */
export function createSessions({ db, clock }: AccountParts): Pick<Accounts, 'whoIs' | 'signOut'> {
  return {
    async whoIs(token, { isUse } = { isUse: true }) {
      // Told once: what was in time when the request came must not count as a use at whatever time the records answer.
      const now = clock.now();
      const hash = hashOf(token);
      const session = await readSession(db, hash);
      if (!session || isOver(session, now)) return null;
      const account = await readAccount(db, { id: session.accountId });
      if (account?.state !== 'active') return null;
      if (isUse && now - session.seenAt.getTime() >= TOUCH_MS)
        await touchSession(db, hash, session.accountId, new Date(now));
      // However they got into the records: of roles that exclude each other none counts (ACC-01).
      const isConflicted = forbiddenAmong(account.roles).length > 0;
      return {
        id: account.id,
        name: account.name,
        roles: isConflicted ? [] : account.roles,
        certificates: account.certificates,
        ...(account.writesAs === undefined ? {} : { writesAs: account.writesAs }),
        method: session.method,
        isConflicted,
      };
    },

    async signOut(token) {
      const at = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const id = await deleteSession(tx, hashOf(token));
        if (id !== undefined) await logAccount(tx, 'account.signed-out', id, id, at);
      });
    },
  };
}

/** A new session with a token of its own; nothing of an earlier one goes on in it. */
export async function openSession(
  tx: Kysely<Schema>,
  accountId: string,
  method: SignInMethod,
  at: Date,
): Promise<SessionToken> {
  const token = newToken();
  await pruneSessions(tx, new Date(at.getTime() - IDLE_MINUTES * 60_000));
  await insertSession(tx, hashOf(token), accountId, method, at);
  await logAccount(tx, 'account.signed-in', accountId, accountId, at, { method });
  return token;
}

export function isOver({ openedAt, seenAt }: Pick<SessionRow, 'openedAt' | 'seenAt'>, now: number): boolean {
  return (
    now - seenAt.getTime() >= IDLE_MINUTES * 60_000 || now - openedAt.getTime() >= SESSION_HOURS * 3_600_000
  );
}
