import { type Insertable, type Kysely, type Selectable, sql } from 'kysely';
import type { ToldAct } from '../contracts/telling.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { STANDING_OFFER } from './items.ts';
import type { Schema } from './schema.ts';
import type { TellingOutcomeTable, TellingTable } from './schema-tellings.ts';

/** Duties that are done and lie behind those that are not; a list shows no more of them. */
const DONE_LIMIT = 200;
const DAY_MS = 86_400_000;

export type TellingOutcomeRow = Selectable<TellingOutcomeTable> & {
  readonly recorded_by_name: string | null;
  readonly settled_by_name: string | null;
};

/** A duty to tell, with what was done and what was written down of it. */
export interface TellingRow extends Selectable<TellingTable> {
  readonly case_number: number;
  readonly legal_reference: string;
  /** Name of the platform, or JSON of the recipient. */
  readonly platform: string | null;
  readonly recipient: string | null;
  /** When what was done was withdrawn, or called back. */
  readonly withdrawn_at: Date | null;
  /** When the first of the addresses that its letters name now is erased; `null` where they name none, or none that has an end yet. */
  readonly address_until: Date | null;
  readonly outcomes: readonly TellingOutcomeRow[];
}

/** What was done, and about which items. */
export interface ToldOf {
  readonly act: ToldAct;
  /** Of the export or the notice. */
  readonly number: number;
  readonly items: readonly string[];
  readonly actor: string;
  /** When it was done. */
  readonly at: Date;
  /** When it is written down. */
  readonly now: Date;
  readonly dueDays: number;
}

/** Writes the duties to tell that follow from an act, in its transaction: one for each item. Those that are there stay. */
export async function oweTellings(tx: Kysely<Schema>, given: ToldOf): Promise<void> {
  const { act, number, items, actor, at, now, dueDays } = given;
  const isBundle = act === 'bundle';
  const dueOn = new Date(at.getTime() + dueDays * DAY_MS).toISOString().slice(0, 10);
  for (const item of items) {
    const row = await tx
      .insertInto('vigie.tellings')
      .values(({ selectFrom }) => ({
        ...{ item_id: item, act, arose_at: at, due_on: dueOn },
        export_number: isBundle ? number : null,
        notice_number: isBundle ? null : number,
        post_id: isBundle ? selectFrom('vigie.items').select('post_id').where('id', '=', item) : null,
      }))
      // Named, so that no other conflict passes for a duty that is there.
      .onConflict((conflict) =>
        (isBundle
          ? conflict.columns(['export_number', 'item_id'])
          : conflict.column('notice_number')
        ).doNothing(),
      )
      .returning('number')
      .executeTakeFirst();
    if (row === undefined) continue;
    // Of all its copies: each may be somebody else's. The texts of a notice may be gone since it was taken out.
    await sql`
      insert into vigie.told_addresses
      select ${row.number}::bigint, s.permalink_token
      from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id
      where m.item_id = ${item} and s.permalink_token is not null
      union select ${row.number}::bigint, a.token from vigie.notice_addresses a
      where a.notice_number = ${isBundle ? null : number}
    `.execute(tx);
    await appendEntry(tx, {
      kind: 'telling.owed',
      actor,
      at: now,
      subject: `telling:${row.number}`,
      body: { telling: row.number, item, act, [isBundle ? 'export' : 'notice']: number, dueOn },
    });
  }
}

const withdrawnAt = sql`coalesce(n.withdrawn_at, r.raised_at)`;

/**
 * Of a bundle letters name the posts that were there, of a notice what it says, which lies under the key of the post that its item
 * shows. The end of a text that has not got the class of offers yet is none that it will have. A legal hold delays what would be
 * erased before it ends.
 */
const addressUntil = sql`(
  select min(greatest(case when s.class = 'offer' then s.erase_at else s.keep_until end, h.ends_at))
  from vigie.items i join vigie.item_members m on m.item_id = i.id join vigie.sealed_posts s on s.post_id = m.post_id
    left join vigie.legal_holds h on h.item_id = i.id and h.approved_at is not null and h.lifted_at is null
  where i.id = t.item_id and ${STANDING_OFFER}
    and case when t.act = 'bundle' then m.joined_at <= t.arose_at
      else m.post_id = i.post_id and coalesce(n.sealed_for, i.post_id) = i.post_id end)`;

