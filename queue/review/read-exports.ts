import { type Kysely, sql } from 'kysely';
import { type Actor, type ExportForm, type ExportState, may, Recipient } from '../contracts/index.ts';
import type { Schema } from '../storage/schema.ts';
import { tookPart } from '../storage/took-part.ts';
import type { ApprovedExport, ExportSummary, HandedOver } from './export-port.ts';

const LIST_LIMIT = 200;

interface ExportRow {
  number: number;
  case_number: number;
  form: ExportForm;
  legal_reference: string;
  recipient: string;
  purpose: string;
  reason: string;
  requested_by: string;
  requested_by_name: string | null;
  requested_at: Date;
  settled_by: string | null;
  settled_by_name: string | null;
  settled_at: Date | null;
  is_approved: boolean | null;
  handed_over_at: Date | null;
  sealed_at: Date | null;
  items: number;
  recalled: number;
  is_involved: boolean;
}

/** Exports of a case, the newest first. */
export async function listExports(
  db: Kysely<Schema>,
  actor: Actor,
  caseNumber: number,
): Promise<ExportSummary[]> {
  const { rows } = await sql<ExportRow>`
    select x.*, r.name as requested_by_name, s.name as settled_by_name,
      (select count(*)::int from vigie.export_items e where e.export_number = x.number) as items,
      (select count(*)::int from vigie.recalls c where c.export_number = x.number) as recalled,
      exists (select from vigie.export_items e
        where e.export_number = x.number and ${tookPart(sql`e.item_id`, actor.id)}) as is_involved
    from vigie.exports x left join vigie.accounts r on r.id = x.requested_by left join vigie.accounts s on s.id = x.settled_by
    where x.case_number = ${caseNumber} order by x.number desc limit ${LIST_LIMIT}
  `.execute(db);
  return rows.map((row) => ({
    number: row.number,
    caseNumber: row.case_number,
    form: row.form,
    recipientName: Recipient.parse(JSON.parse(row.recipient)).name,
    purpose: row.purpose,
    reason: row.reason,
    itemCount: row.items,
    state: stateOf(row),
    requestedByName: row.requested_by_name,
    requestedAt: row.requested_at.toISOString(),
    settledByName: row.settled_by_name,
    settledAt: row.settled_at?.toISOString() ?? null,
    handedOverAt: row.handed_over_at?.toISOString() ?? null,
    recalled: row.recalled,
    isMineToSettle:
      row.settled_by === null &&
      row.requested_by !== actor.id &&
      !row.is_involved &&
      may(actor.roles, 'exports.settle', 'installation'),
  }));
}

function stateOf({ is_approved, handed_over_at, sealed_at }: ExportRow): ExportState {
  if (is_approved === null) return 'waiting';
  if (!is_approved) return 'refused';
  if (sealed_at !== null) return 'sealed';
  return handed_over_at === null ? 'approved' : 'handed-over';
}

/** An export whose custody has passed on. */
export async function readHandedOver(tx: Kysely<Schema>, number: number): Promise<HandedOver> {
  const { handedOverAt, ...approved } = await readApproved(tx, number);
  if (handedOverAt === null) throw new Error(`expected export ${number} to be handed over`);
  return { ...approved, handedOverAt };
}

/** An export that two people agreed on, handed over or not. */
export async function readApproved(
  tx: Kysely<Schema>,
  number: number,
): Promise<ApprovedExport & { readonly handedOverAt: string | null }> {
  const { rows } = await sql<ExportRow>`
    select x.*, c.legal_reference from vigie.exports x join vigie.cases c on c.number = x.case_number
    where x.number = ${number} and x.is_approved
  `.execute(tx);
  const [row] = rows;
  if (!row?.settled_at || !row.settled_by) throw new Error(`expected export ${number} to be approved`);
  const items = await tx
    .selectFrom('vigie.export_items')
    .select(['place', 'item_id as itemId'])
    .where('export_number', '=', number)
    .orderBy('place')
    .execute();
  return {
    number,
    caseNumber: row.case_number,
    legalReference: row.legal_reference,
    recipient: Recipient.parse(JSON.parse(row.recipient)),
    purpose: row.purpose,
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    approvedBy: row.settled_by,
    approvedAt: row.settled_at.toISOString(),
    handedOverAt: row.handed_over_at?.toISOString() ?? null,
    items,
  };
}
