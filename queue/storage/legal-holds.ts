import { type Kysely, type Selectable, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { AppError, type ErrorCode } from '../runtime/errors.ts';
import { personOf, requirePerson } from './persons.ts';
import type { Schema } from './schema.ts';
import type { LegalHoldTable } from './schema-safeguards.ts';

export type LegalHold = Selectable<LegalHoldTable>;

/** A hold lasts this long at most, in milliseconds; the records hold it too. */
const LONGEST_MS = 180 * 86_400_000;
/** No hold ends later than so long after its item was opened, in milliseconds; the records hold it too. */
const LAST_END_MS = 1095 * 86_400_000;

/** What was asked for. */
export interface AskedHold {
  readonly holdId: number;
  /** The end that was asked for, or three years after the item was opened where that is earlier. */
  readonly endsAt: Date;
}

export interface HoldRequest {
  readonly itemId: string;
  /** Why, and on whose order; it goes into the log, so it names nobody. */
  readonly reason: string;
  readonly endsAt: Date;
  readonly actor: string;
  readonly now: Date;
}

/**
 * Asks for the text of an item to be kept beyond its retention, or for longer than by the hold that is in force. Nothing is kept until
 * somebody else approves.
 * @throws AppError `usage.invalid` for a time or reason out of bounds, `item.not-found`
 * @throws AppError `hold.refused` for an item of the protection lane, one without a text or too old, or a request that waits already
 * @throws AppError `operator.unknown` when nobody can tell who asks
 */
export async function requestHold(db: Kysely<Schema>, ask: HoldRequest): Promise<AskedHold> {
  const { itemId, reason, actor, now } = ask;
  const lasts = ask.endsAt.getTime() - now.getTime();
  if (!(lasts > 0 && lasts <= LONGEST_MS)) {
    throw told(
      'usage.invalid',
      'an end after now and within 180 days',
      `one ${Math.round(lasts / 86_400_000)} days from now`,
    );
  }
  if (reason.trim() === '' || reason.length > 500) {
    throw told('usage.invalid', 'a reason of 1 to 500 characters', `${reason.trim().length}`);
  }
  return await db.transaction().execute(async (tx) => {
    const item = await holdable(tx, itemId);
    const person = await requirePerson(tx, actor);
    const endsAt = new Date(Math.min(ask.endsAt.getTime(), item.opened_at.getTime() + LAST_END_MS));
    if (endsAt <= now)
      throw refused('an item that was opened less than three years ago', 'one that nothing holds any longer');
    const { rows } = await sql<{ hold_id: number }>`
      insert into vigie.legal_holds (item_id, reason, requested_by, requested_at, ends_at, opened_at)
      values (${itemId}, ${reason}, ${person}, ${now}, ${endsAt}, ${item.opened_at})
      on conflict (item_id) where lifted_at is null and approved_at is null do nothing returning hold_id
    `.execute(tx);
    const [hold] = rows;
    if (hold === undefined)
      throw refused(
        'an item for which no hold waits',
        'one whose hold waits for a second person; have it approved, or lift it',
      );
    const body = { hold: hold.hold_id, reason, endsAt: endsAt.toISOString() };
    await appendEntry(tx, {
      kind: 'hold.requested',
      actor: person,
      at: now,
      subject: itemId,
      body,
    });
    return { holdId: hold.hold_id, endsAt };
  });
}

/**
 * The second person's word. From now on the text of the item is kept until the hold ends. It takes the place of a hold that ends
 * earlier, which is lifted in the same transaction, so that nothing is erased in between.
 * @throws AppError `hold.refused` for the one who asked, a hold that has ended or ends before the one in force, or an item that is in
 * protection by now; `item.not-found`
 * @throws AppError `operator.unknown` when nobody can tell who approves, or who asked
 */
export function approveHold(
  db: Kysely<Schema>,
  { holdId, actor, now }: { readonly holdId: number; readonly actor: string; readonly now: Date },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const hold = await openHold(tx, holdId);
    const person = await requirePerson(tx, actor);
    // Whoever asked before accounts named users of the host has to be told apart as well.
    if ((await requirePerson(tx, hold.requested_by)) === person)
      throw refused('a second person', `${person}, who asked for this hold`);
    if (hold.approved_by !== null || hold.ends_at <= now)
      throw refused('a hold that waits', 'one that does not');
    await keepTexts(tx, hold.item_id);
    await holdable(tx, hold.item_id);
    await takePlace(tx, hold, person, now);
    await tx
      .updateTable('vigie.legal_holds')
      .set({ approved_by: person, approved_at: now })
      .where('hold_id', '=', holdId)
      .execute();
    const body = { hold: holdId };
    await appendEntry(tx, {
      kind: 'hold.approved',
      actor: person,
      at: now,
      subject: hold.item_id,
      body,
    });
  });
}