/** Days as text: drivers read a date in the time zone of the machine. */
async function readRows(db: Kysely<Schema>, which: ReturnType<typeof sql>): Promise<TellingRow[]> {
  const { rows } = await sql<Omit<TellingRow, 'outcomes'>>`
    select t.number, t.item_id, t.act, t.export_number, t.notice_number, t.post_id, t.arose_at, t.due_on::text as due_on,
      c.number as case_number, c.legal_reference, n.platform, x.recipient, ${withdrawnAt} as withdrawn_at,
      ${addressUntil} as address_until
    from vigie.tellings t
      left join vigie.notices n on n.number = t.notice_number
      left join vigie.exports x on x.number = t.export_number
      left join vigie.recalls r on r.export_number = t.export_number and r.item_id = t.item_id
      join vigie.cases c on c.number = coalesce(n.case_number, x.case_number)
    ${which}
  `.execute(db);
  const outcomes = await sql<TellingOutcomeRow>`
    select o.telling_number, o.number, o.outcome, o.told_at, o.channel, o.ground, o.reason, o.legal_basis,
      o.review_on::text as review_on, o.is_of_withdrawn, o.recorded_by, o.recorded_at, o.settled_by, o.settled_at, o.is_approved,
      a.name as recorded_by_name, s.name as settled_by_name
    from vigie.telling_outcomes o left join vigie.accounts a on a.id = o.recorded_by left join vigie.accounts s on s.id = o.settled_by
    where o.telling_number = any(${rows.map(({ number }) => number)}::bigint[]) order by o.telling_number, o.number
  `.execute(db);
  const byTelling = new Map<number, TellingOutcomeRow[]>(rows.map(({ number }) => [number, []]));
  for (const row of outcomes.rows) byTelling.get(row.telling_number)?.push(row);
  return rows.map((row) => ({ ...row, outcomes: byTelling.get(row.number) ?? [] }));
}

const isTold = sql`exists (select from vigie.telling_outcomes o where o.telling_number = t.number and o.outcome = 'told'
  and o.is_of_withdrawn = (${withdrawnAt} is not null))`;

/** Every duty that is not done, the oldest first: nothing is left off. */
export function readOpenTellings(db: Kysely<Schema>): Promise<TellingRow[]> {
  return readRows(db, sql`where not ${isTold} order by t.number`);
}

/** Duties that are done, the newest first; at most 200. */
export function readDoneTellings(db: Kysely<Schema>): Promise<TellingRow[]> {
  return readRows(db, sql`where ${isTold} order by t.number desc limit ${DONE_LIMIT}`);
}

/** @throws AppError `item.not-found` */
export async function readTelling(db: Kysely<Schema>, number: number): Promise<TellingRow> {
  const [row] = await readRows(db, sql`where t.number = ${number}`);
  if (row) return row;
  throw new AppError(
    'item.not-found',
    `expected a duty to tell of this installation, found none with number ${number}`,
  );
}

/**
 * A duty, locked behind its item: whatever withdraws what was done waits, or is waited for. The item and not the duty, which nobody
 * may update, is what two writers meet at.
 * @throws AppError `item.not-found`
 */
export async function lockTelling(tx: Kysely<Schema>, number: number): Promise<TellingRow> {
  await sql`select from vigie.items i join vigie.tellings t on t.item_id = i.id where t.number = ${number} for update of i`.execute(
    tx,
  );
  return readTelling(tx, number);
}

export async function addTellingOutcome(
  tx: Kysely<Schema>,
  row: Insertable<TellingOutcomeTable>,
): Promise<void> {
  await tx.insertInto('vigie.telling_outcomes').values(row).execute();
}

/** Writes a second person's word. The duty is locked. */
export async function settleTelling(
  tx: Kysely<Schema>,
  { telling, number }: { readonly telling: number; readonly number: number },
  word: { readonly by: string; readonly at: Date; readonly isApproved: boolean },
): Promise<void> {
  await tx
    .updateTable('vigie.telling_outcomes')
    .set({ settled_by: word.by, settled_at: word.at, is_approved: word.isApproved })
    .where('telling_number', '=', telling)
    .where('number', '=', number)
    .execute();
}

/** A post that was there when something was done about its item. */
export interface ToldPost {
  readonly postId: string;
  /** `null`: its text is erased. */
  readonly wrappedKey: Uint8Array | null;
  readonly sealed: Uint8Array | null;
}

/** Posts of an item that were there when something was done about it: at most 200 of them, the one that left and those with a text first. */
export async function readToldPosts(
  db: Kysely<Schema>,
  { item_id, post_id, arose_at }: Pick<TellingRow, 'item_id' | 'post_id' | 'arose_at'>,
): Promise<{ readonly posts: readonly ToldPost[]; readonly total: number }> {
  const { rows } = await sql<ToldPost & { total: number }>`
    select m.post_id as "postId", s.wrapped_key as "wrappedKey", s.sealed, (count(*) over ())::int as total
    from vigie.item_members m left join vigie.sealed_posts s on s.post_id = m.post_id
    where m.item_id = ${item_id} and m.joined_at <= ${arose_at}
    order by m.post_id = ${post_id} desc nulls last, s.sealed is null, m.joined_at, m.post_id limit 200
  `.execute(db);
  return { posts: rows, total: rows[0]?.total ?? 0 };
}

/**
 * Writes down that a day was missed, with its entry: once for each duty and day.
 * @returns whether this was the first to say so
 */
export async function raiseTellingAlarm(
  tx: Kysely<Schema>,
  alarm: {
    readonly telling: number;
    readonly dueOn: string;
    readonly isReview: boolean;
    readonly actor: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const { telling, dueOn, isReview, actor, now } = alarm;
  const { numInsertedOrUpdatedRows: raised } = await tx
    .insertInto('vigie.telling_alarms')
    .values({ telling_number: telling, due_on: dueOn, raised_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (!raised) return false;
  await appendEntry(tx, {
    kind: 'telling.overdue',
    actor,
    at: now,
    subject: `telling:${telling}`,
    body: { telling, dueOn, what: isReview ? 'review' : 'telling' },
  });
  return true;
}
