import { type Kysely, sql } from 'kysely';
import type { JobRequest } from '../jobs/definition.ts';
import { JOBS, RESTING_JOBS } from '../jobs/index.ts';
import type { Schema } from '../storage/schema.ts';
import type { JobQueue } from './port.ts';

const RELAY_LIMIT = 500;

interface OutboxRow {
  id: number;
  job_name: string;
  job_id: string;
  payload: unknown;
}

/**
 * Moves work from the outbox to the queue's store. The rows go only when the store has taken the jobs; a relay that
 * dies between the two, or runs beside another, enqueues them again under the same ids, which is no second job. No
 * transaction is held while the store is asked: in the embedded profile both share one session.
 * @returns how many rows were moved
 */
export async function relayOnce(db: Kysely<Schema>, queue: JobQueue): Promise<number> {
  let total = 0;
  for (;;) {
    const rows = await readOutbox(db);
    if (rows.length === 0) return total;
    const { known, unknown } = sortOut(rows);
    await queue.add(known);
    await settle(db, rows, unknown);
    total += rows.length;
    if (rows.length < RELAY_LIMIT) return total;
  }
}

/** Work that a stop holds for stays in the outbox until it is over. */
async function readOutbox(db: Kysely<Schema>): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select id, job_name, job_id, payload from vigie.outbox
    where job_name <> all(${[...RESTING_JOBS]}::text[])
      or not exists (select from vigie.stops where resumed_at is null)
    order by id limit ${RELAY_LIMIT}
  `.execute(db);
  return rows;
}

function sortOut(rows: readonly OutboxRow[]): { known: JobRequest[]; unknown: OutboxRow[] } {
  const known: JobRequest[] = [];
  const unknown: OutboxRow[] = [];
  for (const row of rows) {
    const job = JOBS[row.job_name];
    if (job?.payload.safeParse(row.payload).success) {
      known.push({ job, id: row.job_id, payload: row.payload });
    } else {
      unknown.push(row);
    }
  }
  return { known, unknown };
}

/** Buries rows of an unknown kind or shape and clears the outbox of all that were read, in one statement. */
async function settle(
  db: Kysely<Schema>,
  rows: readonly OutboxRow[],
  unknown: readonly OutboxRow[],
): Promise<void> {
  const ids = rows.map((row) => row.id);
  if (unknown.length === 0) {
    await db.deleteFrom('vigie.outbox').where('id', 'in', ids).execute();
    return;
  }
  await sql`
    with gone as (delete from vigie.outbox where id = any(${ids}::bigint[]) returning *)
    insert into vigie.dead_letters (job_name, job_id, payload, reason, message, died_at)
    select job_name, job_id, payload, 'payload', 'expected a job of a known name, version and shape in the outbox', now()
    from gone where id = any(${unknown.map((row) => row.id)}::bigint[])
    on conflict do nothing
  `.execute(db);
}
