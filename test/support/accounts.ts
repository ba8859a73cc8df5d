import { type Accounts, createAccounts, HOST } from '../../queue/accounts/index.ts';
import type { Account, Role } from '../../queue/contracts/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import type { Database } from '../../queue/storage/index.ts';
import { testVault } from './vault.ts';

/** What an account of a test signs in with where nobody checks it: no hash of any password. */
export const JOINING = {
  method: 'password',
  password: { hash: 'none', totpSecret: 'JBSWY3DPEHPK3PXP', totpStep: 0, recoveryCodes: ['abcd-efgh-jkmn'] },
} as const;

export function accountsOn({ db }: Database, clock: Clock): Accounts {
  return createAccounts({ db, vault: testVault(), clock });
}

/** Accounts for which some time passes once, right after the clock was read: the records took so long to answer. */
export function accountsMeanwhile(
  database: Database,
  clock: Clock & { advance(ms: number): void },
): { readonly accounts: Accounts; pass(ms: number): void } {
  let passesMs = 0;
  const now = () => {
    const read = clock.now();
    clock.advance(passesMs);
    passesMs = 0;
    return read;
  };
  return {
    accounts: accountsOn(database, { now }),
    pass(ms) {
      passesMs = ms;
    },
  };
}

/** An account that has joined, and its session. */
export async function joined(
  accounts: Accounts,
  name: string,
  roles: readonly Role[],
): Promise<{ account: Account; session: string }> {
  const { account, token } = await accounts.invite(HOST, name, roles);
  const session = await accounts.join(token, null, JOINING);
  return { account: await accounts.find({ id: account.id }), session };
}

/** Signs in as if a password and the factor had been compared with what the records hold, and were right. */
export async function signInWith(
  accounts: Accounts,
  name: string,
  factor: Parameters<Accounts['signInWithPassword']>[2],
): Promise<string> {
  const known = await accounts.readPassword(name);
  if (known === undefined) throw new Error(`expected a password of ${name}, found none`);
  return accounts.signInWithPassword(name, known, factor);
}
