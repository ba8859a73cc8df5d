import type { SqlPool } from './sql-pool.ts';

/**
 * Rewrites the embedded database's tables of sealed texts, so that erased rows with their keys are gone from its file:
 * it has no autovacuum, and a plain vacuum leaves the bytes where they were. The write-ahead log holds old bytes until
 * its segments are used again.
 */
export async function scrubErased(pool: SqlPool): Promise<void> {
  for (const statement of [
    'vacuum full vigie.sealed_batches',
    'vacuum full vigie.sealed_posts',
    'vacuum vigie.assessments',
    'vacuum vigie.unflagged_assessments',
    'vacuum vigie.posts',
    'checkpoint',
  ]) {
    await pool.query(statement);
  }
}
