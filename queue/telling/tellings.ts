import type { Kysely } from 'kysely';
import { type Actor, type EntryKind, may, TellingOutcome, TellingWord } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import { requireBetween } from '../notices/guards.ts';
import { requireMay } from '../review/access.ts';
import type { Clock } from '../runtime/clock.ts';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import {
  addTellingOutcome,
  lockTelling,
  readDoneTellings,
  readOpenTellings,
  readTelling,
  settleTelling,
  type TellingRow,
} from '../storage/tellings.ts';
import { hasTakenPart } from '../storage/took-part.ts';
import type { Vault } from '../vault/index.ts';
import { type LetterSender, lettersOf } from './letters.ts';
import type { Tellings, TellingView } from './port.ts';
import { recordedOf, standingOfRow, summaryOfTelling, type TellingDays } from './read-tellings.ts';
import { addDays, dayOf } from './standing.ts';

export interface TellingOptions {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly policy: TellingDays;
  /** Who writes the letters; asked for each, so that it is as the configuration is. */
  readonly sender: () => Promise<LetterSender>;
}

/** The duties to tell whoever posted. */
export function createTellings({ db, vault, clock, policy, sender }: TellingOptions): Tellings {
  const summaryOf = (row: TellingRow, now: Date) => summaryOfTelling(row, standingOfRow(row, policy, now));

  async function viewOf(tx: Kysely<Schema>, row: TellingRow, actor: Actor, now: Date): Promise<TellingView> {
    const summary = summaryOf(row, now);
    const isInvolved = await hasTakenPart(tx, row.item_id, actor.id);
    const mayWrite = may(actor.roles, 'tellings.write', 'installation') && !isInvolved;
    const waiting = row.outcomes.find(({ number }) => number === summary.waiting);
    return {
      ...summary,
      itemId: row.item_id,
      history: row.outcomes.map(recordedOf),
      isInvolved,
      mayRecord: mayWrite && summary.state !== 'told',
      maySettle: mayWrite && waiting !== undefined && waiting.recorded_by !== actor.id,
      latestReview: latestReview(row, now, policy),
      addressUntil: row.address_until && dayOf(row.address_until.getTime()),
    };
  }

  return {
    async list(actor) {
      requireMay(actor, 'tellings.read');
      const now = new Date(clock.now());
      const open = (await readOpenTellings(db)).map((row) => summaryOf(row, now));
      const done = (await readDoneTellings(db)).map((row) => summaryOf(row, now));
      const byDay = open.toSorted(
        (one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? '') || one.number - other.number,
      );
      return [...byDay, ...done];
    },

    async view(actor, number) {
      requireMay(actor, 'tellings.read');
      return viewOf(db, await readTelling(db, number), actor, new Date(clock.now()));
    },

    async letters(actor, number, language) {
      requireMay(actor, 'tellings.write');
      const now = new Date(clock.now());
      const from = await sender();
      return db.transaction().execute(async (tx) => {
        const row = await lockForUninvolved(tx, number, actor);
        const letters = await lettersOf(tx, vault, row, { language, sender: from, now });
        const body = { language, letters: letters.length, purpose: 'telling' };
        await logTelling(tx, 'telling.drafted', actor, row, now, body);
        return letters;
      });
    },

    async record(actor, number, input) {
      requireMay(actor, 'tellings.write');
      const outcome = TellingOutcome.parse(input);
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await lockForUninvolved(tx, number, actor);
        if (!(await viewOf(tx, row, actor, now)).mayRecord)
          throw conflict(number, 'one that is not done', 'one whose telling was written down');
        if (outcome.outcome !== 'told') requireReview(outcome.reviewOn, row, now, policy);
        const place = row.outcomes.length + 1;
        await addTellingOutcome(tx, {
          ...{ telling_number: number, number: place, ...columnsOf(outcome, row, now) },
          is_of_withdrawn: row.withdrawn_at !== null,
          ...{ recorded_by: actor.id, recorded_at: now },
          ...{ settled_by: null, settled_at: null, is_approved: null },
        });
        const kind = outcome.outcome === 'told' ? 'telling.told' : 'telling.put-off';
        await logTelling(tx, kind, actor, row, now, { number: place, ...outcome });
      });
    },

    async settle(actor, number, input) {
      requireMay(actor, 'tellings.write');
      const { number: place, word } = TellingWord.parse(input);
      const now = new Date(clock.now());
      await db.transaction().execute(async (tx) => {
        const row = await lockForUninvolved(tx, number, actor);
        const view = await viewOf(tx, row, actor, now);
        if (view.waiting !== place)
          throw conflict(number, `one whose record ${place} waits for a second person`, 'another');
        if (!view.maySettle) throw conflict(number, 'a second person', 'the one who wrote it down');
        const isApproved = word === 'approve';
        const reviewOn = row.outcomes.find((one) => one.number === place)?.review_on ?? null;
        // Weeks may have passed since it was written down.
        if (isApproved && reviewOn !== null) requireReview(reviewOn, row, now, policy);
        await settleTelling(tx, { telling: number, number: place }, { by: actor.id, at: now, isApproved });
        const kind = isApproved ? 'telling.approved' : 'telling.refused';
        await logTelling(tx, kind, actor, row, now, { number: place });
      });
    },
  };
}

