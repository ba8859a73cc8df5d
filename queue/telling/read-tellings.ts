import type { Kysely } from 'kysely';
import { PROCESS, Recipient, type TellingOutcome } from '../contracts/index.ts';
import type { Schema } from '../storage/schema.ts';
import {
  raiseTellingAlarm,
  readOpenTellings,
  type TellingOutcomeRow,
  type TellingRow,
} from '../storage/tellings.ts';
import type { RecordedTelling, TellingSummary } from './port.ts';
import { countTellings, dayOf, type Standing, standingOfTelling, type TellingCounts } from './standing.ts';

/** What decides on days; a part of the policy. */
export interface TellingDays {
  readonly dueDays: number;
  readonly longestDelayDays: number;
}

export function standingOfRow(
  row: TellingRow,
  { dueDays }: Pick<TellingDays, 'dueDays'>,
  now: Date,
): Standing {
  const outcomes = row.outcomes.map((one) => ({
    number: one.number,
    outcome: one.outcome,
    reviewOn: one.review_on,
    isOfWithdrawn: one.is_of_withdrawn,
    isApproved: one.is_approved,
  }));
  const withdrawnAt = row.withdrawn_at?.toISOString() ?? null;
  return standingOfTelling({ dueOn: row.due_on, withdrawnAt, outcomes }, dueDays, dayOf(now.getTime()));
}

export function summaryOfTelling(row: TellingRow, standing: Standing): TellingSummary {
  return {
    ...standing,
    number: row.number,
    act: row.act,
    actNumber: row.export_number ?? row.notice_number ?? 0,
    caseNumber: row.case_number,
    legalReference: row.legal_reference,
    to: recipientOf(row),
    aroseAt: row.arose_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}

/** Whom it was handed to or sent to, by name. */
export function recipientOf({ platform, recipient }: TellingRow): string {
  return platform ?? Recipient.parse(JSON.parse(recipient ?? '{}')).name;
}

export function recordedOf(row: TellingOutcomeRow): RecordedTelling {
  const { outcome, told_at, channel, ground, reason, legal_basis: legalBasis, review_on: reviewOn } = row;
  const said = {
    told: { at: told_at?.toISOString(), channel },
    delayed: { ground, reason, legalBasis, reviewOn },
    unreachable: { reason, reviewOn },
  }[outcome];
  return {
    number: row.number,
    // Not held to what may be written today: what is on record is shown as it was written.
    outcome: { outcome, ...said } as TellingOutcome,
    isOfWithdrawn: row.is_of_withdrawn,
    recordedByName: row.recorded_by_name,
    recordedAt: row.recorded_at.toISOString(),
    isApproved: row.is_approved,
    settledByName: row.settled_by_name,
    settledAt: row.settled_at?.toISOString() ?? null,
  };
}

/** How all duties stand. */
export async function readTellingCounts(
  db: Kysely<Schema>,
  days: Pick<TellingDays, 'dueDays'>,
  now: Date,
): Promise<TellingCounts> {
  const rows = await readOpenTellings(db);
  return countTellings(new Map(rows.map((row) => [row.number, standingOfRow(row, days, now)])));
}

/**
 * Writes an alarm into the log for every day of telling or of review that is over: once for each duty and day.
 * @returns how many are new
 */
export function raiseTellingAlarms(
  db: Kysely<Schema>,
  days: Pick<TellingDays, 'dueDays'>,
  now: Date,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { overdue } = await readTellingCounts(tx, days, now);
    let raised = 0;
    for (const { number, dueOn, isReview } of overdue) {
      const alarm = { telling: number, dueOn, isReview, actor: PROCESS.expire, now };
      if (await raiseTellingAlarm(tx, alarm)) raised += 1;
    }
    return raised;
  });
}
