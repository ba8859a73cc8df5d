import { type Kysely, type Selectable, sql } from 'kysely';
import { type Actor, type EntryKind, ExportRequest, Recipient } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { recordCustody } from '../storage/custody.ts';
import type { Schema } from '../storage/schema.ts';
import type { ExportTable } from '../storage/schema-custody.ts';
import type { Vault } from '../vault/index.ts';
import { requireMay } from './cases.ts';
import type { Exports } from './export-port.ts';
import {
  type ExportCandidate,
  exportableFaults,
  itemsToExport,
  judgedPlaces,
  refuseRecipient,
} from './exportable.ts';
import { requireOpenCase } from './read-cases.ts';
import { listExports, readHandedOver } from './read-exports.ts';

export function createExports(options: {
  readonly db: Kysely<Schema>;
  readonly vault: Pick<Vault, 'unit'>;
  readonly clock: Clock;
}): Exports {
  const { db, vault, clock } = options;
  return {
    async list(actor, caseNumber) {
      requireMay(actor, 'exports.read');
      return listExports(db, actor, caseNumber);
    },

    async request(actor, input, given) {
      requireMay(actor, 'exports.request');
      const { caseNumber, recipient: id, purpose, reason } = ExportRequest.parse(input);
      const recipient = Recipient.parse(given);
      const now = new Date(clock.now());
      if (recipient.id !== id) throw new TypeError(`expected the recipient ${id}, found ${recipient.id}`);
      refuseRecipient(recipient, purpose, now);
      return db.transaction().execute(async (tx) => {
        await requireOpenCase(tx, caseNumber);
        const items = await itemsToExport(tx, offersOf(caseNumber));
        refuseItems(caseNumber, [...exportableFaults(items), ...(await judgedFaults(tx, items, actor))]);
        const { number } = await tx
          .insertInto('vigie.exports')
          .values({
            case_number: caseNumber,
            recipient: JSON.stringify(recipient),
            purpose,
            reason,
            requested_by: actor.id,
            requested_at: now,
            settled_by: null,
            settled_at: null,
            is_approved: null,
            handed_over_by: null,
            handed_over_at: null,
            sealed_at: null,
            seal: null,
          })
          .returning('number')
          .executeTakeFirstOrThrow();
        for (const [at, { itemId, decisions }] of items.entries()) {
          await tx
            .insertInto('vigie.export_items')
            .values({ export_number: number, place: at + 1, item_id: itemId })
            .execute();
          const event = { kind: 'analysis' as const, case: caseNumber, decisions: [...decisions] };
          await recordCustody(tx, vault, { itemId, actor: actor.id, now, event });
        }
        const body = {
          case: caseNumber,
          recipient: id,
          purpose,
          reason,
          items: items.map(({ itemId }) => itemId),
        };
        await log(tx, 'export.requested', actor, number, body, now);
        return number;
      });
    },

    async settle(actor, number, word) {
      requireMay(actor, 'exports.settle');
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await lockExport(tx, number);
        if (row.settled_by !== null)
          throw conflict(number, 'one that waits for a second person', 'one that does not');
        if (row.requested_by === actor.id)
          throw conflict(number, 'a second person', 'the one who asked for it');
        const items = await itemsToExport(tx, ofExport(row));
        const judged = await judgedFaults(tx, items, actor);
        refuseItems(row.case_number, word === 'approve' ? [...exportableFaults(items), ...judged] : judged);
        await tx
          .updateTable('vigie.exports')
          .set({ settled_by: actor.id, settled_at: now, is_approved: word === 'approve' })
          .where('number', '=', number)
          .execute();
        await log(tx, word === 'approve' ? 'export.approved' : 'export.refused', actor, number, {}, now);
      });
    },

    async handOver(actor, number) {
      requireMay(actor, 'exports.request');
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const row = await lockExport(tx, number);
        if (row.is_approved !== true)
          throw conflict(number, 'one that somebody else approved', 'one that nobody did');
        if (row.seal !== null)
          throw conflict(number, 'one whose bundle was not written yet', 'one that was: ask anew');
        const items = await itemsToExport(tx, ofExport(row));
        refuseItems(row.case_number, [...exportableFaults(items), ...(await judgedFaults(tx, items, actor))]);
        // Days may have passed since it was asked for.
        refuseRecipient(Recipient.parse(JSON.parse(row.recipient)), row.purpose, now);
        if (row.handed_over_at === null) await passOn(tx, row, items, actor, now);
        return readHandedOver(tx, number);
      });
    },

    async seal(actor, number, seal) {
      requireMay(actor, 'exports.request');
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await lockExport(tx, number);
        if (row.handed_over_at === null || row.seal !== null)
          throw conflict(number, 'one that was handed over and is not sealed', 'another');
        await tx
          .updateTable('vigie.exports')
          .set({ seal, sealed_at: now })
          .where('number', '=', number)
          .execute();
        await log(tx, 'export.sealed', actor, number, { sha512: Buffer.from(seal).toString('hex') }, now);
      });
    },
  };

  /** Custody passes on: an event of each item, and the row from which recalls start. */
  async function passOn(
    tx: Kysely<Schema>,
    row: Selectable<ExportTable>,
    items: readonly ExportCandidate[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { number, case_number: caseNumber } = row;
    const { id: recipient } = Recipient.parse(JSON.parse(row.recipient));
    for (const { itemId } of items) {
      const event = { kind: 'transfer', case: caseNumber, export: number, recipient } as const;
      await recordCustody(tx, vault, { itemId, actor: actor.id, now, event });
    }
    await tx
      .updateTable('vigie.exports')
      .set({ handed_over_by: actor.id, handed_over_at: now })
      .where('number', '=', number)
      .execute();
    const body = { case: caseNumber, recipient, items: items.map(({ itemId }) => itemId) };
    await log(tx, 'export.handed-over', actor, number, body, now);
  }
}

/** What went to protection, or is no offer any more, is not named. */
const offersOf = (caseNumber: number) =>
  sql`ci.case_number = ${caseNumber} and i.lane = 'review' and i.outcome = 'offer' and i.state <> 'erased'`;

const ofExport = ({
  number,
  case_number,
}: Selectable<ExportTable>) => sql`ci.case_number = ${case_number} and exists (
  select from vigie.export_items e where e.export_number = ${number} and e.item_id = i.id)`;

async function judgedFaults(
  tx: Kysely<Schema>,
  items: readonly ExportCandidate[],
  actor: Actor,
): Promise<string[]> {
  const places = await judgedPlaces(tx, items, actor.id);
  return places.map(
    (place) => `item ${place}: expected somebody who judged nothing of it, found one of its judges`,
  );
}

/** @throws AppError `item.conflict` with everything that stands in the way */
function refuseItems(caseNumber: number, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new AppError('item.conflict', faults.map((fault) => `case ${caseNumber}: ${fault}`).join('\n'), {
    faults,
  });
}

async function lockExport(tx: Kysely<Schema>, number: number): Promise<Selectable<ExportTable>> {
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

function conflict(number: number, expected: string, found: string): AppError {
  return new AppError('item.conflict', `export ${number}: expected ${expected}, found ${found}`, { number });
}

async function log(
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
    at: now.toISOString(),
    subject,
    body: { export: number, ...body },
  });
}
