import type { Kysely } from 'kysely';
import type { Account } from '../contracts/account.ts';
import type { Role } from '../contracts/role.ts';
import { insertAccount, insertRole, lockAccounts } from '../storage/accounts.ts';
import type { Schema } from '../storage/schema.ts';
import { parseName, requireAccount, requireFreeName } from './lookups.ts';
import { type AccountParts, logAccount } from './parts.ts';
import type { Changer } from './port.ts';
import { mayAdd, notAllowed, type Refusal, refusePairs } from './refusals.ts';
import { newAccountId } from './tokens.ts';

/** A change of one account, in its transaction. */
export interface Change {
  readonly tx: Kysely<Schema>;
  readonly account: Account;
  readonly by: string;
  readonly at: Date;
}

/** How accounts are changed and made: in one transaction with the entry, and a refused change with an entry of its own. */
export function accountChanges({ db, clock }: Pick<AccountParts, 'db' | 'clock'>) {
  async function change(
    by: Changer,
    id: string,
    name: string,
    refusalOf: (tx: Kysely<Schema>, account: Account) => Promise<Refusal | null> | Refusal | null,
    apply: (change: Change) => Promise<void>,
  ): Promise<Account> {
    const at = new Date(clock.now());
    const outcome = await db.transaction().execute(async (tx) => {
      await lockAccounts(tx);
      const account = await requireAccount(tx, id);
      const refusal = await refusalOf(tx, account);
      if (refusal === null) {
        await apply({ tx, account, by: by.id, at });
        return requireAccount(tx, id);
      }
      // An attempt that is refused is told to whoever reads the log.
      const body = { change: name, reason: refusal.reason };
      await logAccount(tx, 'account.change-refused', by.id, id, at, body);
      return refusal;
    });
    if ('error' in outcome) throw outcome.error;
    return outcome;
  }

  async function create<Made>(
    by: Changer,
    givenName: string,
    roles: readonly Role[],
    letIn: (tx: Kysely<Schema>, id: string, at: Date) => Promise<Made>,
  ): Promise<Made> {
    const name = parseName(givenName);
    const at = new Date(clock.now());
    refusePairs(roles);
    if (!roles.every((role) => mayAdd(by, role))) throw notAllowed();
    return db.transaction().execute(async (tx) => {
      await lockAccounts(tx);
      await requireFreeName(tx, name);
      const id = newAccountId();
      await insertAccount(tx, { id, name, state: 'invited', isDemo: false, at });
      await logAccount(tx, 'account.created', by.id, id, at);
      for (const role of roles) {
        await insertRole(tx, id, role, by.id, at);
        await logAccount(tx, 'account.role-granted', by.id, id, at, { role });
      }
      return letIn(tx, id, at);
    });
  }

  return { change, create };
}
