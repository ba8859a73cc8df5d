import { type Kysely, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import type { Schema } from '../storage/schema.ts';
import { stoppedUntil } from './care.ts';
import { MOST_A_DAY, type Rest, restDue } from './exposure.ts';

/** Whether the actor is to rest: because they stopped for today, or from what they judged during the last day. */
export async function readRest(db: Kysely<Schema>, actor: Actor, now: Date): Promise<Rest | null> {
  const stopped = await stoppedUntil(db, actor, now);
  if (stopped !== null) return { why: 'stopped', until: stopped.getTime() };
  const { rows } = await sql<{ decided_at: Date }>`
    select decided_at from vigie.desk_decisions
    where actor = ${actor.id} and decided_at > ${now}::timestamptz - interval '1 day'
    order by decided_at desc limit ${MOST_A_DAY}
  `.execute(db);
  return restDue(
    rows.map((row) => row.decided_at.getTime()),
    now.getTime(),
  );
}
