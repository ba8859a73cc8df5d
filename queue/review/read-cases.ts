import { type Kysely, sql } from 'kysely';
import type { Actor, DoubtKind } from '../contracts/index.ts';
import { AppError } from '../runtime/errors.ts';
import { STANDING_OFFER } from '../storage/items.ts';
import { STANDS } from '../storage/name-requests.ts';
import type { Schema } from '../storage/schema.ts';
import type { CaseItem, CaseSummary, CaseView, NameRequest, OfferSummary } from './case-port.ts';

/** At most so many cases or offers are listed, the newest. */
const LIST_LIMIT = 200;

interface CaseRow {
  number: number;
  legal_reference: string;
  owner: string;
  owner_name: string | null;
  opened_at: Date;
  closed_at: Date | null;
  items: number;
}

const CASE_COLUMNS = sql`c.number, c.legal_reference, c.owner, a.name as owner_name, c.opened_at, c.closed_at,
  (select count(*)::int from vigie.case_items i where i.case_number = c.number) as items`;

function summaryOf(row: CaseRow, actor: Actor): CaseSummary {
  return {
    number: row.number,
    legalReference: row.legal_reference,
    ownerName: row.owner_name,
    isMine: row.owner === actor.id,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    itemCount: row.items,
  };
}

/** Open ones first, then by number, the newest first. */
export async function listCases(db: Kysely<Schema>, actor: Actor): Promise<CaseSummary[]> {
  const { rows } = await sql<CaseRow>`
    select ${CASE_COLUMNS} from vigie.cases c left join vigie.accounts a on a.id = c.owner
    order by c.closed_at is not null, c.number desc limit ${LIST_LIMIT}
  `.execute(db);
  return rows.map((row) => summaryOf(row, actor));
}

/** @throws AppError `item.not-found` */
export async function viewCase(
  db: Kysely<Schema>,
  actor: Actor,
  caseNumber: number,
  now: Date,
): Promise<CaseView> {
  const { rows } = await sql<CaseRow>`
    select ${CASE_COLUMNS} from vigie.cases c left join vigie.accounts a on a.id = c.owner
    where c.number = ${caseNumber}
  `.execute(db);
  const [row] = rows;
  if (row === undefined)
    throw new AppError(
      'item.not-found',
      `expected a case of this installation, found none with number ${caseNumber}`,
    );
  return { ...summaryOf(row, actor), items: await itemsOf(db, actor, caseNumber, now) };
}

interface CaseItemRow {
  place: number;
  added_at: Date;
  id: string;
  language: string;
  source_id: string;
  is_offer: boolean;
  doubts: DoubtKind[];
  request: {
    purpose: string;
    requestedAt: string;
    isSettled: boolean;
    stands: boolean;
    until: string | null;
  } | null;
}

/** What is no offer any more, or was handed to protection, keeps its place and shows nothing else (PRO-09). */
async function itemsOf(db: Kysely<Schema>, actor: Actor, caseNumber: number, now: Date): Promise<CaseItem[]> {
  const { rows } = await sql<CaseItemRow>`
    select ci.place, ci.added_at, i.id, i.language, i.source_id,
      ${STANDING_OFFER} as is_offer,
      array(select distinct d.kind from vigie.doubts d where d.item_id = i.id order by d.kind) as doubts,
      (select jsonb_build_object('purpose', u.purpose, 'requestedAt', u.requested_at, 'isSettled', u.settled_by is not null,
          'stands', ${STANDS}, 'until', u.until)
        from vigie.unmaskings u
        where u.item_id = i.id and u.case_number = ci.case_number and u.requested_by = ${actor.id}
        order by u.id desc limit 1) as request
    from vigie.case_items ci join vigie.items i on i.id = ci.item_id
    where ci.case_number = ${caseNumber} order by ci.place
  `.execute(db);
  return rows.map((row) => ({
    place: row.place,
    addedAt: row.added_at.toISOString(),
    offer: row.is_offer
      ? { id: row.id, language: row.language, sourceId: row.source_id, doubts: row.doubts }
      : null,
    request: row.is_offer && row.request !== null ? requestOf(row.request, now) : null,
  }));
}

function requestOf(row: NonNullable<CaseItemRow['request']>, now: Date): NameRequest {
  const leftMs = row.until === null ? 0 : Math.max(0, Date.parse(row.until) - now.getTime());
  const answered = row.until === null ? 'refused' : leftMs > 0 ? 'open' : 'over';
  return {
    purpose: row.purpose,
    requestedAt: new Date(row.requestedAt).toISOString(),
    state: row.isSettled ? answered : row.stands ? 'waiting' : 'lapsed',
    leftMs,
  };
}

/** Closed offers that lie in no case yet, the newest first. */
export async function listOffers(db: Kysely<Schema>): Promise<OfferSummary[]> {
  const { rows } = await sql<{ id: string; language: string; source_id: string; judged_at: Date | null }>`
    select i.id, i.language, i.source_id, i.judged_at from vigie.items i
    where ${STANDING_OFFER}
      and not exists (select 1 from vigie.case_items ci where ci.item_id = i.id)
    order by i.judged_at desc nulls last, i.id limit ${LIST_LIMIT}
  `.execute(db);
  return rows.map((row) => ({
    id: row.id,
    language: row.language,
    sourceId: row.source_id,
    judgedAt: row.judged_at?.toISOString() ?? null,
  }));
}

/**
 * Locks a case that is open.
 * @throws AppError `item.conflict` for one that is closed, or none
 */
export async function requireOpenCase(
  tx: Kysely<Schema>,
  caseNumber: number,
): Promise<{ readonly legalReference: string }> {
  const found = await tx
    .selectFrom('vigie.cases')
    .select(['closed_at', 'legal_reference'])
    .where('number', '=', caseNumber)
    .forUpdate()
    .executeTakeFirst();
  if (found !== undefined && found.closed_at === null) return { legalReference: found.legal_reference };
  throw new AppError(
    'item.conflict',
    `expected an open case, found ${found === undefined ? 'none' : 'a closed one'} with number ${caseNumber}`,
    { caseNumber },
  );
}
