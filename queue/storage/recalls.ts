import { type Kysely, type RawBuilder, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { type CustodyVault, recordCustody } from './custody.ts';
import { withdrawNotices } from './notices.ts';
import type { Schema } from './schema.ts';

/**
 * Calls an item back from everybody it was handed over to, and withdraws the notices about it, in the caller's transaction.
 * Neither the recall nor its entry says why: that an item went to protection is nobody's to know (PRO-09). Calling back twice changes nothing.
 * @returns numbers of the exports that were told
 */
export async function recallItem(
  tx: Kysely<Schema>,
  vault: CustodyVault,
  { itemId, actor, now }: { readonly itemId: string; readonly actor: string; readonly now: Date },
): Promise<number[]> {
  await withdrawNotices(tx, { itemId, actor, now });
  const { rows } = await sql<{ number: number }>`
    insert into vigie.recalls (export_number, item_id, raised_at)
    select x.number, e.item_id, ${now} from vigie.export_items e join vigie.exports x on x.number = e.export_number
    where e.item_id = ${itemId} and x.handed_over_at is not null
    on conflict do nothing returning export_number as number
  `.execute(tx);
  const numbers = rows.map(({ number }) => number).sort((one, other) => one - other);
  for (const number of numbers) {
    const event = { kind: 'disposition', what: 'recalled', export: number } as const;
    await recordCustody(tx, vault, { itemId, actor, now, event });
    await appendEntry(tx, {
      kind: 'export.recalled',
      actor,
      at: now,
      subject: `export:${number}`,
      body: { export: number, item: itemId },
    });
  }
  return numbers;
}

/**
 * Whether somebody outside has something of an item that was not called back, as a condition of SQL: an export, or a notice that
 * was sent.
 */
export function outOf(itemId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(exists (
      select from vigie.export_items e join vigie.exports x on x.number = e.export_number
      where e.item_id = ${itemId} and x.handed_over_at is not null and not exists (
        select from vigie.recalls r where r.export_number = e.export_number and r.item_id = e.item_id)
    ) or exists (
      select from vigie.notices o where o.item_id = ${itemId} and o.sent_at is not null and o.withdrawn_at is null
    ))`;
}

/** Whether somebody outside has something of an item that was not called back. */
export async function isOut(db: Kysely<Schema>, itemId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select ${outOf(sql`${itemId}`)} as found`.execute(db);
  return rows[0]?.found === true;
}

const LIST_LIMIT = 500;

export interface Recall {
  readonly export: number;
  readonly itemId: string;
  readonly place: number;
  /** JSON of the recipient. */
  readonly recipient: string;
  readonly caseNumber: number;
  readonly raisedAt: string;
  readonly sentAt: string | null;
  readonly acknowledgedAt: string | null;
}

const isListed = sql`(r.sent_at is null or (r.export_number, r.item_id) in (
  select export_number, item_id from vigie.recalls where sent_at is not null order by raised_at desc limit ${LIST_LIMIT}))`;

/**
 * Items that were called back: first every one that nobody was told of yet, nothing left off; then the newest 500 of the others, or
 * all of one export.
 */
export async function readRecalls(db: Kysely<Schema>, exportNumber?: number): Promise<Recall[]> {
  const { rows } = await sql<{
    export: number;
    item_id: string;
    place: number;
    recipient: string;
    case_number: number;
    raised_at: Date;
    sent_at: Date | null;
    acknowledged_at: Date | null;
  }>`
    select r.export_number as export, r.item_id, e.place, x.recipient, x.case_number, r.raised_at, r.sent_at, r.acknowledged_at
    from vigie.recalls r join vigie.exports x on x.number = r.export_number
      join vigie.export_items e on e.export_number = r.export_number and e.item_id = r.item_id
    where ${exportNumber === undefined ? isListed : sql`r.export_number = ${exportNumber}`}
    order by (r.sent_at is null) desc, r.raised_at desc, r.export_number, e.place
  `.execute(db);
  return rows.map((row) => ({
    export: row.export,
    itemId: row.item_id,
    place: row.place,
    recipient: row.recipient,
    caseNumber: row.case_number,
    raisedAt: row.raised_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
  }));
}

export interface MarkedRecalls {
  /** Number of the export. */
  readonly number: number;
  /** Places of the items in it that the notice named: what was called back since it was drafted is not in it. */
  readonly places: readonly number[];
  readonly actor: string;
  readonly now: Date;
}

/**
 * Writes down that a person has sent the notice about some items of an export, or that the recipient has answered about them.
 * What was written down before stays as it was.
 * @throws AppError `item.not-found` for an export of which nothing was called back
 * @throws AppError `item.conflict` where one of them was not called back or not sent before it was answered, or none waits for this step
 */
export async function markRecalls(
  tx: Kysely<Schema>,
  step: 'sent' | 'acknowledged',
  { number, places, actor, now }: MarkedRecalls,
): Promise<void> {
  const isSent = step === 'sent';
  const { rows } = await sql<{
    item_id: string;
    place: number;
    sent_at: Date | null;
    acknowledged_at: Date | null;
  }>`
    select r.item_id, e.place, r.sent_at, r.acknowledged_at
    from vigie.recalls r join vigie.export_items e on e.export_number = r.export_number and e.item_id = r.item_id
    where r.export_number = ${number} for update of r
  `.execute(tx);
  if (rows.length === 0)
    throw new AppError(
      'item.not-found',
      `expected an export of which something was called back, found none with number ${number}; "vigie evidence recalls" lists those`,
    );
  const named = rows.filter(({ place }) => places.includes(place));
  const others = places.filter((place) => !named.some((row) => row.place === place));
  if (others.length > 0) throw conflict(number, 'places of items that were called back', others.join(', '));
  const unsent = isSent ? [] : named.filter((row) => row.sent_at === null);
  if (unsent.length > 0)
    throw conflict(
      number,
      'places whose notice was sent',
      unsent.map(({ place }) => `${place}, which was not`).join(', '),
    );
  const items = named
    .filter((row) => (isSent ? row.sent_at : row.acknowledged_at) === null)
    .map((row) => row.item_id)
    .sort();
  if (items.length === 0)
    throw conflict(
      number,
      `a recall that is ${isSent ? 'not sent yet' : 'sent and not yet acknowledged'}`,
      'none at these places',
    );
  await tx
    .updateTable('vigie.recalls')
    .set(isSent ? { sent_by: actor, sent_at: now } : { acknowledged_by: actor, acknowledged_at: now })
    .where('export_number', '=', number)
    .where('item_id', 'in', items)
    .execute();
  await appendEntry(tx, {
    kind: isSent ? 'recall.sent' : 'recall.acknowledged',
    actor,
    at: now,
    subject: `export:${number}`,
    body: { export: number, items },
  });
}

function conflict(number: number, expected: string, found: string): AppError {
  return new AppError(
    'item.conflict',
    `export ${number}: expected ${expected}, found ${found}; "vigie evidence recalls" lists where each stands`,
    { number },
  );
}
