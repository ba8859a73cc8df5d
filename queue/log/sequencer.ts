import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { leafHash } from './merkle.ts';

/** Transaction-scoped advisory lock of the one sequencer; the number spells "VIGL". */
const SEQUENCER_LOCK = 0x5649474c;
const PASS_LIMIT = 5000;

/** Chain hash before the first entry. */
export const GENESIS: Buffer = Buffer.alloc(32);

/**
 * Chain hash of the entry at `index`: SHA-256 over 0x02, the previous hash, the index as unsigned 64-bit big-endian,
 * and the entry's leaf hash.
 */
export function chainHash(previous: Uint8Array, index: number, body: string): Buffer {
  const position = Buffer.allocUnsafe(8);
  position.writeBigUInt64BE(BigInt(index));
  return createHash('sha256').update(CHAIN).update(previous).update(position).update(leafHash(body)).digest();
}

const CHAIN = Uint8Array.of(2);

/**
 * Gives every committed entry its index and chain hash. Any number of processes may call it: a transaction-scoped lock
 * lets one through at a time, so the chain never forks. An entry whose transaction began after another committed comes
 * later.
 * @returns how many entries were sequenced
 */
export async function sequence(db: Kysely<Schema>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await db.transaction().execute(sequencePass);
    total += count;
    if (count < PASS_LIMIT) return total;
  }
}

async function sequencePass(tx: Kysely<Schema>): Promise<number> {
  const waits = await sql`select 1 from vigie.log_pending limit 1`.execute(tx);
  if (waits.rows.length === 0) return 0;
  await sql`select pg_advisory_xact_lock(${SEQUENCER_LOCK})`.execute(tx);
  const head = await logHead(tx);
  const { rows } = await sql<{ entry_id: number; body: string }>`
    with taken as (
      delete from vigie.log_pending where entry_id in (
        select p.entry_id from vigie.log_pending p join vigie.log_entries e using (entry_id)
        order by e.written_by, e.entry_id limit ${PASS_LIMIT}
      ) returning entry_id
    )
    select e.entry_id, e.body from vigie.log_entries e join taken using (entry_id) order by e.written_by, e.entry_id
  `.execute(tx);
  if (rows.length === 0) return 0;
  let previous: Buffer = head.hash;
  const hashes = rows.map((row, offset) => {
    previous = chainHash(previous, head.size + offset, row.body);
    return previous;
  });
  await sql`
    insert into vigie.log_chain (index, entry_id, hash)
    select ${head.size} + t.n - 1, t.entry_id, t.hash
    from unnest(${rows.map((row) => row.entry_id)}::bigint[], ${hashes}::bytea[]) with ordinality as t (entry_id, hash, n)
  `.execute(tx);
  return rows.length;
}

export interface LogHead {
  readonly size: number;
  /** Chain hash of the last entry; `GENESIS` of an empty log. */
  readonly hash: Buffer;
}

export async function logHead(db: Kysely<Schema>): Promise<LogHead> {
  const last = await db
    .selectFrom('vigie.log_chain')
    .select(['index', 'hash'])
    .orderBy('index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { size: last.index + 1, hash: Buffer.from(last.hash) } : { size: 0, hash: GENESIS };
}
