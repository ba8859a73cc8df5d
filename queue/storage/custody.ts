import { createPublicKey, hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { CustodyEvent, type NewCustodyEvent } from '../contracts/index.ts';
import {
  type ChainFault,
  type CustodyLink,
  checkChain,
  custodyEventOf,
  eventBytes,
} from '../custody/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Vault } from '../vault/index.ts';
import type { Schema } from './schema.ts';

export type CustodyVault = Pick<Vault, 'unit'>;

/**
 * Adds an event to the chain of custody of an item: numbered, naming the hash of the one before, signed by the unit, and with
 * its hash in the transparency log, all in the caller's transaction. Locks the item, so chains do not fork.
 * @returns the event's number
 */
export async function recordCustody(
  tx: Kysely<Schema>,
  vault: CustodyVault,
  given: {
    readonly itemId: string;
    readonly actor: string;
    readonly now: Date;
    readonly event: NewCustodyEvent;
  },
): Promise<number> {
  const { itemId, actor, now, event } = given;
  await sql`select from vigie.items where id = ${itemId} for update`.execute(tx);
  const last = await tx
    .selectFrom('vigie.custody_events')
    .select(['number', 'sha256'])
    .where('item_id', '=', itemId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const number = (last?.number ?? 0) + 1;
  const at = now.toISOString();
  const previous = last === undefined ? null : Buffer.from(last.sha256).toString('hex');
  const bytes = eventBytes(CustodyEvent.parse({ ...event, version: 1, itemId, number, previous, at, actor }));
  const sha256 = hash('sha256', bytes, 'buffer');
  await tx
    .insertInto('vigie.custody_events')
    .values({
      item_id: itemId,
      number,
      kind: event.kind,
      event: bytes.toString('utf8'),
      sha256,
      signature: vault.unit.sign(bytes),
    })
    .execute();
  const body = { number, kind: event.kind, sha256: sha256.toString('hex') };
  await appendEntry(tx, { kind: 'custody.recorded', actor, at: now, subject: itemId, body });
  return number;
}

/** The chain of an item, first event first. */
export async function readCustody(db: Kysely<Schema>, itemId: string): Promise<CustodyLink[]> {
  const rows = await db
    .selectFrom('vigie.custody_events')
    .select(['number', 'event', 'signature'])
    .where('item_id', '=', itemId)
    .orderBy('number')
    .execute();
  return rows.map(({ number, event, signature }) => ({ number, event: Buffer.from(event), signature }));
}

/** The event by which a capture came into our hands, with the bytes that were recorded. */
export interface HeldControl {
  readonly event: Extract<CustodyEvent, { kind: 'control' }>;
  readonly bytes: Uint8Array;
}

/**
 * The newest event by which a capture of an item came into our hands, where that capture is there still, and the text that it is sealed
 * under: without it nothing of the item is evidence that could be handed over or referred to. A younger copy of the post may have its text
 * when the captured one's has ended; that the item has a text says nothing about its capture.
 * @throws AppError `evidence.altered` where an event of the chain is none
 */
export async function readHeldControl(db: Kysely<Schema>, itemId: string): Promise<HeldControl | null> {
  const chain = await readCustody(db, itemId);
  const controls = chain.flatMap((link) => {
    const event = custodyEventOf(link);
    return event.kind === 'control' ? [{ event, bytes: link.event }] : [];
  });
  const last = controls.at(-1);
  if (last === undefined) return null;
  const { rows } = await sql`
    select from vigie.captures c join vigie.sealed_posts s on s.post_id = c.post_id
    where c.id = ${last.event.capture} and c.item_id = ${itemId} and c.state = 'captured'
  `.execute(db);
  return rows.length === 0 ? null : last;
}

/** Where in the log each event of an item stands, by its number; those without a position yet are left out. */
export async function custodyPositions(db: Kysely<Schema>, itemId: string): Promise<Map<number, number>> {
  const { rows } = await sql<{ index: number }>`
    select l.index from vigie.log_leaves l join vigie.log_entries e using (entry_id)
    where e.subject = ${itemId} and e.kind = 'custody.recorded' order by e.entry_id
  `.execute(db);
  return new Map(rows.map(({ index }, at) => [at + 1, index]));
}

/**
 * Checks the chain of an item in the records. How many events there must be is told by the log, from which none is removed.
 * @returns every fault, by number of the event
 */
export async function checkCustody(
  db: Kysely<Schema>,
  vault: CustodyVault,
  itemId: string,
): Promise<ChainFault[]> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from vigie.log_entries where subject = ${itemId} and kind = 'custody.recorded'
  `.execute(db);
  const key = createPublicKey(vault.unit.publicPem);
  return checkChain(await readCustody(db, itemId), { itemId, count: rows[0]?.count ?? 0, key });
}

/** Items that have a chain of custody, in the order of their ids. */
export async function itemsInCustody(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct subject as id from vigie.log_entries where kind = 'custody.recorded' order by subject
  `.execute(db);
  return rows.map(({ id }) => id);
}
