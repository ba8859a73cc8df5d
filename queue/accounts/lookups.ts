import type { Kysely } from 'kysely';
import { type Account, AccountName } from '../contracts/account.ts';
import { AppError } from '../runtime/errors.ts';
import { readAccount } from '../storage/accounts.ts';
import type { Schema } from '../storage/schema.ts';

/** @throws AppError `input.invalid` */
export function parseName(given: string): string {
  const name = AccountName.safeParse(given);
  if (name.success) return name.data;
  const faults = name.error.issues.map(({ message }) => ({ path: 'name', message }));
  throw new AppError(
    'input.invalid',
    `The name is not valid: ${faults.map((fault) => fault.message).join('; ')}.`,
    {
      faults,
    },
  );
}

/** @throws AppError `account.conflict` */
export async function requireFreeName(tx: Kysely<Schema>, name: string): Promise<void> {
  if ((await readAccount(tx, { name })) === undefined) return;
  throw new AppError('account.conflict', `Expected a name that nobody has, found "${name}" taken.`);
}

/**
 * The account, its row locked where `isLocked`.
 * @throws AppError `account.not-found`
 */
export async function requireAccount(
  db: Kysely<Schema>,
  by: string | { readonly name: string },
  isLocked = false,
): Promise<Account> {
  const account = await readAccount(db, typeof by === 'string' ? { id: by } : by, isLocked);
  if (account) return account;
  const asked = typeof by === 'string' ? `id ${by}` : `name "${by.name}"`;
  throw new AppError(
    'account.not-found',
    `Expected an account of this installation, found none with the ${asked}.`,
  );
}
