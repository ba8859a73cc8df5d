import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Counts one more attempt under a name, whether or not there is such an account; one that has to wait is not counted. A
 * count that rested for a day begins anew.
 */
export async function countAttempt(
  tx: Kysely<Schema>,
  nameKey: Uint8Array,
  at: Date,
): Promise<{ count: number; refusedUntil: Date }> {
  const { rows } = await sql<{ count: number; refused_until: Date }>`
    insert into vigie.sign_in_attempts as a (name_hash, count, last_at, refused_until)
    values (${nameKey}, 1, ${at}, ${at})
    on conflict (name_hash) do update set
      count = case
        when a.refused_until > ${at} then a.count
        when a.last_at < ${restedSince(at)} then 1
        else a.count + 1 end,
      last_at = case when a.refused_until > ${at} then a.last_at else ${at} end
    returning count, refused_until
  `.execute(tx);
  return { count: rows[0]?.count ?? 1, refusedUntil: rows[0]?.refused_until ?? at };
}

/** Rows that one attempt forgets: more than it adds, and no more than are gone in a moment. */
const AT_ONCE = 100;

/** A name's attempts are forgotten after this rest, hours. */
const FORGET_HOURS = 24;

function restedSince(at: Date): Date {
  return new Date(at.getTime() - FORGET_HOURS * 3_600_000);
}

/** Forgets all that rested, also where nobody signs in by password any more. */
export async function forgetAllRested(db: Kysely<Schema>, at: Date): Promise<void> {
  while ((await forgetRested(db, at)) === AT_ONCE);
}

/**
 * Forgets names whose last attempt is that old: names are without end, so strangers could fill the table. What another attempt
 * holds at this moment is left to the next.
 * @returns how many, 100 at most
 */
export async function forgetRested(tx: Kysely<Schema>, at: Date): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from vigie.sign_in_attempts where name_hash in (
      select name_hash from vigie.sign_in_attempts
      where last_at < ${restedSince(at)} and refused_until < ${at}
      order by last_at limit ${AT_ONCE} for update skip locked)
  `.execute(tx);
  return Number(numAffectedRows);
}

export async function refuseUntil(tx: Kysely<Schema>, nameKey: Uint8Array, until: Date): Promise<void> {
  await tx
    .updateTable('vigie.sign_in_attempts')
    .set({ refused_until: until })
    .where('name_hash', '=', nameKey)
    .execute();
}

export async function forgetAttempts(tx: Kysely<Schema>, nameKey: Uint8Array): Promise<void> {
  await tx.deleteFrom('vigie.sign_in_attempts').where('name_hash', '=', nameKey).execute();
}
