import { type Kysely, sql } from 'kysely';
import { Judgment, Outcome } from '../contracts/decision.ts';
import { categoryOfAuthor } from '../contracts/person.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { OPEN_ITEM } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readContent } from './item-content.ts';
import { type ItemRow, listItems, pickNext, readItem, standingOf, summaryOf } from './item-row.ts';
import { allowedSteps, targetOf } from './machine.ts';
import { type Desk, type ItemContent, LEASE_MINUTES, type ReviewStep, UNDO_MINUTES } from './port.ts';
import { recordDecision, refuseOffer, stageOf } from './record-decision.ts';
import { log, type Step, update } from './step.ts';

export interface DeskOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** The desk on the records: every step is one transaction with its log entry. */
export function createDesk({ db, vault, clock }: DeskOptions): Desk {
  /** Locks the item, checks the step against the machine, applies it. */
  function take(
    actor: string,
    id: string,
    step: ReviewStep,
    apply: (step: Step) => Promise<void>,
  ): Promise<ItemContent> {
    return db.transaction().execute(async (tx) => {
      const row = await readItem(tx, id, true);
      const now = new Date(clock.now());
      requireStep(row, actor, step, now);
      await apply({ tx, row, actor, now });
      return readContent(tx, vault, await readItem(tx, id, false), actor, clock.now());
    });
  }

  return {
    async counts() {
      const { rows } = await sql<{ review: number; protect: number; decided: number }>`
        select count(*) filter (where ${OPEN_ITEM} and lane = 'review') as review,
          count(*) filter (where ${OPEN_ITEM} and lane = 'protect') as protect,
          count(*) filter (where outcome is not null) as decided
        from vigie.items
      `.execute(db);
      return rows[0] ?? { review: 0, protect: 0, decided: 0 };
    },

    async languages(lane) {
      const { rows } = await sql<{ language: string; open: number }>`
        select language, count(*) as open from vigie.items
        where lane = ${lane} and ${OPEN_ITEM} group by language order by language
      `.execute(db);
      return rows;
    },

    async list(query) {
      return (await listItems(db, { ...query, limit: Math.min(query.limit, 200) })).map(summaryOf);
    },

    next(actor, lane, language) {
      return db.transaction().execute(async (tx) => {
        const now = new Date(clock.now());
        const id = await pickNext(tx, actor, lane, language, now);
        if (id === undefined) return null;
        const row = await readItem(tx, id, true);
        if (row.state !== 'revealed') await claimItem({ tx, row, actor, now });
        return readContent(tx, vault, await readItem(tx, id, false), actor, clock.now());
      });
    },

    async view(actor, id) {
      return readContent(db, vault, await readItem(db, id, false), actor, clock.now());
    },

    claim: (actor, id) => take(actor, id, 'claim', claimItem),

    async release(actor, id) {
      await take(actor, id, 'release', async (step) => {
        await update(step.tx, id, { state: targetOf('release'), claimed_by: null, lease_until: null });
        await log(step, 'item.released', {});
      });
    },

    judge(actor, id, input) {
      const judgment = Judgment.parse(input);
      return take(actor, id, 'judge', async (step) => {
        await recordDecision(step, vault, await stageOf(step), judgment);
        await update(step.tx, id, {
          state: targetOf('judge'),
          claimed_by: null,
          lease_until: null,
          judged_by: actor,
          judged_at: step.now,
        });
        await log(step, 'item.revealed', {});
      });
    },

    revise(actor, id, input) {
      const judgment = Judgment.parse(input);
      return take(actor, id, 'revise', async (step) => {
        await recordDecision(step, vault, 'revision', judgment);
        await conclude(step, judgment);
      });
    },

    conclude(actor, id) {
      return take(actor, id, 'conclude', async (step) => {
        const first = await step.tx
          .selectFrom('vigie.decisions')
          .select(['outcome', 'reason'])
          .where('item_id', '=', id)
          .where('undone_at', 'is', null)
          .orderBy('id', 'desc')
          .executeTakeFirstOrThrow();
        await conclude(step, { outcome: Outcome.parse(first.outcome), reason: first.reason });
      });
    },

    undo(actor, id) {
      return take(actor, id, 'undo', async (step) => {
        const { tx, now } = step;
        const undone = await tx
          .updateTable('vigie.decisions')
          .set({ undone_at: now })
          .where('item_id', '=', id)
          .where('undone_at', 'is', null)
          .returning('id')
          .execute();
        await update(tx, id, {
          state: targetOf('undo'),
          outcome: null,
          author_category: 'unknown',
          judged_by: null,
          judged_at: null,
          claimed_by: actor,
          lease_until: leaseFrom(now),
        });
        await log(step, 'item.undone', { decisions: undone.map((decision) => decision.id) });
      });
    },
  };
}

function requireStep(row: ItemRow, actor: string, step: ReviewStep, now: Date): void {
  const allowed = allowedSteps(standingOf(row), actor, now.getTime(), UNDO_MINUTES * 60_000);
  if (allowed.includes(step)) return;
  throw new AppError(
    'item.conflict',
    `expected an item on which you may ${step}, found it ${row.state}; ` +
      (allowed.length > 0 ? `you may ${allowed.join(', ')}` : 'somebody else has it or it is closed'),
    { id: row.id, state: row.state, allowed },
  );
}

async function claimItem(step: Step): Promise<void> {
  const { tx, row, actor, now } = step;
  await update(tx, row.id, { state: targetOf('claim'), claimed_by: actor, lease_until: leaseFrom(now) });
  await log(step, 'item.claimed', {});
}

async function conclude(
  step: Step,
  { outcome, reason }: Pick<Judgment, 'outcome' | 'reason'>,
): Promise<void> {
  refuseOffer(step.row, outcome);
  const author = categoryOfAuthor(outcome, reason);
  await update(step.tx, step.row.id, { state: targetOf('conclude'), outcome, author_category: author });
  await log(step, 'item.concluded', { outcome, author });
}

function leaseFrom(now: Date): Date {
  return new Date(now.getTime() + LEASE_MINUTES * 60_000);
}
