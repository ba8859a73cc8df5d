import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ProviderIdentity } from '../contracts/account.ts';
import { AppError } from '../runtime/errors.ts';
import { lockAccounts, readAccount, setAccountState } from '../storage/accounts.ts';
import {
  findIdentity,
  type IdentityHash,
  putIdentity,
  readIdentityHolder,
} from '../storage/provider-identities.ts';
import type { Schema } from '../storage/schema.ts';
import { type AccountParts, logAccount } from './parts.ts';
import { type Accounts, IDENTITY_DAYS } from './port.ts';
import { openSession } from './sessions.ts';

/** Signing in through an identity provider: whom it named, and the account that was tied to them. */
export function createProviderSignIn({ db, clock }: AccountParts): Pick<Accounts, 'signInWithProvider'> {
  return {
    signInWithProvider({ issuer, subject, email }) {
      const at = new Date(clock.now());
      const subjectHash = hashOfIdentity(issuer, { kind: 'subject', value: subject });
      const expected = email === null ? null : hashOfIdentity(issuer, { kind: 'email', value: email });
      return db.transaction().execute(async (tx) => {
        // Before anything is read: a link may take the identity away meanwhile. And a first sign-in changes the account, so
        // one that held its row alone and whoever disables the account would wait for each other.
        await lockAccounts(tx);
        const found = await findIdentity(tx, subjectHash, expected, at);
        const account = found && (await readAccount(tx, { id: found.accountId }, true));
        if (!found || !account || account.state === 'disabled') throw unknown();
        const { id } = account;
        if (!found.isTied) {
          await putIdentity(tx, id, { subject: subjectHash });
          await logAccount(tx, 'account.credential-set', id, id, at, { method: 'provider' });
        }
        if (account.state === 'invited') {
          await setAccountState(tx, id, 'active');
          await logAccount(tx, 'account.joined', id, id, at);
        }
        return openSession(tx, id, 'provider', at);
      });
    },
  };
}

/**
 * Keeps who the account is at the provider, in the transaction of whatever changes the account.
 * @throws AppError `account.conflict` where the identity is another account's
 */
export async function tieIdentity(
  tx: Kysely<Schema>,
  accountId: string,
  identity: ProviderIdentity & { readonly issuer: string },
  by: string,
  at: Date,
): Promise<void> {
  const hash = hashOfIdentity(identity.issuer, identity);
  const until = new Date(at.getTime() + IDENTITY_DAYS * 86_400_000);
  const kept: IdentityHash = identity.kind === 'subject' ? { subject: hash } : { expected: hash, until };
  const holder = await readIdentityHolder(tx, kept);
  if (holder !== undefined && holder !== accountId) {
    throw new AppError(
      'account.conflict',
      'Expected somebody at the provider whom no account is tied to; another account is.',
    );
  }
  await putIdentity(tx, accountId, kept);
  // The kind only: an address at work says who somebody is.
  await logAccount(tx, 'account.identity-expected', by, accountId, at, { kind: identity.kind });
}

/** SHA-256 over issuer, kind and value; of an address in lower case, of a subject as it is (OpenID Connect Core 2). */
function hashOfIdentity(issuer: string, { kind, value }: ProviderIdentity): Buffer {
  const exact = kind === 'email' ? value.toLowerCase() : value;
  return createHash('sha256')
    .update(JSON.stringify([issuer, kind, exact]))
    .digest();
}

function unknown(): AppError {
  return new AppError(
    'sign-in.unknown',
    'The identity provider knows you, but no account here was made for you. Ask an administrator to let you in.',
  );
}
