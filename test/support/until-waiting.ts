import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';
import { until } from './until.ts';

/**
 * Looks until work that was begun waits for a lock of another connection, or has come to an end without. One piece of work at a
 * time: nothing else of this database may be waiting.
 */
export async function untilWaiting(db: Kysely<Schema>, work: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  const note = () => {
    hasEnded = true;
  };
  work.then(note, note);
  await until('the work begun waits for a lock', async () => hasEnded || (await isAnyoneWaiting(db)));
}

async function isAnyoneWaiting(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    ) as found
  `.execute(db);
  return rows[0]?.found === true;
}
