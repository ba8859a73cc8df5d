import type { Kysely } from 'kysely';
import type { SignInMethod } from '../contracts/account.ts';
import { PROCESS } from '../contracts/actor.ts';
import { AppError } from '../runtime/errors.ts';
import { readAccount, readDemoAccounts } from '../storage/accounts.ts';
import {
  readPasskey,
  readPassword,
  takePasskeyCounter,
  takeRecoveryCode,
  takeTotpStep,
} from '../storage/credentials.ts';
import type { Schema } from '../storage/schema.ts';
import { countAttempt, forgetAttempts, refuseUntil } from '../storage/sign-in-attempts.ts';
import { type AccountParts, logAccount } from './parts.ts';
import type { Accounts, PasswordRecord, SessionToken } from './port.ts';
import { openSession } from './sessions.ts';
import { hashOf } from './tokens.ts';

/** Attempts under one name before the next ones have to wait. */
const FREE_ATTEMPTS = 5;
/** After those the wait doubles from one minute to this, minutes. */
const LONGEST_WAIT_MINUTES = 15;
/** A name's attempts are forgotten after this rest, hours. */
const FORGET_HOURS = 24;

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
  /** The name as one key, however it is typed; unknown names are counted like known ones. */
  const keyOf = (name: string) => hashOf(name.trim().toLowerCase());

  async function secretsOf(tx: Kysely<Schema>, accountId: string): Promise<PasswordRecord | undefined> {
    const row = await readPassword(tx, accountId);
    if (!row) return undefined;
    const totpSecret = vault.open(accountId, { wrappedKey: row.totpKey, sealed: row.totpSealed });
    return { accountId, hash: row.hash, totpSecret };
  }

  function signIn(
    accountId: string,
    method: SignInMethod,
    prove: (tx: Kysely<Schema>) => Promise<boolean>,
  ): Promise<SessionToken> {
    const at = new Date(clock.now());
    return db.transaction().execute(async (tx) => {
      const account = await readAccount(tx, { id: accountId }, true);
      if (account?.state !== 'active' || !(await prove(tx))) throw refused();
      return openSession(tx, accountId, method, at);
    });
  }

  return {
    async admitAttempt(name) {
      const at = new Date(clock.now());
      const key = keyOf(name);
      const waitMs = await db.transaction().execute(async (tx) => {
        const { count, refusedUntil } = await countAttempt(tx, key, at, FORGET_HOURS * 3_600_000);
        if (refusedUntil > at) return refusedUntil.getTime() - at.getTime();
        const excess = count - FREE_ATTEMPTS;
        if (excess < 0) return 0;
        const minutes = Math.min(2 ** excess, LONGEST_WAIT_MINUTES);
        await refuseUntil(tx, key, new Date(at.getTime() + minutes * 60_000));
        const account = await readAccount(tx, { name: name.trim() });
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
      const account = await readAccount(db, { name: name.trim() });
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
        if (isNew) await forgetAttempts(tx, keyOf(name));
        return isNew;
      }),

    readPasskey: (id) => readPasskey(db, id),

    async signInWithPasskey(passkeyId, counter) {
      const passkey = await readPasskey(db, passkeyId);
      if (!passkey) throw refused();
      const at = new Date(clock.now());
      return signIn(passkey.accountId, 'passkey', (tx) => takePasskeyCounter(tx, passkeyId, counter, at));
    },

    demoPeople: () => readDemoAccounts(db),

    async signInToDemo(id) {
      const people = await readDemoAccounts(db);
      if (!people.some((person) => person.id === id)) throw refused();
      return signIn(id, 'demo', async () => true);
    },
  };
}

/** One answer for every reason, so that it tells nothing about names, passwords or codes. */
export function refused(): AppError {
  return new AppError('sign-in.refused', 'Name, password or code is not right.');
}
