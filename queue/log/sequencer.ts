import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, sealBodies } from './bodies.ts';
import type { TreeHead } from './consistency.ts';
import { completeSubtrees, storedNodes } from './stored-tiles.ts';
import { rootAt } from './tree.ts';

/** Transaction-scoped advisory lock of the one sequencer; the number spells "VIGL". */
const SEQUENCER_LOCK = 0x5649474c;
const PASS_LIMIT = 5000;

/**
 * Gives every committed entry its place in the tree: a leaf that commits to its body, and the body sealed. Any number of
 * processes may call it: a transaction-scoped lock lets one through at a time, so the tree never forks. An entry whose
 * transaction began after another committed comes later.
 * @returns how many entries were sequenced
 */
export async function sequence(db: Kysely<Schema>, vault: BodyVault): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.transaction().execute((tx) => sequencePass(tx, vault));
    total += count;
    if (count < PASS_LIMIT) return total;
  }
}

async function sequencePass(tx: Kysely<Schema>, vault: BodyVault): Promise<number> {
  const waits = await sql`select 1 from vigie.log_pending limit 1`.execute(tx);
  if (waits.rows.length === 0) return 0;
  await lockLog(tx);
  const size = await logSize(tx);
  const { rows } = await sql<{ entry_id: number; body: string }>`
    with taken as (
      delete from vigie.log_pending where entry_id in (
        select p.entry_id from vigie.log_pending p join vigie.log_entries e using (entry_id)
        order by e.written_by, e.entry_id limit ${PASS_LIMIT}
      ) returning entry_id, body
    )
    select t.entry_id, t.body from vigie.log_entries e join taken t using (entry_id) order by e.written_by, e.entry_id
  `.execute(tx);
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.entry_id);
  const bodies = rows.map((row) => row.body);
  const { commitments, wrappedKeys, sealed } = sealBodies(vault, size, bodies);
  await sql`
    with leaves as (
      insert into vigie.log_leaves (index, entry_id, commitment)
      select ${size} + t.n - 1, t.entry_id, t.commitment
      from unnest(${ids}::bigint[], ${commitments}::bytea[]) with ordinality as t (entry_id, commitment, n)
    )
    insert into vigie.log_bodies (entry_id, wrapped_key, sealed)
    select * from unnest(${ids}::bigint[], ${wrappedKeys}::bytea[], ${sealed}::bytea[])
  `.execute(tx);
  await completeSubtrees(tx, size + rows.length);
  return rows.length;
}

/** Until the transaction ends, nobody else adds to the tree or signs what it is. */
export async function lockLog(tx: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SEQUENCER_LOCK})`.execute(tx);
}

export async function logSize(db: Kysely<Schema>): Promise<number> {
  const last = await db
    .selectFrom('vigie.log_leaves')
    .select('index')
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? last.index + 1 : 0;
}

/** Size and root of the tree (RFC 6962); what is computed grows with the logarithm of its size. */
export async function logHead(db: Kysely<Schema>): Promise<TreeHead & { readonly root: Buffer }> {
  const size = await logSize(db);
  return { size, root: await rootAt(storedNodes(db, size), size) };
}
