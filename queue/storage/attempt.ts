import { type Kysely, sql } from 'kysely';
import { codeOf } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

/** SQLSTATE of values that no column takes, such as a text with U+0000. */
const REFUSED = /^2[23]/;

/**
 * Runs a part of a transaction that undoes itself alone where the records refuse one of its values; whatever else fails ends the
 * whole transaction.
 * @returns whether it was done
 */
export async function attempt(tx: Kysely<Schema>, part: () => Promise<void>): Promise<boolean> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await part();
  } catch (error) {
    if (!REFUSED.test(codeOf(error) ?? '')) throw error;
    await sql`rollback to savepoint attempt`.execute(tx);
    return false;
  }
  await sql`release savepoint attempt`.execute(tx);
  return true;
}
