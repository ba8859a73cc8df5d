import type { Kysely, Selectable } from 'kysely';
import { type Actor, type ExportForm, ExportRequest, Recipient, TELLING_DAYS } from '../contracts/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { recordCustody } from '../storage/custody.ts';
import type { Schema } from '../storage/schema.ts';
import type { ExportTable } from '../storage/schema-custody.ts';
import { oweTellings } from '../storage/tellings.ts';
import type { Vault } from '../vault/index.ts';
import { requireMay } from './access.ts';
import type { Exports } from './export-port.ts';
import { conflict, lockExport, logExport, ofExport, offersOf, refuseItems } from './export-steps.ts';
import { type ExportCandidate, exportableFaults, itemsToExport, judgedFaults } from './exportable.ts';
import { requireOpenCase } from './read-cases.ts';
import { listExports, readApproved, readHandedOver } from './read-exports.ts';
import { refuseEntry, refuseRecipient } from './recipient-entry.ts';

/** Somebody who is about to hand something over. */
interface Handing {
  readonly tx: Kysely<Schema>;
  readonly actor: Actor;
  readonly register: readonly Recipient[];
  readonly now: Date;
}

export function createExports(options: {
  readonly db: Kysely<Schema>;
  readonly vault: Pick<Vault, 'unit'>;
  readonly clock: Clock;
  /** The register of recipients as it is now: an entry may end, or be taken out, after it was asked for. */
  readonly recipients: () => Promise<readonly Recipient[]>;
  /** Days after a bundle was handed over until which whoever posted is told. */
  readonly tellingDays?: number;
}): Exports {
  const { db, vault, clock, recipients, tellingDays = TELLING_DAYS } = options;
  return {
    async list(actor, caseNumber) {
      requireMay(actor, 'exports.read');
      return listExports(db, actor, caseNumber);
    },

    async request(actor, input, given) {
      requireMay(actor, 'exports.request');
      const { caseNumber, recipient: id, purpose, reason, form = 'bundle' } = ExportRequest.parse(input);
      const recipient = Recipient.parse(given);
      const now = new Date(clock.now());
      if (recipient.id !== id) throw new TypeError(`expected the recipient ${id}, found ${recipient.id}`);
      refuseRecipient(recipient, purpose, now);
      return db.transaction().execute(async (tx) => {
        await requireOpenCase(tx, caseNumber);
        const items = await itemsToExport(tx, offersOf(caseNumber));
        refuseItems(caseNumber, [...exportableFaults(items), ...(await judgedFaults(tx, items, actor.id))]);
        const { number } = await tx
          .insertInto('vigie.exports')
          .values({
            case_number: caseNumber,
            form,
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
          // Of indicators nothing that is in custody leaves.
          if (form === 'indicators') continue;
          const event = { kind: 'analysis' as const, case: caseNumber, decisions: [...decisions] };
          await recordCustody(tx, vault, { itemId, actor: actor.id, now, event });
        }
        const body = {
          case: caseNumber,
          form,
          recipient: id,
          purpose,
          reason,
          items: items.map(({ itemId }) => itemId),
        };
        await logExport(tx, 'export.requested', actor, number, body, now);
        return number;
      });
    },

    async settle(actor, number, word) {
      requireMay(actor, 'exports.settle');
      const now = new Date(clock.now());
      const register = word === 'approve' ? await recipients() : null;
      await db.transaction().execute(async (tx) => {
        const row = await lockExport(tx, number);
        if (row.settled_by !== null)
          throw conflict(number, 'one that waits for a second person', 'one that does not');
        if (row.requested_by === actor.id)
          throw conflict(number, 'a second person', 'the one who asked for it');
        if (register !== null) refuseEntry(register, row, now);
        const items = await itemsToExport(tx, ofExport(row));
        const judged = await judgedFaults(tx, items, actor.id);
        refuseItems(row.case_number, word === 'approve' ? [...exportableFaults(items), ...judged] : judged);
        await tx
          .updateTable('vigie.exports')
          .set({ settled_by: actor.id, settled_at: now, is_approved: word === 'approve' })
          .where('number', '=', number)
          .execute();
        await logExport(
          tx,
          word === 'approve' ? 'export.approved' : 'export.refused',
          actor,
          number,
          {},
          now,
        );
      });
    },

    async approved(actor, number, form) {
      const now = new Date(clock.now());
      const register = await recipients();
      return db.transaction().execute(async (tx) => {
        await requireReady({ tx, actor, register, now }, number, form);
        return readApproved(tx, number);
      });
    },

    async handOver(actor, number, form = 'bundle') {
      const now = new Date(clock.now());
      const register = await recipients();
      return db.transaction().execute(async (tx) => {
        const { row, items } = await requireReady({ tx, actor, register, now }, number, form);
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
        await logExport(
          tx,
          'export.sealed',
          actor,
          number,
          { sha512: Buffer.from(seal).toString('hex') },
          now,
        );
      });
    },
  };

  /** The export and its items, locked; refused where anything keeps it from being handed over by this person now. */
  async function requireReady(
    { tx, actor, register, now }: Handing,
    number: number,
    form: ExportForm,
  ): Promise<{ readonly row: Selectable<ExportTable>; readonly items: readonly ExportCandidate[] }> {
    requireMay(actor, 'exports.request');
    const row = await lockExport(tx, number);
    if (row.form !== form)
      throw conflict(number, `an export of the form ${form}`, `one of the form ${row.form}`);
    if (row.is_approved !== true)
      throw conflict(number, 'one that somebody else approved', 'one that nobody did');
    if (row.seal !== null)
      throw conflict(number, 'one whose bundle was not written yet', 'one that was: ask anew');
    const items = await itemsToExport(tx, ofExport(row));
    refuseItems(row.case_number, [...exportableFaults(items), ...(await judgedFaults(tx, items, actor.id))]);
    refuseEntry(register, row, now);
    return { row, items };
  }

  /** Custody passes on where evidence leaves: an event of each item; and the row from which recalls start. */
  async function passOn(
    tx: Kysely<Schema>,
    row: Selectable<ExportTable>,
    items: readonly ExportCandidate[],
    actor: Actor,
    now: Date,
  ): Promise<void> {
    const { number, case_number: caseNumber } = row;
    const { id: recipient } = Recipient.parse(JSON.parse(row.recipient));
    for (const { itemId } of row.form === 'bundle' ? items : []) {
      const event = { kind: 'transfer', case: caseNumber, export: number, recipient } as const;
      await recordCustody(tx, vault, { itemId, actor: actor.id, now, event });
    }
    await tx
      .updateTable('vigie.exports')
      .set({ handed_over_by: actor.id, handed_over_at: now })
      .where('number', '=', number)
      .execute();
    const handedOver = items.map(({ itemId }) => itemId);
    const body = { case: caseNumber, form: row.form, recipient, items: handedOver };
    await logExport(tx, 'export.handed-over', actor, number, body, now);
    // Indicators name places and nobody: there is no one to tell of them.
    if (row.form !== 'bundle') return;
    const act = { act: 'bundle', number, items: handedOver, actor: actor.id } as const;
    await oweTellings(tx, { ...act, at: now, now, dueDays: tellingDays });
  }
}
