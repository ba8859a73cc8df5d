import { deleteCeremony, insertCeremony, readCeremony } from '../storage/ceremonies.ts';
import type { AccountParts } from './parts.ts';
import type { Accounts } from './port.ts';
import { hashOf, newToken } from './tokens.ts';

/** What a sign-in or an enrolment waits for between two requests, sealed under the vault key. */
export function createCeremonies({ db, vault, clock }: AccountParts): Pick<Accounts, 'keep' | 'recall'> {
  const subjectOf = (kind: string, token: string) => `${kind} ${hashOf(token).toString('hex')}`;
  return {
    async keep(kind, content, minutes) {
      const token = newToken();
      const sealed = vault.seal(subjectOf(kind, token), content);
      const at = new Date(clock.now());
      const expiresAt = new Date(at.getTime() + minutes * 60_000);
      await insertCeremony(db, hashOf(token), { kind, ...sealed, at, expiresAt });
      return token;
    },

    async recall(kind, token, isOnce) {
      const hash = hashOf(token);
      const row = await readCeremony(db, hash, kind, new Date(clock.now()));
      if (!row) return undefined;
      if (isOnce && !(await deleteCeremony(db, hash))) return undefined;
      return vault.open(subjectOf(kind, token), row);
    },
  };
}
