import type { SqlPool } from './sql-pool.ts';

interface Scrub {
  /** The setting in which the records note that it is owed. */
  readonly name: string;
  /** How long it may be owed: the longer, the more is rewritten at once. */
  readonly afterHours: number;
  readonly statements: readonly string[];
}

const SCRUBS: readonly Scrub[] = [
  {
    name: 'scrub.texts',
    afterHours: 0,
    statements: [
      'vacuum full vigie.sealed_batches',
      'vacuum full vigie.sealed_posts',
      'vacuum vigie.assessments',
      'vacuum vigie.unflagged_assessments',
      'vacuum vigie.posts',
    ],
  },
  { name: 'scrub.samples', afterHours: 0, statements: ['vacuum full vigie.samples'] },
  // It holds no word of a post, grows for a year and a half, and loses a little with every checkpoint that is old enough.
  { name: 'scrub.log', afterHours: 24, statements: ['vacuum full vigie.log_bodies'] },
];

/**
 * Rewrites the embedded database's tables of what was erased, so that erased rows with their keys are gone from its files: it has
 * no autovacuum, and a plain vacuum leaves the bytes where they were. Where nothing is owed it does nothing; a scrub that is cut
 * off is owed still. The write-ahead log holds old bytes until its segments are used again.
 */
export async function scrubErased(pool: SqlPool): Promise<void> {
  const begun: string[] = [];
  for (const { name, afterHours, statements } of SCRUBS) {
    // Noted in the future, the clock was set back: nobody waits for it to come round again.
    const { rows } = await pool.query(
      `update vigie.settings set value = '-infinity' where name = $1 and value <> '' and ($2::integer = 0
        or nullif(value, '')::timestamptz not between now() - $2::integer * interval '1 hour' and now()) returning name`,
      [name, afterHours],
    );
    if (rows.length === 0) continue;
    for (const statement of statements) await pool.query(statement);
    begun.push(name);
  }
  if (begun.length === 0) return;
  await pool.query('checkpoint');
  await pool.query(
    `update vigie.settings set value = '' where name = any($1::text[]) and value = '-infinity'`,
    [begun],
  );
}
