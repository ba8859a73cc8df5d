import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { appendEntry } from './append.ts';

const SHREDDED = 'log.shredded';

/**
 * Destroys what entries say that are older than this: their leaves stay, so every proof still holds. The age of an entry is
 * that of the first checkpoint it is under; where that was signed by a clock that was set back, its age is that of the youngest one
 * before it: a log that was once signed in 1970 is not half a century old. Running it twice destroys nothing more.
 * @param now what is signed later than this was signed by a clock that was ahead, and says nothing
 * @returns how many bodies were shredded
 */
export async function shredBodies(
  db: Kysely<Schema>,
  signedBefore: Date,
  now: Date,
  actor: string,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ before: number }>`
      select coalesce(max(size), 0) as before from vigie.log_checkpoints
      where made_at < ${signedBefore} and size < coalesce(
        (select min(size) from vigie.log_checkpoints where made_at >= ${signedBefore} and made_at <= ${now}), size + 1)
    `.execute(tx);
    const before = rows[0]?.before ?? 0;
    const gone = await sql`
      delete from vigie.log_bodies b using vigie.log_leaves l where l.entry_id = b.entry_id and l.index < ${before}
    `.execute(tx);
    const bodies = Number(gone.numAffectedRows ?? 0);
    if (bodies === 0) return 0;
    await appendEntry(tx, {
      kind: SHREDDED,
      actor,
      at: now,
      subject: 'retention',
      body: { before, bodies },
    });
    return bodies;
  });
}

/** Entries from this position on, and those that have none yet: whether one of them says that bodies were shredded. */
export async function isShreddedSince(db: Kysely<Schema>, size: number): Promise<boolean> {
  const { rows } = await sql`
    select from vigie.log_entries e join vigie.log_pending using (entry_id) where e.kind = ${SHREDDED}
    union all
    select from vigie.log_entries e join vigie.log_leaves l using (entry_id)
      where l.index >= ${size} and e.kind = ${SHREDDED}
    limit 1
  `.execute(db);
  return rows.length > 0;
}
