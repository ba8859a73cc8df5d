import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import { PROCESS } from '../contracts/actor.ts';
import { AppError } from '../runtime/errors.ts';
import { comparedName, readAccount, readDemoAccounts } from '../storage/accounts.ts';
import {
  readPasskey,
  readPassword,
  takePasskeyCounter,
  takeRecoveryCode,
  takeTotpStep,
} from '../storage/credentials.ts';
import type { Schema } from '../storage/schema.ts';
import { countAttempt, forgetAttempts, forgetRested, refuseUntil } from '../storage/sign-in-attempts.ts';
import { type AccountParts, logAccount } from './parts.ts';
import type { Accounts, PasswordRecord, SessionToken } from './port.ts';
import { openSession } from './sessions.ts';
import { hashOf } from './tokens.ts';

/** Attempts under one name before the next ones have to wait. */
const FREE_ATTEMPTS = 5;
/** After those the wait doubles from one minute to this, minutes. */
const LONGEST_WAIT_MINUTES = 15;

type SignIn = Pick<
  Accounts,
  | 'admitAttempt'
  | 'readPassword'
  | 'signInWithPassword'
  | 'readPasskey'
  | 'signInWithPasskey'
  | 'demoPeople'
  | 'signInToDemo'
>;

/** What the records say when somebody shows who they are. Whether a password or a signature is right is decided elsewhere. */
export function createSignIn({ db, vault, clock }: AccountParts): SignIn {
  /**
   * The name as one key, however it is typed: told apart as the records do, or one account had as many keys as spellings. Unknown
   * names are counted like known ones. It may be a password in the wrong field, so without the vault key nobody can try words on it.
   */
  const keyOf = async (tx: Kysely<Schema>, name: string) =>
    vault.token('attempt', await comparedName(tx, name));

  async function secretsOf(tx: Kysely<Schema>, accountId: string): Promise<PasswordRecord | undefined> {
    const row = await readPassword(tx, accountId);
    if (!row) return undefined;
    const totpSecret = vault.open(accountId, { wrappedKey: row.totpKey, sealed: row.totpSealed });
    return { accountId, hash: row.hash, totpSecret };
  }

  async function signIn(
    accountId: string,
    method: SignInMethod,
    prove: (tx: Kysely<Schema>) => Promise<boolean>,
  ): Promise<SessionToken> {
    const at = new Date(clock.now());
    const session = await db.transaction().execute(async (tx) => {
      const account = await readAccount(tx, { id: accountId }, true);
      // No session is no reason to take back what was found out on the way: the transaction ends either way.
      if (account?.state !== 'active' || !(await prove(tx))) return undefined;
      return openSession(tx, accountId, method, at);
    });
    if (session === undefined) throw refused('expected an active account and an unused factor');
    return session;
  }

  return {
    async admitAttempt(name) {
      const at = new Date(clock.now());
      const waitMs = await db.transaction().execute(async (tx) => {
        const key = await keyOf(tx, name);
        const { count, refusedUntil } = await countAttempt(tx, key, at);
        await forgetRested(tx, at);
        if (refusedUntil > at) return refusedUntil.getTime() - at.getTime();
        const excess = count - FREE_ATTEMPTS;
        if (excess < 0) return 0;
        const minutes = Math.min(2 ** excess, LONGEST_WAIT_MINUTES);
        await refuseUntil(tx, key, new Date(at.getTime() + minutes * 60_000));
        const account = await readAccount(tx, { name });
        // What was typed is not logged: it may be a password in the wrong field.
        if (account)
          await logAccount(tx, 'account.throttled', PROCESS.accounts, account.id, at, {
            attempts: count,
            minutes,
          });
        return 0;
      });
      if (waitMs === 0) return;
      const seconds = Math.ceil(waitMs / 1000);
      throw new AppError(
        'sign-in.throttled',
        `Too many attempts under this name. Try again in ${seconds} s.`,
        { seconds },
      );
    },

    async readPassword(name) {
      const account = await readAccount(db, { name });
      return account && secretsOf(db, account.id);
    },

    signInWithPassword: (name, { accountId, hash, totpSecret }, factor) =>
      signIn(accountId, 'password', async (tx) => {
        // What was verified may have been changed while it was: whoever changes it holds the account, as this does.
        const known = await secretsOf(tx, accountId);
        if (known?.hash !== hash || known.totpSecret !== totpSecret) return false;
        const isNew =
          'totpStep' in factor
            ? await takeTotpStep(tx, accountId, factor.totpStep)
            : await takeRecoveryCode(tx, accountId, hashOf(factor.recoveryCode));
        if (isNew) await forgetAttempts(tx, await keyOf(tx, name));
        return isNew;
      }),

    readPasskey: (id) => readPasskey(db, id),

    async signInWithPasskey(passkeyId, counter) {
      const passkey = await readPasskey(db, passkeyId);
      if (!passkey) throw refused('expected a passkey of the records');
      const { accountId } = passkey;
      const at = new Date(clock.now());
      return signIn(accountId, 'passkey', async (tx) => {
        if (await takePasskeyCounter(tx, passkeyId, counter, at)) return true;
        // It signed rightly, so there are two of it. One that was removed meanwhile tells nothing.
        const isKept = (await readPasskey(tx, passkeyId)) !== undefined;
        if (isKept) await logAccount(tx, 'account.passkey-doubted', PROCESS.accounts, accountId, at);
        return false;
      });
    },

    demoPeople: () => readDemoAccounts(db),

    async signInToDemo(id) {
      const people = await readDemoAccounts(db);
      if (!people.some((person) => person.id === id)) throw refused();
      return signIn(id, 'demo', async () => true);
    },
  };
}

/**
 * One answer for every reason, so that it tells nothing about names, passwords or codes.
 * @param reason for whoever runs the dashboard: it is logged and never sent
 */
export function refused(reason?: string): AppError {
  const options = reason === undefined ? undefined : { cause: new Error(reason) };
  return new AppError('sign-in.refused', 'Name, password or code is not right.', {}, options);
}
