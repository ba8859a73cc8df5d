import { type Kysely, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import type { CaptureProof } from '../contracts/capture.ts';
import { appendEntry } from '../log/append.ts';
import { nextTurn } from './next-turn.ts';
import type { Schema } from './schema.ts';

/** What one authority has said of an event so far. */
export interface Timestamp {
  readonly number: number;
  readonly authority: string;
  readonly state: CaptureProof['stamps'][number]['state'];
  /** Why there is no token, or none yet; `null` where nobody asked yet, and once there is one. */
  readonly reason: string | null;
  readonly attempts: number;
  readonly genTime: string | null;
  /** TimeStampResp, DER. */
  readonly token: Uint8Array | null;
}

/** An event that an authority is to be asked about now. */
export interface DueTimestamp {
  readonly itemId: string;
  readonly number: number;
  readonly authority: string;
  /** The bytes that are stamped. */
  readonly event: Uint8Array;
}

/** Writes down that each of these authorities is to stamp every control event that it was not asked about. @returns how many */
export async function planTimestamps(
  db: Kysely<Schema>,
  authorities: readonly string[],
  now: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into vigie.timestamps (item_id, number, authority, next_at)
    select c.item_id, c.number, a.id, ${now}
    from vigie.custody_events c cross join unnest(${[...authorities]}::text[]) as a (id)
    where c.kind = 'control' and not exists (
      select from vigie.timestamps t where t.item_id = c.item_id and t.number = c.number and t.authority = a.id)
    on conflict do nothing
  `.execute(db);
  return Number(numAffectedRows ?? 0);
}

/**
 * Takes what is due, and puts off its next turn: of two schedulers, one asks. The pause doubles with each attempt.
 * @param authorities those that are configured; others are asked nothing
 */
export async function takeTimestamps(
  db: Kysely<Schema>,
  authorities: readonly string[],
  now: Date,
  limit: number,
): Promise<DueTimestamp[]> {
  const { rows } = await sql<{ item_id: string; number: number; authority: string; event: string }>`
    with due as (
      select item_id, number, authority from vigie.timestamps
      where state = 'pending' and next_at <= ${now} and authority = any(${[...authorities]}::text[])
      order by next_at limit ${limit} for update skip locked
    ), taken as (
      update vigie.timestamps t set attempts = attempts + 1, next_at = ${nextTurn(now)}
      from due d where t.item_id = d.item_id and t.number = d.number and t.authority = d.authority
      returning t.item_id, t.number, t.authority
    )
    select taken.*, c.event from taken join vigie.custody_events c using (item_id, number)
    order by item_id, number, authority
  `.execute(db);
  return rows.map(({ item_id: itemId, number, authority, event }) => ({
    itemId,
    number,
    authority,
    event: Buffer.from(event),
  }));
}

type Which = Pick<DueTimestamp, 'itemId' | 'number' | 'authority'>;

/** Keeps a token that was verified, with its entry. A second one for the same event changes nothing. */
export function confirmTimestamp(
  db: Kysely<Schema>,
  which: Which,
  { token, genTime, now }: { readonly token: Uint8Array; readonly genTime: Date; readonly now: Date },
): Promise<void> {
  return settle(
    db,
    which,
    now,
    { state: 'confirmed', token, gen_time: genTime, reason: null },
    'timestamp.confirmed',
    {
      genTime: genTime.toISOString(),
    },
  );
}

/** The authority will never stamp this: it says that it cannot. */
export function refuseTimestamp(db: Kysely<Schema>, which: Which, reason: string, now: Date): Promise<void> {
  return settle(db, which, now, { state: 'refused', reason }, 'timestamp.refused', { reason });
}

/** It stays pending; why is shown until it is confirmed. */
export async function postponeTimestamp(db: Kysely<Schema>, which: Which, reason: string): Promise<void> {
  await db
    .updateTable('vigie.timestamps')
    .set({ reason })
    .where('item_id', '=', which.itemId)
    .where('number', '=', which.number)
    .where('authority', '=', which.authority)
    .where('state', '=', 'pending')
    .execute();
}

export async function readTimestamps(db: Kysely<Schema>, itemId: string): Promise<Timestamp[]> {
  const rows = await db
    .selectFrom('vigie.timestamps')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('number')
    .orderBy('authority')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    authority: row.authority,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    genTime: row.gen_time?.toISOString() ?? null,
    token: row.token,
  }));
}

/** How stamping stands, for who runs the installation. */
export interface StampBacklog {
  /** Captures that at least one of these authorities has yet to stamp; what one refused for good does not wait. */
  readonly waiting: number;
  /** When the oldest of them came into custody, ISO 8601; `null` where none waits. */
  readonly since: string | null;
  /** Stamps that an authority said it will never give. */
  readonly refused: number;
}

export async function readStampBacklog(
  db: Kysely<Schema>,
  authorities: readonly string[],
): Promise<StampBacklog> {
  const { rows } = await sql<StampBacklog>`
    with wanted as (
      select c.item_id, c.number, c.event::jsonb ->> 'at' as at, coalesce(t.state, 'pending') as state
      from vigie.custody_events c cross join unnest(${[...authorities]}::text[]) as a (id)
        left join vigie.timestamps t on t.item_id = c.item_id and t.number = c.number and t.authority = a.id
      where c.kind = 'control'
    )
    select count(distinct (item_id, number)) filter (where state = 'pending')::int as waiting,
      min(at) filter (where state = 'pending') as since, count(*) filter (where state = 'refused')::int as refused from wanted
  `.execute(db);
  return rows[0] ?? { waiting: 0, since: null, refused: 0 };
}

/** The newest token of each authority that gave one, TimeStampResp in DER. */
export async function readNewestTokens(
  db: Kysely<Schema>,
): Promise<{ readonly authority: string; readonly token: Uint8Array }[]> {
  const { rows } = await sql<{ authority: string; token: Uint8Array }>`
    select distinct on (authority) authority, token from vigie.timestamps
    where token is not null order by authority, gen_time desc
  `.execute(db);
  return rows;
}

/** Authorities whose stamps a bundle may bring: on events, or on archives' signatures, of an item that still has a text. */
export async function readStampers(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ authority: string }>`
    select distinct authority from (
      select item_id, authority from vigie.timestamps where token is not null
      union select item_id, authority from vigie.archive_signatures where authority is not null
    ) stamped where exists (
      select from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id where m.item_id = stamped.item_id)
    order by authority
  `.execute(db);
  return rows.map(({ authority }) => authority);
}

/** Captures in custody. */
export async function countControlled(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from vigie.custody_events where kind = 'control'
  `.execute(db);
  return rows[0]?.count ?? 0;
}

async function settle(
  db: Kysely<Schema>,
  { itemId, number, authority }: Which,
  now: Date,
  values: { state: Timestamp['state']; reason: string | null; token?: Uint8Array; gen_time?: Date },
  kind: 'timestamp.confirmed' | 'timestamp.refused',
  more: Record<string, string>,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const settled = await tx
      .updateTable('vigie.timestamps')
      .set(values)
      .where('item_id', '=', itemId)
      .where('number', '=', number)
      .where('authority', '=', authority)
      .where('state', '=', 'pending')
      .returning('number')
      .executeTakeFirst();
    if (settled === undefined) return;
    await appendEntry(tx, {
      kind,
      actor: PROCESS.scheduler,
      at: now,
      subject: itemId,
      body: { number, authority, ...more },
    });
  });
}
