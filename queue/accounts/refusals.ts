import type { Kysely } from 'kysely';
import type { Account } from '../contracts/account.ts';
import { HOST_ACTOR } from '../contracts/actor.ts';
import { may } from '../contracts/permission.ts';
import { forbiddenAmong, type Role } from '../contracts/role.ts';
import { AppError } from '../runtime/errors.ts';
import { readAccounts } from '../storage/accounts.ts';
import type { Schema } from '../storage/schema.ts';
import type { Changer } from './port.ts';

/** Why a change is refused: a word for the log, and what whoever tried it is told. */
export interface Refusal {
  readonly reason: string;
  readonly error: AppError;
}

/** Without an administrator nobody could let another in. */
export async function refuseDisable(tx: Kysely<Schema>, account: Account): Promise<Refusal | null> {
  return account.state === 'active' && account.roles.includes('administrator')
    ? refuseLast(tx, account)
    : null;
}

export async function refuseRevoke(
  tx: Kysely<Schema>,
  account: Account,
  role: Role,
): Promise<Refusal | null> {
  return role === 'administrator' ? refuseDisable(tx, account) : null;
}

async function refuseLast(tx: Kysely<Schema>, account: Account): Promise<Refusal | null> {
  const others = (await readAccounts(tx)).filter(
    ({ id, state, roles }) => id !== account.id && state === 'active' && roles.includes('administrator'),
  );
  if (others.length > 0) return null;
  return {
    reason: 'last-administrator',
    error: new AppError(
      'account.conflict',
      'Expected another administrator who can sign in; this is the last one. Make another first.',
      { id: account.id },
    ),
  };
}

/** Nothing of an account that oversees is changed by those it oversees (ACC-05). */
export function refuseChange(by: Changer, account: Account, allowed?: 'host'): Refusal | null {
  const isOversight = account.roles.includes('oversight');
  const isHost = allowed === 'host' && by.id === HOST_ACTOR;
  if (may(by.roles, 'accounts.change', isOversight && !isHost ? 'oversight-account' : 'account')) return null;
  if (!isOversight) return { reason: 'role', error: notAllowed() };
  return {
    reason: 'oversight',
    error: new AppError(
      'request.forbidden',
      `An account that oversees the others is not changed by them. ${
        allowed === 'host'
          ? 'Whoever runs Vigie does this on the host, with vigie users.'
          : 'Whoever holds it ends it on their own page.'
      }`,
      { id: account.id },
    ),
  };
}

export function refuseGrant(by: Changer, account: Account, role: Role): Refusal | null {
  if (!mayAdd(by, role)) return { reason: 'role', error: notAllowed() };
  const conflicts = forbiddenAmong([...account.roles, role]);
  return conflicts.length === 0 ? null : { reason: 'pair', error: pairsRefused([...account.roles, role]) };
}

export function mayAdd(by: Changer, role: Role): boolean {
  return role === 'oversight'
    ? may(by.roles, 'accounts.add', 'oversight-account')
    : may(by.roles, 'accounts.change', 'account');
}

export function refusePairs(roles: readonly Role[]): void {
  if (forbiddenAmong(roles).length > 0) throw pairsRefused(roles);
}

function pairsRefused(roles: readonly Role[]): AppError {
  const conflicts = forbiddenAmong(roles);
  const named = conflicts.map((pair) => `${pair.roles.join(' with ')} (${pair.reason})`).join(', ');
  return new AppError(
    'account.roles',
    `Expected roles that one person may have together, found ${named}. Give one of them to somebody else.`,
    { conflicts },
  );
}

export function hostUserTaken(osUser: string | null): AppError {
  return new AppError(
    'account.conflict',
    `Expected a user of the host whom no account names, found "${osUser}" named by another.`,
  );
}

export function notAllowed(): AppError {
  return new AppError('request.forbidden', 'Expected somebody whose role may change accounts.');
}

/** Its id is who signs in by it: under a second account it would be nobody's. */
export function passkeyTaken(): AppError {
  return new AppError('account.conflict', 'Expected a passkey that is not kept yet; make another one.');
}
