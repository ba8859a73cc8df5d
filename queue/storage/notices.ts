import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import type { NoticeOutcome, NoticeState } from '../contracts/notice.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from './schema.ts';
import type { NoticeOutcomeTable, NoticeTable } from './schema-notices.ts';

const LIST_LIMIT = 500;

export type NoticeRow = Selectable<NoticeTable>;

export interface ListedNotice extends NoticeRow {
  readonly legal_reference: string;
  readonly drafted_by_name: string | null;
  readonly confirmed_by_name: string | null;
  readonly sent_by_name: string | null;
  readonly last_outcome: NoticeOutcome | null;
}

/** Where a notice stands. */
export function stateOfNotice(
  row: Pick<NoticeRow, 'withdrawn_at' | 'sent_at' | 'exported_at' | 'confirmed_at'>,
): NoticeState {
  if (row.withdrawn_at !== null) return 'withdrawn';
  if (row.sent_at !== null) return 'sent';
  if (row.exported_at !== null) return 'exported';
  return row.confirmed_at === null ? 'drafted' : 'confirmed';
}

/** @returns the notice's number */
export async function insertNotice(
  tx: Kysely<Schema>,
  row: Pick<
    Insertable<NoticeTable>,
    | 'case_number'
    | 'item_id'
    | 'kind'
    | 'language'
    | 'platform'
    | 'sealed'
    | 'sealed_for'
    | 'digest'
    | 'drafted_by'
    | 'drafted_at'
  >,
): Promise<number> {
  const { number } = await tx
    .insertInto('vigie.notices')
    .values(row)
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export async function updateNotice(
  tx: Kysely<Schema>,
  number: number,
  change: Updateable<NoticeTable>,
): Promise<void> {
  await tx.updateTable('vigie.notices').set(change).where('number', '=', number).execute();
}

/**
 * Writes down that a notice was taken out for the first time, with the addresses that whoever posted may contest it by: their
 * tokens go with the texts, and whether it is with the platform by then nobody here knows.
 */
export async function takeOutNotice(
  tx: Kysely<Schema>,
  { number, item_id }: Pick<NoticeRow, 'number' | 'item_id'>,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await updateNotice(tx, number, { exported_by: by, exported_at: at });
  // Of all its copies: each may be somebody else's.
  await sql`
    insert into vigie.notice_addresses select distinct ${number}::bigint, s.permalink_token
    from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id
    where m.item_id = ${item_id} and s.permalink_token is not null
  `.execute(tx);
}

/**
 * A notice, locked behind its case and its item, in this order as everywhere: whatever calls the item back waits, or is waited
 * for.
 * @throws AppError `item.not-found`
 */
export async function lockNotice(tx: Kysely<Schema>, number: number): Promise<NoticeRow> {
  await sql`select from vigie.cases c join vigie.notices n on n.case_number = c.number where n.number = ${number} for update of c`.execute(
    tx,
  );
  await sql`select from vigie.items i join vigie.notices n on n.item_id = i.id where n.number = ${number} for update of i`.execute(
    tx,
  );
  const row = await tx
    .selectFrom('vigie.notices')
    .selectAll()
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (row) return row;
  throw noSuchNotice(number);
}

const isToCorrect = sql`(n.withdrawn_at is not null and n.sent_at is not null and n.corrected_at is null)`;

/**
 * Notices: first every one of which a platform is still to be told that it is withdrawn, nothing left off; then the newest 500 of
 * the others.
 */
export async function listNotices(
  db: Kysely<Schema>,
  which: { readonly caseNumber?: number; readonly number?: number } = {},
): Promise<ListedNotice[]> {
  const isAsked = sql`true ${which.caseNumber === undefined ? sql`` : sql`and n.case_number = ${which.caseNumber}`}
    ${which.number === undefined ? sql`` : sql`and n.number = ${which.number}`}`;
  const { rows } = await sql<ListedNotice>`
    select n.*, c.legal_reference, d.name as drafted_by_name, k.name as confirmed_by_name, s.name as sent_by_name,
      (select o.outcome from vigie.notice_outcomes o where o.notice_number = n.number order by o.number desc limit 1) as last_outcome
    from vigie.notices n join vigie.cases c on c.number = n.case_number
      left join vigie.accounts d on d.id = n.drafted_by left join vigie.accounts k on k.id = n.confirmed_by
      left join vigie.accounts s on s.id = n.sent_by
    where ${isAsked} and (${isToCorrect} or n.number in (
      select n.number from vigie.notices n where ${isAsked} and not ${isToCorrect} order by n.number desc limit ${LIST_LIMIT}))
    order by ${isToCorrect} desc, n.number desc
  `.execute(db);
  return rows;
}

/** @throws AppError `item.not-found` */
export async function readNotice(db: Kysely<Schema>, number: number): Promise<ListedNotice> {
  const [row] = await listNotices(db, { number });
  if (row) return row;
  throw noSuchNotice(number);
}

/** What became of a notice, in the order in which it was written down. */
export function readNoticeOutcomes(
  db: Kysely<Schema>,
  number: number,
): Promise<Selectable<NoticeOutcomeTable>[]> {
  return db
    .selectFrom('vigie.notice_outcomes')
    .selectAll()
    .where('notice_number', '=', number)
    .orderBy('number')
    .execute();
}

/** Adds an outcome behind those that there are. The notice is locked. */
export async function addNoticeOutcome(
  tx: Kysely<Schema>,
  row: Omit<Selectable<NoticeOutcomeTable>, 'number'>,
): Promise<void> {
  const { length } = await readNoticeOutcomes(tx, row.notice_number);
  await tx
    .insertInto('vigie.notice_outcomes')
    .values({ ...row, number: length + 1 })
    .execute();
}

/** What else is known of an item that a notice would be about. */
export async function readNoticeFacts(
  tx: Kysely<Schema>,
  itemId: string,
): Promise<{
  readonly isContested: boolean;
  readonly isRecalled: boolean;
  /** Its posts that can still be opened. */
  readonly posts: readonly {
    readonly postId: string;
    readonly wrappedKey: Uint8Array;
    readonly sealed: Uint8Array;
  }[];
}> {
  const { rows } = await sql<{ isContested: boolean; isRecalled: boolean }>`
    select exists (select from vigie.contests where item_id = ${itemId} and decided_on is null) as "isContested",
      exists (select from vigie.recalls where item_id = ${itemId}) as "isRecalled"
  `.execute(tx);
  const posts = await sql<{ postId: string; wrappedKey: Uint8Array; sealed: Uint8Array }>`
    select s.post_id as "postId", s.wrapped_key as "wrappedKey", s.sealed
    from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id
    where m.item_id = ${itemId} order by m.joined_at, s.post_id limit 200
  `.execute(tx);
  return { isContested: false, isRecalled: false, ...rows[0], posts: posts.rows };
}

/**
 * Withdraws every notice about an item that goes to protection or whose contest was upheld, in the caller's transaction. Those
 * that were sent wait for somebody who tells the platform; neither they nor the entries say why (PRE-09).
 * @returns their numbers
 */
export async function withdrawNotices(
  tx: Kysely<Schema>,
  { itemId, actor, now }: { readonly itemId: string; readonly actor: string; readonly now: Date },
): Promise<number[]> {
  const { rows } = await sql<NoticeRow>`
    select * from vigie.notices where item_id = ${itemId} and withdrawn_at is null for update
  `.execute(tx);
  await sql`
    update vigie.notices set withdrawn_at = ${now}, withdrawn_by = ${actor}, is_recalled = true
    where item_id = ${itemId} and withdrawn_at is null
  `.execute(tx);
  const withdrawn = rows.toSorted((one, other) => one.number - other.number);
  for (const row of withdrawn)
    await appendEntry(tx, {
      kind: 'notice.withdrawn',
      actor,
      at: now,
      subject: `notice:${row.number}`,
      body: { notice: row.number, item: itemId, from: stateOfNotice(row) },
    });
  return withdrawn.map(({ number }) => number);
}

function noSuchNotice(number: number): AppError {
  return new AppError(
    'item.not-found',
    `expected a notice of this installation, found none with number ${number}`,
  );
}
