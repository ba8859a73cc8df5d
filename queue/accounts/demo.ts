import { PROCESS } from '../contracts/actor.ts';
import { ANY_LANGUAGE, type Certificate } from '../contracts/certificate.ts';
import type { Role } from '../contracts/role.ts';
import {
  insertAccount,
  insertRole,
  lockAccounts,
  putCertificate,
  readDemoAccounts,
} from '../storage/accounts.ts';
import { type AccountParts, logAccount } from './parts.ts';
import { newAccountId } from './tokens.ts';

/** The people of the demonstration, one for each desk. Their names say what they do. */
const DEMO_PEOPLE: readonly { readonly name: string; readonly roles: readonly Role[] }[] = [
  { name: 'Demo reviewer', roles: ['reviewer'] },
  { name: 'Demo second reviewer', roles: ['reviewer'] },
  { name: 'Demo protection', roles: ['protection'] },
  { name: 'Demo adjudicator', roles: ['adjudicator'] },
  { name: 'Demo exporter', roles: ['exporter'] },
  { name: 'Demo key custodian', roles: ['custodian'] },
  { name: 'Demo analyst', roles: ['analyst'] },
  { name: 'Demo operator', roles: ['operator'] },
  { name: 'Demo administrator', roles: ['administrator'] },
  { name: 'Demo oversight', roles: ['oversight'] },
];

const YEAR_MS = 365 * 86_400_000;

/**
 * Makes the demonstration's people at its first start. Only records that hold the demo, which never hold real posts, get
 * them; nobody can sign in to them with a password.
 * @param languages BCP 47 tags that its reviewers read
 */
export function seedDemoPeople({ db, clock }: AccountParts, languages: readonly string[]): Promise<void> {
  const at = new Date(clock.now());
  const validUntil = new Date(at.getTime() + YEAR_MS).toISOString().slice(0, 10);
  const trainings: Certificate[] = [
    { training: 'rights', language: ANY_LANGUAGE, validUntil },
    { training: 'bias', language: ANY_LANGUAGE, validUntil },
    ...languages.map((language) => ({ training: 'language' as const, language, validUntil })),
  ];
  return db.transaction().execute(async (tx) => {
    await lockAccounts(tx);
    if ((await readDemoAccounts(tx)).length > 0) return;
    for (const [place, { name, roles }] of DEMO_PEOPLE.entries()) {
      const id = newAccountId();
      const made = new Date(at.getTime() + place);
      await insertAccount(tx, { id, name, state: 'active', isDemo: true, at: made });
      await logAccount(tx, 'account.created', PROCESS.accounts, id, at);
      for (const role of roles) {
        await insertRole(tx, id, role, PROCESS.accounts, at);
        await logAccount(tx, 'account.role-granted', PROCESS.accounts, id, at, { role });
      }
      const isTrained = roles.some(
        (role) => role === 'reviewer' || role === 'protection' || role === 'adjudicator',
      );
      for (const certificate of isTrained ? trainings : []) {
        await putCertificate(tx, id, certificate, PROCESS.accounts);
        await logAccount(tx, 'account.certified', PROCESS.accounts, id, at, { ...certificate });
      }
    }
  });
}
