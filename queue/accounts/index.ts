import { staffingGaps } from '../contracts/staffing.ts';
import { hasAccounts, readAccounts } from '../storage/accounts.ts';
import { readOpenWork } from '../storage/items.ts';
import { createCeremonies } from './ceremonies.ts';
import { createProviderSignIn } from './identities.ts';
import { createJoining } from './joining.ts';
import { requireAccount } from './lookups.ts';
import { createOwn } from './own.ts';
import type { AccountParts } from './parts.ts';
import { createPeople } from './people.ts';
import type { Accounts } from './port.ts';
import { createSessions } from './sessions.ts';
import { createSignIn } from './sign-in.ts';

export { seedDemoPeople } from './demo.ts';
export type { AccountParts } from './parts.ts';
export {
  type Accounts,
  type Changer,
  FRESH_MINUTES,
  HOST,
  IDENTITY_DAYS,
  IDLE_MINUTES,
  type Joining,
  LINK_MINUTES,
  type MadeLink,
  type NewPasskey,
  type OpenedLink,
  type OwnChange,
  type ProviderProof,
  SESSION_HOURS,
  type SessionToken,
  type SignedIn,
} from './port.ts';
export { refused } from './sign-in.ts';

/** The people of an installation, on its records. */
export function createAccounts(parts: AccountParts): Accounts {
  const { db, clock } = parts;
  return {
    exist: () => hasAccounts(db),
    list: () => readAccounts(db),
    find: (by) => requireAccount(db, 'id' in by ? by.id : by),
    gaps: async () => staffingGaps(await readAccounts(db), await readOpenWork(db), clock.now()),
    ...createPeople(parts),
    ...createJoining(parts),
    ...createSignIn(parts),
    ...createProviderSignIn(parts),
    ...createSessions(parts),
    ...createOwn(parts),
    ...createCeremonies(parts),
  };
}
