import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import { appendEntry } from '../log/append.ts';
import { nextTurn } from './next-turn.ts';
import type { Schema } from './schema.ts';
import type { ProofState } from './schema-custody.ts';

/** The block that a confirmed proof leads to. */
export interface SeenBlock {
  readonly height: number;
  /** Hexadecimal, as people write it. */
  readonly hash: string;
  readonly time: Date;
  /** Its header, 80 bytes. */
  readonly bytes: Uint8Array;
}

/** What one calendar has said of an event so far. */
export interface TimeProof {
  readonly number: number;
  readonly calendar: string;
  readonly state: ProofState;
  /** Why it is no further; kinds only, never what a server said. */
  readonly reason: string | null;
  /** Detached proof (`.ots`). */
  readonly proof: Uint8Array | null;
  /** Of the block that the proof names. */
  readonly height: number | null;
  /** `null` unless confirmed. */
  readonly block: SeenBlock | null;
}

/** An event that a calendar, or the source of block headers, is to be asked about now. */
export interface DueProof {
  readonly itemId: string;
  readonly number: number;
  readonly calendar: string;
  readonly state: ProofState;
  readonly proof: Uint8Array | null;
  /** The bytes whose SHA-256 is stamped. */
  readonly event: Uint8Array;
}

/** Writes down that each of these calendars is to commit to every control event that it was not asked about. */
export async function planProofs(db: Kysely<Schema>, calendars: readonly string[], now: Date): Promise<void> {
  await sql`
    insert into vigie.opentimestamps (item_id, number, calendar, next_at)
    select c.item_id, c.number, a.id, ${now}
    from vigie.custody_events c cross join unnest(${[...calendars]}::text[]) as a (id)
    where c.kind = 'control' and not exists (
      select from vigie.opentimestamps o where o.item_id = c.item_id and o.number = c.number and o.calendar = a.id)
    on conflict do nothing
  `.execute(db);
}

/**
 * Takes what is due, and puts off its next turn: of two schedulers, one asks.
 * @param turn `withHeaders`: whether blocks can be checked; without that nothing more can be known of an attested proof
 */
export async function takeProofs(
  db: Kysely<Schema>,
  calendars: readonly string[],
  turn: { readonly now: Date; readonly limit: number; readonly withHeaders: boolean },
): Promise<DueProof[]> {
  const states = ['unsent', 'pending', ...(turn.withHeaders ? ['attested'] : [])];
  const { rows } = await sql<DueProof & { event: string }>`
    with due as (
      select item_id, number, calendar from vigie.opentimestamps
      where state = any(${states}::text[]) and next_at <= ${turn.now} and calendar = any(${[...calendars]}::text[])
      order by next_at limit ${turn.limit} for update skip locked
    ), taken as (
      update vigie.opentimestamps o set attempts = attempts + 1, next_at = ${nextTurn(turn.now)}
      from due d where o.item_id = d.item_id and o.number = d.number and o.calendar = d.calendar
      returning o.item_id, o.number, o.calendar, o.state, o.proof
    )
    select item_id as "itemId", number, calendar, state, proof, c.event
    from taken join vigie.custody_events c using (item_id, number) order by item_id, number, calendar
  `.execute(db);
  return rows.map((row) => ({ ...row, event: Buffer.from(row.event) }));
}

/**
 * Keeps how far a proof came, with its entry. The state follows from what is known: a block that was seen, a block that is named,
 * or a promise. Where somebody else has changed the proof in between, nothing happens.
 */
export async function advanceProof(
  db: Kysely<Schema>,
  due: Pick<DueProof, 'itemId' | 'number' | 'calendar' | 'state' | 'proof'>,
  found: {
    readonly proof: Uint8Array;
    readonly height: number | null;
    readonly block: SeenBlock | null;
    readonly now: Date;
  },
): Promise<void> {
  const { proof, block, now } = found;
  const height = block?.height ?? found.height;
  const state = block !== null ? 'confirmed' : height !== null ? 'attested' : 'pending';
  const { itemId, number, calendar } = due;
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update vigie.opentimestamps set state = ${state}, reason = null, proof = ${proof}, height = ${height},
        block_hash = ${block?.hash ?? null}, block_time = ${block?.time ?? null}, header = ${block?.bytes ?? null},
        attempts = case when ${state} = 'attested' then 0 else attempts end,
        next_at = case when ${state} = 'attested' then ${now}::timestamptz else next_at end
      where item_id = ${itemId} and number = ${number} and calendar = ${calendar} and state = ${due.state}
        and proof is not distinct from ${due.proof} returning number
    `.execute(tx);
    if (rows.length === 0) return;
    await appendEntry(tx, {
      kind: `opentimestamps.${state}`,
      actor: PROCESS.scheduler,
      at: now,
      subject: itemId,
      body: {
        number,
        calendar,
        proof: hash('sha256', proof, 'hex'),
        ...(height === null ? {} : { height }),
        ...(block === null ? {} : { block: block.hash, blockTime: block.time.toISOString() }),
      },
    });
  });
}

/** It stays as far as it is; why is shown until it comes further. */
export async function postponeProof(
  db: Kysely<Schema>,
  { itemId, number, calendar, state }: DueProof,
  reason: string,
): Promise<void> {
  await db
    .updateTable('vigie.opentimestamps')
    .set({ reason })
    .where('item_id', '=', itemId)
    .where('number', '=', number)
    .where('calendar', '=', calendar)
    .where('state', '=', state)
    .where('state', '<>', 'confirmed')
    .execute();
}

export async function readProofs(db: Kysely<Schema>, itemId: string): Promise<TimeProof[]> {
  const rows = await db
    .selectFrom('vigie.opentimestamps')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('number')
    .orderBy('calendar')
    .execute();
  return rows.map(({ block_hash: blockHash, block_time: time, header, ...row }) => ({
    number: row.number,
    calendar: row.calendar,
    state: row.state,
    reason: row.reason,
    proof: row.proof,
    height: row.height,
    block:
      header === null || blockHash === null || time === null || row.height === null
        ? null
        : { height: row.height, hash: blockHash, time, bytes: header },
  }));
}

/** Proofs by state, and since when the oldest event that is no further waits, ISO 8601. */
export async function countProofs(
  db: Kysely<Schema>,
  calendars: readonly string[],
): Promise<{ readonly state: ProofState; readonly count: number; readonly since: string }[]> {
  const { rows } = await sql<{ state: ProofState; count: number; since: string }>`
    select coalesce(o.state, 'unsent') as state, count(*)::int as count, min(c.event::jsonb ->> 'at') as since
    from vigie.custody_events c cross join unnest(${[...calendars]}::text[]) as a (id)
      left join vigie.opentimestamps o on o.item_id = c.item_id and o.number = c.number and o.calendar = a.id
    where c.kind = 'control'
    group by 1 order by array_position(array['unsent', 'pending', 'attested', 'confirmed'], coalesce(o.state, 'unsent'))
  `.execute(db);
  return rows;
}
