import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import { AppError } from '../runtime/errors.ts';
import { readAccount } from '../storage/accounts.ts';
import { putPasskey, putPassword, readPassword, replaceRecoveryCodes } from '../storage/credentials.ts';
import {
  countRecoveryCodes,
  deleteOwnSessions,
  deletePasskey,
  deletePassword,
  readOwnPasskeys,
  readOwnSessions,
  setPasswordHash,
} from '../storage/own-account.ts';
import { isTiedToProvider } from '../storage/provider-identities.ts';
import type { Schema } from '../storage/schema.ts';
import { readSession, type SessionRow } from '../storage/sessions.ts';
import { type AccountParts, logAccount } from './parts.ts';
import { type Accounts, FRESH_MINUTES, type OwnChange, type SessionToken } from './port.ts';
import { passkeyTaken } from './refusals.ts';
import { isOver } from './sessions.ts';
import { hashOf } from './tokens.ts';

/** A change of somebody's own account, in its transaction. */
interface Own {
  readonly tx: Kysely<Schema>;
  readonly id: string;
  /** Of the session that asks, and how it was opened. */
  readonly hash: Uint8Array;
  readonly method: SignInMethod;
  readonly at: Date;
}

/** What somebody may see and change of their own account: what they sign in with, and where they are signed in. */
export function createOwn({
  db,
  vault,
  clock,
}: AccountParts): Pick<Accounts, 'own' | 'requireFresh' | 'changeOwn'> {
  async function sessionOf(tx: Kysely<Schema>, token: SessionToken, now: number): Promise<SessionRow> {
    const session = await readSession(tx, hashOf(token));
    if (session && !isOver(session, now)) return session;
    throw new AppError('session.none', 'Expected somebody who is signed in, found no session in force.');
  }

  async function change(own: Own, wanted: OwnChange): Promise<void> {
    const { tx, id, at } = own;
    const isSet = (method: string) => logAccount(tx, 'account.credential-set', id, id, at, { method });
    switch (wanted.kind) {
      case 'password':
        if (!(await setPasswordHash(tx, id, wanted.hash, at))) throw noPassword();
        await isSet('password');
        return endOthers(own);
      case 'authenticator': {
        const known = await readPassword(tx, id);
        const passwordHash = wanted.hash ?? known?.hash;
        if (passwordHash === undefined) throw noPassword();
        const { wrappedKey, sealed } = vault.seal(id, wanted.totpSecret);
        const record = { hash: passwordHash, totpKey: wrappedKey, totpSealed: sealed };
        await putPassword(tx, id, record, wanted.totpStep, at);
        await replaceRecoveryCodes(tx, id, wanted.recoveryCodes.map(hashOf));
        await isSet(known ? 'authenticator' : 'password');
        return endOthers(own);
      }
      case 'passkey':
        if (!(await putPasskey(tx, id, wanted.passkey, at))) throw passkeyTaken();
        return isSet('passkey');
      case 'remove-passkey':
        if (!(await deletePasskey(tx, id, wanted.id))) throw notThere('passkey');
        return removed(own, 'passkey');
      case 'remove-password':
        if (!(await deletePassword(tx, id))) throw notThere('password');
        return removed(own, 'password');
      case 'end-session': {
        const ended = await deleteOwnSessions(tx, id, { only: Buffer.from(wanted.id, 'base64url') });
        if (ended === 0) throw notThere('session');
        return logAccount(tx, 'account.signed-out', id, id, at);
      }
      case 'end-other-sessions':
        return endOthers(own);
      default:
        return wanted satisfies never;
    }
  }

  return {
    async own(token) {
      // Told once, here and below: what was in time when the request came is, whenever the records answer.
      const now = clock.now();
      const session = await sessionOf(db, token, now);
      const { accountId } = session;
      const [password, passkeys, sessions, recoveryCodes] = await Promise.all([
        readPassword(db, accountId),
        readOwnPasskeys(db, accountId),
        readOwnSessions(db, accountId),
        countRecoveryCodes(db, accountId),
      ]);
      const mine = hashOf(token);
      return {
        isFresh: isFresh(session, now),
        hasPassword: password !== undefined,
        recoveryCodes,
        passkeys: passkeys.map(({ id, addedAt, lastUsedAt }) => ({
          id,
          addedAt: addedAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
        sessions: sessions
          .filter((one) => !isOver(one, now))
          .map(({ hash, method, openedAt, seenAt }) => ({
            id: Buffer.from(hash).toString('base64url'),
            method,
            openedAt: openedAt.toISOString(),
            seenAt: seenAt.toISOString(),
            isThis: mine.equals(hash),
          })),
      };
    },

    async requireFresh(token) {
      const now = clock.now();
      if (!isFresh(await sessionOf(db, token, now), now)) throw notFresh();
    },

    changeOwn(token, wanted) {
      const now = clock.now();
      return db.transaction().execute(async (tx) => {
        const { accountId } = await sessionOf(tx, token, now);
        // Locked: of two changes at once the second sees what the first left.
        const account = await readAccount(tx, { id: accountId }, true);
        if (account?.state !== 'active') throw new AppError('session.none', 'Expected an account in force.');
        // Asked again: whoever changed the account while this waited may have ended the session.
        const session = await sessionOf(tx, token, now);
        if (!wanted.kind.startsWith('end-') && !isFresh(session, now)) throw notFresh();
        const { method } = session;
        await change({ tx, id: account.id, hash: hashOf(token), method, at: new Date(now) }, wanted);
      });
    },
  };
}

/** Whether whoever is signed in showed a short while ago who they are. */
function isFresh({ openedAt, method }: SessionRow, now: number): boolean {
  return method !== 'demo' && now - openedAt.getTime() < FRESH_MINUTES * 60_000;
}

/** Whoever had the old password may be signed in with it. */
async function endOthers({ tx, id, hash, at }: Own): Promise<void> {
  const ended = await deleteOwnSessions(tx, id, { but: hash });
  if (ended > 0) await logAccount(tx, 'account.signed-out', id, id, at, { others: ended });
}

/** Refuses to leave nobody a way in; what was taken away so far goes back with the transaction. */
async function removed(own: Own, method: string): Promise<void> {
  const { tx, id, at } = own;
  await requireWayIn(own);
  await logAccount(tx, 'account.credential-removed', id, id, at, { method });
  await endOthers(own);
}

/** @throws AppError `account.conflict` where nothing is left to sign in with, but perhaps the identity provider */
async function requireWayIn({ tx, id, method }: Own): Promise<void> {
  if ((await readPassword(tx, id)) !== undefined || (await readOwnPasskeys(tx, id)).length > 0) return;
  if (!(await isTiedToProvider(tx, id)))
    throw new AppError(
      'account.conflict',
      'Expected another passkey or password to sign in with; this is the last one. Add another first.',
    );
  // The tie alone proves nothing: the provider may be gone, from the configuration or for this person. Who came by it just now has shown it.
  if (method !== 'provider')
    throw new AppError(
      'account.conflict',
      'Expected a sign-in through the identity provider just now, since it will be the only way left; found another one. ' +
        'Sign in through it and remove this then, or add another passkey or password first.',
    );
}

function noPassword(): AppError {
  return new AppError(
    'account.conflict',
    'Expected a password to change; this account signs in without one.',
  );
}

function notThere(what: string): AppError {
  return new AppError('account.conflict', `Expected a ${what} of this account; it is no longer there.`);
}

function notFresh(): AppError {
  return new AppError(
    'session.stale',
    `Expected a sign-in within the last ${FRESH_MINUTES} minutes. Sign in again, then change it.`,
  );
}
