import type { TellingState } from '../contracts/telling.ts';

const DAY_MS = 86_400_000;

/** What was written down of a duty, as far as it decides where the duty stands. */
export interface WrittenOutcome {
  readonly number: number;
  readonly outcome: 'told' | 'delayed' | 'unreachable';
  /** A day, UTC; `null` for who was told. */
  readonly reviewOn: string | null;
  /** Whether what was done had been withdrawn by then. */
  readonly isOfWithdrawn: boolean;
  /** A second person's word; `null`: none yet. Being told takes none. */
  readonly isApproved: boolean | null;
}

export interface DutyFacts {
  /** The day until which they are to be told, UTC. */
  readonly dueOn: string;
  /** When what was done was withdrawn, ISO 8601; `null`: it stands. */
  readonly withdrawnAt: string | null;
  /** In the order in which they were written down. */
  readonly outcomes: readonly WrittenOutcome[];
}

export interface Standing {
  readonly state: TellingState;
  /** The day that runs: of telling, or of the next review; `null` where nothing is left to do. */
  readonly dueOn: string | null;
  /** Whether that day is one of a review. */
  readonly isReview: boolean;
  /** 0 until that day is over. */
  readonly daysOverdue: number;
  /** Number of what waits for a second person; until they agree it puts nothing off. */
  readonly waiting: number | null;
}

/**
 * Where a duty to tell stands (TRA-06). A delay counts once a second person agreed, and until its review. Once what was done is
 * withdrawn, nothing counts that was written down before: they are to be told, or told again, that it was.
 * @param today a day, UTC
 */
export function standingOfTelling(
  { dueOn, withdrawnAt, outcomes }: DutyFacts,
  dueDays: number,
  today: string,
): Standing {
  const isWithdrawn = withdrawnAt !== null;
  const counting = outcomes.filter((one) => one.outcome === 'told' || one.isApproved === true);
  const last = counting.at(-1);
  const newest = outcomes.at(-1);
  const waits =
    newest !== undefined &&
    newest.outcome !== 'told' &&
    newest.isApproved === null &&
    newest.isOfWithdrawn === isWithdrawn;
  const found = ((): Pick<Standing, 'state' | 'dueOn' | 'isReview'> => {
    if (last === undefined) return { state: 'open', dueOn, isReview: false };
    if (last.isOfWithdrawn !== isWithdrawn) {
      const again = addDays(withdrawnAt ?? today, dueDays);
      const isSooner = last.reviewOn !== null && last.reviewOn < again;
      return { state: 'open', dueOn: isSooner ? last.reviewOn : again, isReview: false };
    }
    return { state: last.outcome, dueOn: last.reviewOn, isReview: last.reviewOn !== null };
  })();
  return { ...found, daysOverdue: daysAfter(found.dueOn, today), waiting: waits ? newest.number : null };
}

/** @param from a day, or a moment of it */
export function addDays(from: string, days: number): string {
  return dayOf(Date.parse(from.slice(0, 10)) + days * DAY_MS);
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function daysAfter(dueOn: string | null, today: string): number {
  return dueOn === null ? 0 : Math.max(0, (Date.parse(today) - Date.parse(dueOn)) / DAY_MS);
}

/** What doctor, status and the pages of oversight say of all duties. */
export interface TellingCounts {
  readonly open: number;
  readonly delayed: number;
  readonly unreachable: number;
  /** Delays and the like that wait for a second person. */
  readonly waiting: number;
  /** Of those that are not done, the ones whose day of telling, or of review, is over. */
  readonly overdue: readonly {
    readonly number: number;
    readonly dueOn: string;
    readonly isReview: boolean;
    readonly daysOverdue: number;
  }[];
}

/** @param standings of every duty that is not done, by number */
export function countTellings(standings: ReadonlyMap<number, Standing>): TellingCounts {
  const all = [...standings];
  const of = (state: TellingState) => all.filter(([, one]) => one.state === state).length;
  return {
    open: of('open'),
    delayed: of('delayed'),
    unreachable: of('unreachable'),
    waiting: all.filter(([, one]) => one.waiting !== null).length,
    overdue: all
      .flatMap(([number, { dueOn, isReview, daysOverdue }]) =>
        dueOn !== null && daysOverdue > 0 ? [{ number, dueOn, isReview, daysOverdue }] : [],
      )
      .toSorted((one, other) => one.dueOn.localeCompare(other.dueOn) || one.number - other.number),
  };
}

/** In words for an operator: one line, and one for each duty that is overdue. */
export function describeTellings({ open, delayed, unreachable, waiting, overdue }: TellingCounts): {
  readonly summary: string;
  readonly overdue: readonly string[];
} {
  return {
    summary: `${open} to be told, ${delayed} delayed, ${unreachable} without a way to reach them; ${waiting} waiting for a second person, ${overdue.length} overdue`,
    overdue: overdue.map(
      ({ number, dueOn, isReview, daysOverdue }) =>
        `duty ${number}: ${isReview ? 'the review was due' : 'whoever posted was to be told'} on ${dueOn}, overdue by ${daysOverdue} day${daysOverdue === 1 ? '' : 's'}`,
    ),
  };
}
