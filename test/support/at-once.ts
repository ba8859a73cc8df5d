import { sql } from 'kysely';
import type { Column } from './columns.ts';
import { until } from './until.ts';

/**
 * Begins a second change while a first has made all its changes up to a log entry and has not ended: the log is held
 * until both wait. The embedded records run one transaction after the other; there the second waits for its turn.
 */
export async function inTheMidst<First, Second>(
  { name, database: { db } }: Column,
  first: () => Promise<First>,
  second: () => Promise<Second>,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  const waiting = (count: number) =>
    until(`${count} that wait`, async () => {
      if (name === 'embedded') return true;
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      `.execute(db);
      return rows.length === count;
    });
  const begun = await db.transaction().execute(async (tx) => {
    await sql`lock table vigie.log_entries in share row exclusive mode`.execute(tx);
    const one = Promise.allSettled([first()]);
    await waiting(1);
    const two = Promise.allSettled([second()]);
    await waiting(2);
    // As a list: a promise that a transaction returns would be waited for before it ends.
    return [one, two] as const;
  });
  const [[one], [two]] = await Promise.all(begun);
  return [one, two];
}
