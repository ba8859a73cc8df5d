import { type Kysely, sql } from 'kysely';
import { completeSubtrees } from '../../../queue/log/stored-tiles.ts';
import type { Schema } from '../../../queue/storage/index.ts';

const AT_ONCE = 500_000;

/** Fills the log up to a size, with leaves that commit to nothing: bodies are measured elsewhere. */
export async function seedLeaves(db: Kysely<Schema>, from: number, size: number): Promise<void> {
  for (let start = from; start < size; start += AT_ONCE) {
    const end = Math.min(size, start + AT_ONCE);
    await db.transaction().execute(async (tx) => {
      // Triggers and foreign keys are off: one statement of millions of rows would wait for each of them.
      await sql`set local session_replication_role = 'replica'`.execute(tx);
      await sql`insert into vigie.log_entries (entry_id, kind, subject) overriding system value
        select n, 'source.round', 'bench' from generate_series(${start + 1}::bigint, ${end}::bigint) n`.execute(
        tx,
      );
      await sql`insert into vigie.log_leaves (index, entry_id, commitment)
        select n - 1, n, sha256(int8send(n)) from generate_series(${start + 1}::bigint, ${end}::bigint) n`.execute(
        tx,
      );
      await completeSubtrees(tx, end);
    });
  }
  await sql`select setval(pg_get_serial_sequence('vigie.log_entries', 'entry_id'), ${size + 1})`.execute(db);
  await sql`analyze vigie.log_leaves, vigie.log_subtrees`.execute(db);
}
