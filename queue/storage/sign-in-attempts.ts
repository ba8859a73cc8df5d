import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Counts one more attempt under a name, whether or not there is such an account; one that has to wait is not counted. A
 * count that rested for `forgetMs` begins anew.
 */
export async function countAttempt(
  tx: Kysely<Schema>,
  nameHash: Uint8Array,
  at: Date,
  forgetMs: number,
): Promise<{ count: number; refusedUntil: Date }> {
  const restedSince = new Date(at.getTime() - forgetMs);
  const { rows } = await sql<{ count: number; refused_until: Date }>`
    insert into vigie.sign_in_attempts as a (name_hash, count, last_at, refused_until)
    values (${nameHash}, 1, ${at}, ${at})
    on conflict (name_hash) do update set
      count = case
        when a.refused_until > ${at} then a.count
        when a.last_at < ${restedSince} then 1
        else a.count + 1 end,
      last_at = case when a.refused_until > ${at} then a.last_at else ${at} end
    returning count, refused_until
  `.execute(tx);
  return { count: rows[0]?.count ?? 1, refusedUntil: rows[0]?.refused_until ?? at };
}

export async function refuseUntil(tx: Kysely<Schema>, nameHash: Uint8Array, until: Date): Promise<void> {
  await tx
    .updateTable('vigie.sign_in_attempts')
    .set({ refused_until: until })
    .where('name_hash', '=', nameHash)
    .execute();
}

export async function forgetAttempts(tx: Kysely<Schema>, nameHash: Uint8Array): Promise<void> {
  await tx.deleteFrom('vigie.sign_in_attempts').where('name_hash', '=', nameHash).execute();
}