/** Lifts what the hold follows. A shorter one takes the place of none: that would be a lift with the word of two. */
async function takePlace(tx: Kysely<Schema>, hold: LegalHold, person: string, now: Date): Promise<void> {
  const before = await tx
    .selectFrom('vigie.legal_holds')
    .selectAll()
    .where('item_id', '=', hold.item_id)
    .where('lifted_at', 'is', null)
    .where('approved_at', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return;
  if (before.ends_at >= hold.ends_at)
    throw refused(
      `a hold that ends after ${before.ends_at.toISOString()}, when hold ${before.hold_id} does`,
      `one until ${hold.ends_at.toISOString()}; lift hold ${before.hold_id} to end it earlier`,
    );
  await lift(tx, before, person, now, { followedBy: hold.hold_id });
}

/**
 * Ends a hold; one person is enough, because erasing is the rule.
 * @throws AppError `hold.refused` for one that was lifted, `item.not-found`
 */
export function liftHold(
  db: Kysely<Schema>,
  { holdId, actor, now }: { readonly holdId: number; readonly actor: string; readonly now: Date },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const hold = await openHold(tx, holdId);
    await lift(tx, hold, await personOf(tx, actor), now);
  });
}

async function lift(
  tx: Kysely<Schema>,
  hold: LegalHold,
  person: string,
  now: Date,
  more: { readonly followedBy?: number } = {},
): Promise<void> {
  await tx
    .updateTable('vigie.legal_holds')
    .set({ lifted_by: person, lifted_at: now })
    .where('hold_id', '=', hold.hold_id)
    .execute();
  await appendEntry(tx, {
    kind: 'hold.lifted',
    actor: person,
    at: now,
    subject: hold.item_id,
    body: { hold: hold.hold_id, ...more },
  });
}

/** Holds that were not lifted, oldest first; those that have ended are among them until somebody lifts them. */
export function readHolds(db: Kysely<Schema>): Promise<LegalHold[]> {
  return db
    .selectFrom('vigie.legal_holds')
    .selectAll()
    .where('lifted_at', 'is', null)
    .orderBy('hold_id')
    .execute();
}

/**
 * Whoever erases locks posts before items, and asks for holds once it has the posts: while these are locked, either waits for the
 * other and sees what the other did.
 */
async function keepTexts(tx: Kysely<Schema>, itemId: string): Promise<void> {
  await sql`
    select from vigie.posts where id in (select post_id from vigie.item_members where item_id = ${itemId})
    order by id for share
  `.execute(tx);
}

async function holdable(tx: Kysely<Schema>, itemId: string): Promise<{ opened_at: Date }> {
  const item = await tx
    .selectFrom('vigie.items')
    .select(['lane', 'outcome', 'opened_at', 'state'])
    .where('id', '=', itemId)
    .forUpdate()
    .executeTakeFirst();
  if (item === undefined)
    throw told('item.not-found', 'an item of this installation', `none with the id ${itemId}`);
  if (item.lane === 'protect' || item.outcome === 'protect') {
    throw refused('an item of the review lane', 'one in protection: nothing there is held');
  }
  // An item that has an outcome keeps its state when its text goes.
  const text = await tx
    .selectFrom('vigie.item_members as m')
    .innerJoin('vigie.sealed_posts as s', 's.post_id', 'm.post_id')
    .select('s.post_id')
    .where('m.item_id', '=', itemId)
    .executeTakeFirst();
  if (item.state === 'erased' || text === undefined)
    throw refused('an item with a text', 'one whose text is erased');
  return item;
}

async function openHold(tx: Kysely<Schema>, holdId: number): Promise<LegalHold> {
  const hold = await tx
    .selectFrom('vigie.legal_holds')
    .selectAll()
    .where('hold_id', '=', holdId)
    .forUpdate()
    .executeTakeFirst();
  if (hold === undefined)
    throw told('item.not-found', 'a hold of this installation', `none with the number ${holdId}`);
  if (hold.lifted_at !== null) throw refused('a hold that was not lifted', `${holdId}, which was`);
  return hold;
}

function refused(expected: string, found: string): AppError {
  return told('hold.refused', expected, found);
}

function told(code: ErrorCode, expected: string, found: string): AppError {
  return new AppError(code, `expected ${expected}, found ${found}`);
}
