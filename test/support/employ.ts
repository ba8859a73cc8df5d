import type { Kysely } from 'kysely';
import type { Actor } from '../../queue/contracts/index.ts';
import { insertAccount, insertRole, putCertificate } from '../../queue/storage/accounts.ts';
import type { Schema } from '../../queue/storage/index.ts';

/** These people have accounts that they joined, with their roles and trainings. */
export async function employ(db: Kysely<Schema>, people: readonly Actor[], at: Date): Promise<void> {
  for (const { id, roles, certificates } of people) {
    await insertAccount(db, { id, name: `name of ${id}`, state: 'active', isDemo: false, at });
    for (const role of roles) await insertRole(db, id, role, 'test', at);
    for (const certificate of certificates) await putCertificate(db, id, certificate, 'test');
  }
}
