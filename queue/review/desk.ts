import { type Kysely, sql } from 'kysely';
import { type Actor, type Item, Judgment, may } from '../contracts/index.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import { OPEN_ITEM } from '../storage/items.ts';
import { readRulesOf } from '../storage/rule-authors.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { lanesOf, maySee, purposeOf, readSeenItem, requireLane } from './access.ts';
import { endBeside } from './beside-ends.ts';
import { requireBlind } from './blind-try.ts';
import { callBack } from './call-back.ts';
import { goOn, release, skip, stopForToday } from './care.ts';
import { claimItem, leaseFrom, newClaim } from './claim.ts';
import { readContent } from './item-content.ts';
import { placeOf } from './item-place.ts';
import { type ItemRow, listItems, listOverrides, readDeskItem, standingOf, summaryOf } from './item-row.ts';
import { handOverAlone, judge, keepFirst, revise, settleOverride } from './judge.ts';
import { holderOf, putBack } from './machine.ts';
import { refuseAuthor, withoutOwnClaim } from './own-rules.ts';
import { pickNext } from './pick-next.ts';
import type { Desk, ItemContent, ReviewStep } from './port.ts';
import { readRest } from './read-rest.ts';
import { requireStep } from './require-step.ts';
import { log, type Step, targetOf, update } from './step.ts';

export interface DeskOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  /** The rules in force that this author wrote, by id; what they wrote of earlier releases the records know. */
  readonly rulesBy?: (author: string) => readonly string[];
}

