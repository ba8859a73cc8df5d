import { type Kysely, type Selectable, sql } from 'kysely';
import type { Actor, EntryKind } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { STANDING_OFFER } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import type { ExportTable } from '../storage/schema-custody.ts';

/** What went to protection, or is no offer any more, is not named. */
export const offersOf = (caseNumber: number) => sql`ci.case_number = ${caseNumber} and ${STANDING_OFFER}`;

export const ofExport = ({
  number,
  case_number,
}: Selectable<ExportTable>) => sql`ci.case_number = ${case_number} and exists (
  select from vigie.export_items e where e.export_number = ${number} and e.item_id = i.id)`;

/** @throws AppError `item.conflict` with everything that stands in the way */
export function refuseItems(caseNumber: number, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new AppError('item.conflict', faults.map((fault) => `case ${caseNumber}: ${fault}`).join('\n'), {
    faults,
  });
}

/** @throws AppError `item.not-found` */
export async function lockExport(tx: Kysely<Schema>, number: number): Promise<Selectable<ExportTable>> {
  const row = await tx
    .selectFrom('vigie.exports')
    .selectAll()
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  if (row) return row;
  throw new AppError(
    'item.not-found',
    `expected an export of this installation, found none with number ${number}`,
  );
}

export function conflict(number: number, expected: string, found: string): AppError {
  return new AppError('item.conflict', `export ${number}: expected ${expected}, found ${found}`, { number });
}

/** Writes the entry of a step of an export. */
export async function logExport(
  tx: Kysely<Schema>,
  kind: EntryKind,
  actor: Actor,
  number: number,
  body: Record<string, string | number | string[]>,
  now: Date,
): Promise<void> {
  const subject = `export:${number}`;
  await appendEntry(tx, {
    kind,
    actor: actor.id,
    at: now,
    subject,
    body: { export: number, ...body },
  });
}
