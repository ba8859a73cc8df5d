import { type Kysely, sql } from 'kysely';
import { type Actor, CaseRequest, MAX_CASE_ITEMS } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { isStandingOffer } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import { readSeenItem, requireMay } from './access.ts';
import type { Cases } from './case-port.ts';
import { listCases, listOffers, viewCase } from './read-cases.ts';

export function createCases({ db, clock }: { db: Kysely<Schema>; clock: Clock }): Cases {
  /** Locks a case of the actor that is open. */
  async function take(
    actor: Actor,
    caseNumber: number,
    apply: (tx: Kysely<Schema>, now: Date) => Promise<void>,
  ): Promise<void> {
    requireMay(actor, 'cases.manage');
    await db.transaction().execute(async (tx) => {
      const found = await tx
        .selectFrom('vigie.cases')
        .select(['owner', 'closed_at'])
        .where('number', '=', caseNumber)
        .forUpdate()
        .executeTakeFirst();
      const fault = faultOf(found, actor);
      if (fault !== null) {
        throw new AppError(
          'item.conflict',
          `expected an open case of yours, found ${fault} with number ${caseNumber}`,
          { caseNumber },
        );
      }
      await apply(tx, new Date(clock.now()));
    });
  }

  return {
    async list(actor) {
      requireMay(actor, 'cases.manage');
      return listCases(db, actor);
    },

    async view(actor, caseNumber) {
      requireMay(actor, 'cases.manage');
      return viewCase(db, actor, caseNumber, new Date(clock.now()));
    },

    async offers(actor) {
      requireMay(actor, 'cases.manage');
      return listOffers(db);
    },

    async open(actor, input) {
      requireMay(actor, 'cases.manage');
      const { legalReference } = CaseRequest.parse(input);
      const now = new Date(clock.now());
      return db.transaction().execute(async (tx) => {
        const { number } = await tx
          .insertInto('vigie.cases')
          .values({ legal_reference: legalReference, owner: actor.id, opened_at: now, closed_at: null })
          .returning('number')
          .executeTakeFirstOrThrow();
        await log(tx, 'case.opened', actor, number, {}, now);
        return number;
      });
    },

    add: (actor, caseNumber, itemId) =>
      take(actor, caseNumber, async (tx, now) => {
        const item = await readSeenItem(tx, actor, itemId, true);
        // With nothing of what it is instead: that may be protection's (PRO-09), or known for a control item alone (HUM-09).
        if (!isStandingOffer(item) || item.is_control)
          throw new AppError(
            'item.conflict',
            'expected an item that ended as an offer, found one that did not',
            {
              itemId,
            },
          );
        const { rows } = await sql<{ place: number }>`
          insert into vigie.case_items (case_number, place, item_id, added_at)
          select ${caseNumber}, count(*) + 1, ${itemId}, ${now} from vigie.case_items where case_number = ${caseNumber}
          having count(*) < ${MAX_CASE_ITEMS} and count(*) filter (where item_id = ${itemId}) = 0
          returning place
        `.execute(tx);
        if (rows[0]) return log(tx, 'case.item-added', actor, caseNumber, { item: itemId }, now);
        await requireIn(tx, caseNumber, itemId);
      }),

    close: (actor, caseNumber) =>
      take(actor, caseNumber, async (tx, now) => {
        await tx
          .updateTable('vigie.cases')
          .set({ closed_at: now })
          .where('number', '=', caseNumber)
          .execute();
        await log(tx, 'case.closed', actor, caseNumber, {}, now);
      }),
  };
}

function faultOf(found: { owner: string; closed_at: Date | null } | undefined, { id }: Actor): string | null {
  if (found === undefined) return 'none';
  if (found.owner !== id) return 'another’s';
  return found.closed_at === null ? null : 'a closed one';
}

/** @throws AppError `item.conflict`: where nothing was put in and the item is not there, the case is full */
async function requireIn(tx: Kysely<Schema>, caseNumber: number, itemId: string): Promise<void> {
  const known = await tx
    .selectFrom('vigie.case_items')
    .select('place')
    .where('case_number', '=', caseNumber)
    .where('item_id', '=', itemId)
    .executeTakeFirst();
  if (known) return;
  throw new AppError(
    'item.conflict',
    `expected a case of fewer than ${MAX_CASE_ITEMS} items, found a full one: open another for what belongs to another matter`,
    { caseNumber },
  );
}

async function log(
  tx: Kysely<Schema>,
  kind: 'case.opened' | 'case.item-added' | 'case.closed',
  actor: Actor,
  caseNumber: number,
  body: Record<string, string>,
  now: Date,
): Promise<void> {
  await appendEntry(tx, {
    kind,
    actor: actor.id,
    at: now,
    subject: `case:${caseNumber}`,
    body,
  });
}
