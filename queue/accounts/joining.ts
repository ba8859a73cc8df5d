import type { Kysely } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import { AppError } from '../runtime/errors.ts';
import {
  hasAccounts,
  insertAccount,
  insertRole,
  lockAccounts,
  setAccountState,
} from '../storage/accounts.ts';
import { deleteCredentials, putPasskey, putPassword, replaceRecoveryCodes } from '../storage/credentials.ts';
import type { Schema } from '../storage/schema.ts';
import { deleteSessionsOf } from '../storage/sessions.ts';
import { readLink, useLink } from '../storage/sign-in-links.ts';
import { makeLink } from './links.ts';
import { parseName, requireAccount, requireFreeName } from './lookups.ts';
import { type AccountParts, logAccount } from './parts.ts';
import type { Accounts, Joining, NewPassword } from './port.ts';
import { passkeyTaken } from './refusals.ts';
import { openSession } from './sessions.ts';
import { hashOf, newAccountId } from './tokens.ts';

/** One-time links and what is done with them. */
export function createJoining({
  db,
  vault,
  clock,
}: AccountParts): Pick<Accounts, 'makeSetupLink' | 'openLink' | 'join'> {
  async function setPassword(tx: Kysely<Schema>, id: string, password: NewPassword, at: Date): Promise<void> {
    const { wrappedKey, sealed } = vault.seal(id, password.totpSecret);
    const record = { hash: password.hash, totpKey: wrappedKey, totpSealed: sealed };
    await putPassword(tx, id, record, password.totpStep, at);
    await replaceRecoveryCodes(tx, id, password.recoveryCodes.map(hashOf));
  }

  async function setCredential(tx: Kysely<Schema>, id: string, joining: Joining, at: Date): Promise<void> {
    switch (joining.method) {
      case 'password':
        return setPassword(tx, id, joining.password, at);
      case 'passkey':
        if (!(await putPasskey(tx, id, joining.passkey, at))) throw passkeyTaken();
        return;
    }
  }

  return {
    makeSetupLink() {
      return db.transaction().execute(async (tx) => {
        // Of two at once each would leave the other's link, which it does not see yet.
        await lockAccounts(tx);
        if (await hasAccounts(tx)) {
          throw new AppError('account.conflict', 'Expected no accounts yet; the first administrator exists.');
        }
        return makeLink(tx, null, PROCESS.accounts, new Date(clock.now()));
      });
    },

    async openLink(token) {
      const link = await readLink(db, hashOf(token), new Date(clock.now()));
      if (!link) throw linkOver();
      if (link.accountId === null) {
        if (await hasAccounts(db)) throw linkOver();
        return { account: null };
      }
      const { id, name, roles, state } = await requireAccount(db, link.accountId);
      if (state === 'disabled') throw linkOver();
      return { account: { id, name, roles } };
    },

    join(token, name, joining) {
      const at = new Date(clock.now());
      const hash = hashOf(token);
      return db.transaction().execute(async (tx) => {
        // Before anything is read: whoever is disabled meanwhile stays so, and the first administrator is one.
        await lockAccounts(tx);
        const link = await readLink(tx, hash, at);
        if (!link || !(await useLink(tx, hash, at))) throw linkOver();
        const id = link.accountId ?? (await createFirst(tx, name, at));
        // The account's row before its sessions, as everywhere: a sign-in that holds it waits for none of them.
        const account = await requireAccount(tx, id, true);
        if (account.state === 'disabled') throw linkOver();
        // Whoever was let in anew has none of what they had before: it may be in other hands.
        await deleteCredentials(tx, id);
        await deleteSessionsOf(tx, id);
        await setCredential(tx, id, joining, at);
        await setAccountState(tx, id, 'active');
        await logAccount(tx, 'account.credential-set', id, id, at, { method: joining.method });
        await logAccount(tx, 'account.joined', id, id, at);
        return openSession(tx, id, joining.method, at);
      });
    },
  };
}

/** The first account administers and nothing else; it lets everybody else in. */
async function createFirst(tx: Kysely<Schema>, givenName: string | null, at: Date): Promise<string> {
  if (await hasAccounts(tx)) throw linkOver();
  const name = parseName(givenName ?? '');
  await requireFreeName(tx, name);
  const id = newAccountId();
  await insertAccount(tx, { id, name, state: 'invited', isDemo: false, at });
  await logAccount(tx, 'account.created', PROCESS.setup, id, at);
  await insertRole(tx, id, 'administrator', PROCESS.setup, at);
  await logAccount(tx, 'account.role-granted', PROCESS.setup, id, at, { role: 'administrator' });
  return id;
}

function linkOver(): AppError {
  return new AppError(
    'link.invalid',
    'Expected a link that opens once, within 15 minutes. This one was used, replaced or is over; ask for a new one.',
  );
}
