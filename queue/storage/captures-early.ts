import { type Kysely, type RawBuilder, sql } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';

/**
 * Ends a job that could begin no capture, unless there is one to be made still: by this machine's clock, which is behind the
 * scheduler's, it is not due, somebody is at it, or it waits for its item. Then the queue has to forget the job: one of this name that
 * ended well would keep the next from being named.
 * @throws AppError `capture.not-due`
 */
export function refuseEarlyCapture(db: Kysely<Schema>, id: string): Promise<void> {
  return refuseWhere(db, id, sql`state = 'wanted'`);
}

/** The same for a later look at a page. @throws AppError `capture.not-due` */
export function refuseEarlyLook(db: Kysely<Schema>, id: string): Promise<void> {
  return refuseWhere(db, id, sql`state = 'captured' and look_at is not null`);
}

async function refuseWhere(db: Kysely<Schema>, id: string, isWaiting: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql`select from vigie.captures where id = ${id} and ${isWaiting}`.execute(db);
  if (rows.length === 0) return;
  throw new AppError(
    'capture.not-due',
    `expected capture ${id} to be due, as it was by the scheduler's clock, found that it is not yet, or in other hands; it is named ` +
      'again when its time has come. Where this goes on, set the clocks of both machines',
  );
}