/** The desk on the records: every step is one transaction with its log entry. */
export function createDesk({ db, vault, clock, rulesBy = () => [] }: DeskOptions): Desk {
  const ownRules = async (tx: Kysely<Schema>, { writesAs }: Actor): Promise<readonly string[]> =>
    writesAs === undefined ? [] : [...rulesBy(writesAs), ...(await readRulesOf(tx, writesAs))];

  /** Locks the item, checks the step against the machine, applies it. */
  function take<T>(
    actor: Actor,
    id: string,
    step: ReviewStep,
    apply: (step: Step) => Promise<void>,
    answer: (tx: Kysely<Schema>) => Promise<T>,
  ): Promise<T> {
    return db.transaction().execute(async (tx) => {
      const row = await readSeenItem(tx, actor, id, true);
      const now = new Date(clock.now());
      if (step === 'claim') await refuseAuthor(tx, row, { actor, ownRules: await ownRules(tx, actor), now });
      const taken = { tx, row, actor, now, to: requireStep(row, actor, step, now) };
      await apply(taken);
      if (row.is_control) await endBeside(taken, vault);
      return answer(tx);
    });
  }

  async function contentFor(tx: Kysely<Schema>, actor: Actor, row: ItemRow): Promise<ItemContent> {
    const content = await readContent(tx, vault, row, actor, clock.now());
    return withoutOwnClaim(tx, row, await ownRules(tx, actor), content);
  }

  const seen =
    (actor: Actor, id: string) =>
    async (tx: Kysely<Schema>): Promise<ItemContent> =>
      contentFor(tx, actor, await readDeskItem(tx, id, false));
  const seenStill =
    (actor: Actor, id: string) =>
    async (tx: Kysely<Schema>): Promise<ItemContent | null> => {
      const row = await readDeskItem(tx, id, false);
      return maySee(actor, row) ? contentFor(tx, actor, row) : null;
    };
  const nothing = () => Promise.resolve();

  return {
    async counts(actor) {
      const lanes = lanesOf(actor);
      const { rows } = await sql<{ lane: Item['lane']; open: number }>`
        select lane, count(*) as open from vigie.desk_items
        where lane = any(${lanes}::text[]) and ${OPEN_ITEM} group by lane
      `.execute(db);
      const openIn = (lane: 'review' | 'protect') =>
        lanes.includes(lane) ? (rows.find((row) => row.lane === lane)?.open ?? 0) : null;
      return { review: openIn('review'), protect: openIn('protect') };
    },

    async languages(actor, lane) {
      requireLane(actor, lane, 'items.read');
      const { rows } = await sql<{ language: string; open: number }>`
        select language, count(*) as open from vigie.desk_items
        where lane = ${lane} and ${OPEN_ITEM} group by language order by language
      `.execute(db);
      return rows;
    },

    async list(actor, query) {
      requireLane(actor, query.lane, 'items.read');
      // Nobody chooses what they review: of open items one sees those one was given (HUM-10).
      const isDrawn = query.lane === 'review' && query.show === 'open';
      const rows = await listItems(db, {
        ...query,
        limit: Math.min(query.limit, 200),
        givenTo: isDrawn ? actor.id : undefined,
      });
      return rows.map((row) => summaryOf(row, actor, clock.now()));
    },

    async closed(actor, query) {
      requireLane(actor, query.lane, 'items.read');
      const limit = Math.min(query.limit, 200);
      const toldTo = { actor: actor.id, now: clock.now() };
      const rows = await listItems(db, { ...query, show: 'closed', limit: limit + 1, toldTo });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return {
        items: page.map((row) => summaryOf(row, actor, clock.now())),
        older: last?.judged_at ? { judgedAt: last.judged_at.toISOString(), id: last.id } : null,
      };
    },

    async next(actor, lane, language) {
      requireLane(actor, lane, 'items.judge');
      return db.transaction().execute(async (tx) => {
        const now = new Date(clock.now());
        if ((await readRest(tx, actor, now)) !== null) return null;
        const wanted = { lane, language, ownRules: await ownRules(tx, actor) };
        const id = await pickNext(tx, actor, wanted, now);
        if (id === undefined) return null;
        const row = await readDeskItem(tx, id, true);
        // What one has judged and not concluded is read again, which is an entry as each reading is.
        if (row.state === 'revealed' && row.judged_by === actor.id)
          await log({ tx, row, actor, now }, 'item.consulted', { purpose: purposeOf(actor, row) });
        else {
          const step = holderOf(standingOf(row), now.getTime()) === actor.id ? 'claim' : 'draw';
          await claimItem({ tx, row, actor, now, to: requireStep(row, actor, step, now) });
        }
        return seen(actor, id)(tx);
      });
    },

    rest: (actor) => readRest(db, actor, new Date(clock.now())),

    stop(actor, until) {
      const now = new Date(clock.now());
      return stopForToday(db, actor, until, now, async (tx, id) => {
        const row = await readDeskItem(tx, id, true);
        // Named before it was locked: protection may have taken it over meanwhile, and somebody claimed it there.
        if (holderOf(standingOf(row), clock.now()) !== actor.id) return;
        await release({ tx, row, actor, now, to: putBack(row) });
      });
    },

    goOn: (actor) => goOn(db, actor, new Date(clock.now())),

    view(actor, id) {
      return db.transaction().execute(async (tx) => {
        const row = await readSeenItem(tx, actor, id, false);
        const now = new Date(clock.now());
        await log({ tx, row, actor, now }, 'item.consulted', { purpose: purposeOf(actor, row) });
        return contentFor(tx, actor, row);
      });
    },

    async overrides(actor) {
      if (!may(actor.roles, 'items.settle', 'review')) return [];
      const rows = await listOverrides(db);
      return rows.map((row) => summaryOf(row, actor, clock.now()));
    },

    readForTranslation(actor, id, to) {
      return db.transaction().execute(async (tx) => {
        const row = await readSeenItem(tx, actor, id, false);
        const { text, language, isErased } = await readContent(tx, vault, row, actor, clock.now());
        if (isErased === true)
          throw new AppError('item.conflict', 'expected the text of this item, found it erased', { id });
        const now = new Date(clock.now());
        await log({ tx, row, actor, now }, 'item.translated', {
          from: language,
          to,
          purpose: 'translation',
          recipient: 'translation-service',
        });
        return { text, language };
      });
    },

    claim: (actor, id) => take(actor, id, 'claim', claimItem, seen(actor, id)),

    release: (actor, id) => take(actor, id, 'release', skip, nothing),

    judge(actor, id, input, claim) {
      const judgment = Judgment.parse(input);
      return take(actor, id, 'judge', (step) => judge(step, vault, judgment, claim), seenStill(actor, id));
    },

    revise(actor, id, input) {
      const judgment = Judgment.parse(input);
      return take(actor, id, 'revise', (step) => revise(step, vault, judgment), seenStill(actor, id));
    },

    conclude: (actor, id) => take(actor, id, 'conclude', (step) => keepFirst(step, vault), seen(actor, id)),

    undo: (actor, id) => take(actor, id, 'undo', undoFirst, seen(actor, id)),

    protect: (actor, id, reason) =>
      take(actor, id, 'protect', (step) => handOverAlone(step, vault, reason), nothing),

    callBack: (actor, id) => take(actor, id, 'protect', (step) => callBack(step, vault), seen(actor, id)),

    requireBlind: (actor, text) => requireBlind(db, vault, { actor, text, now: clock.now() }),

    settle: (actor, id, word, note) =>
      take(actor, id, word, (step) => settleOverride(step, vault, word, note), seen(actor, id)),
  };
}

/** Takes back the judgment that stands alone: what the actor had said of an earlier call, or had left, stays as it was said. */
async function undoFirst(step: Step): Promise<void> {
  const { tx, row, actor, now } = step;
  const undone = await tx
    .updateTable(placeOf(row).decisions)
    .set({ undone_at: now })
    .where('item_id', '=', row.id)
    .where('actor', '=', actor.id)
    .where('decided_at', '>=', row.judged_at)
    .where('undone_at', 'is', null)
    .returning('id')
    .execute();
  await update(step, {
    state: targetOf(step, 'next'),
    outcome: null,
    author_category: 'unknown',
    concluding_decision: null,
    judged_by: null,
    judged_at: null,
    claimed_by: actor.id,
    lease_until: leaseFrom(now),
    claimed_at: now,
    claim_no: newClaim(row.claim_no),
  });
  await log(step, 'item.undone', { decisions: undone.map((decision) => decision.id) });
}