/** Whoever judged a post does not write down why nobody is told of it, nor opens its address for that. */
async function lockForUninvolved(tx: Kysely<Schema>, number: number, actor: Actor): Promise<TellingRow> {
  const row = await lockTelling(tx, number);
  if (await hasTakenPart(tx, row.item_id, actor.id))
    throw conflict(
      number,
      'somebody who had no part in judging its post',
      'one of its judges, or who answered a question about it',
    );
  return row;
}

function columnsOf(outcome: TellingOutcome, row: TellingRow, now: Date) {
  const none = {
    told_at: null,
    channel: null,
    ground: null,
    reason: null,
    legal_basis: null,
    review_on: null,
  };
  switch (outcome.outcome) {
    case 'told': {
      // Who is told that it was withdrawn is told after that, and nobody before anything was done: it may have been sent later.
      const from = Math.max(row.arose_at.getTime(), row.withdrawn_at?.getTime() ?? 0);
      const at = requireBetween(outcome.at, new Date(from), now);
      return { ...none, outcome: outcome.outcome, told_at: at, channel: outcome.channel };
    }
    case 'delayed': {
      const { ground, reason, legalBasis, reviewOn } = outcome;
      return {
        ...none,
        outcome: outcome.outcome,
        ground,
        reason,
        legal_basis: legalBasis,
        review_on: reviewOn,
      };
    }
    case 'unreachable':
      return { ...none, outcome: outcome.outcome, reason: outcome.reason, review_on: outcome.reviewOn };
    default:
      return outcome satisfies never;
  }
}

/** The last day of a review: as far as the policy lets it be, and with a day left on which who is to be told is still known. */
function latestReview({ address_until: until }: TellingRow, now: Date, policy: TellingDays): string {
  const longest = addDays(dayOf(now.getTime()), policy.longestDelayDays);
  if (until === null || dayOf(until.getTime()) > longest) return longest;
  return addDays(dayOf(until.getTime()), -1);
}

/** @throws AppError `input.invalid` for a day of review that is not ahead, too far, or behind the end of the address */
function requireReview(day: string, row: TellingRow, now: Date, policy: TellingDays): void {
  const [first, last] = [addDays(dayOf(now.getTime()), 1), latestReview(row, now, policy)];
  if (day >= first && day <= last) return;
  const until = row.address_until && dayOf(row.address_until.getTime());
  const why =
    until === null || day < until
      ? ''
      : `: on ${until} the address is erased with the text, and nobody could be told any more; tell them before, or have the text held by a legal hold`;
  const expected = first > last ? 'that they are told now' : `a day of review from ${first} to ${last}`;
  throw new AppError('input.invalid', `expected ${expected}, found ${day}${why}`, { path: 'reviewOn' });
}

async function logTelling(
  tx: Kysely<Schema>,
  kind: EntryKind,
  actor: Actor,
  row: TellingRow,
  now: Date,
  body: Record<string, string | number>,
): Promise<void> {
  await appendEntry(tx, {
    kind,
    actor: actor.id,
    at: now,
    subject: `telling:${row.number}`,
    body: { telling: row.number, item: row.item_id, ...body },
  });
}

function conflict(number: number, expected: string, found: string): AppError {
  return new AppError('item.conflict', `duty ${number}: expected ${expected}, found ${found}`, { number });
}
