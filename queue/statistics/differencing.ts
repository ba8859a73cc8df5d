import {
  endOfMonth,
  type Family,
  type Figure,
  type Month,
  monthOf,
  monthsFrom,
} from '../contracts/figure.ts';
import {
  type OneOffTable,
  type ReleaseSpec,
  releasedStates,
  sharesDimension,
} from '../contracts/statistics.ts';
import { monthCounts } from './month-counts.ts';
import { isBelowNothing, tellsTooMuch } from './release-file.ts';
import { THRESHOLD } from './suppress.ts';

/** An hour after a month has ended what was still being written of it is there. */
const SETTLING_MS = 3_600_000;

/** Whether the figures of a month will not change any more. */
export function isOver(month: Month, now: Date): boolean {
  return now.getTime() >= endOfMonth(month).getTime() + SETTLING_MS;
}

/** The last month whose figures will not change any more. */
export function lastOver(now: Date): Month {
  const settled = new Date(now.getTime() - SETTLING_MS);
  return monthOf(new Date(Date.UTC(settled.getUTCFullYear(), settled.getUTCMonth() - 1, 1)));
}

/** The moment at which the last month ended whose figures will not change any more. */
export function endOfLastOver(now: Date): Date {
  return endOfMonth(lastOver(now));
}

/** Why a table is refused. */
export interface Fault {
  readonly expected: string;
  readonly found: string;
}

/** A report counts posts by lane and items by outcome; of items that were opened it shows nothing to subtract from. */
const UNREPORTED: Family = 'items';

/**
 * Lanes or outcomes of a month that its reports hold back: counts under the threshold, nothing included, and what they could be
 * worked out from. The figures of a month that is over never change, so neither does this.
 */
export function heldStates(figures: readonly Figure[], family: Family, month: Month): string[] {
  if (family === UNREPORTED) return [];
  const { counts } = monthCounts(figures, family, month);
  return Object.keys(counts).filter((state) => counts[state] === null);
}

/** A table that is out, or may go out yet, with the number of the program that it is made with. */
export interface EarlierTable {
  readonly spec: ReleaseSpec;
  readonly method: number;
}

/**
 * Why a one-off table cannot be released beside what was released before: subtracting one from another must give nobody a
 * count that neither shows. Two tables of the same months and counts that share no dimension say nothing about each other
 * beyond their total; any other pair might.
 * @returns what was expected and found, or `null`
 */
export function differencingFault(
  spec: OneOffTable,
  figures: readonly Figure[],
  earlier: readonly EarlierTable[],
): Fault | null {
  const months = monthsFrom(spec.first, spec.last);
  for (const { spec: other, method } of earlier) {
    if (other.kind !== 'one-off' || other.family !== spec.family) continue;
    if (other.last < spec.first || spec.last < other.first) continue;
    const dimensions = [other.rows, other.columns].filter((one) => one !== undefined);
    const isApart =
      other.first === spec.first &&
      other.last === spec.last &&
      other.state === spec.state &&
      // The total of one of these may be another than that of this table, and the difference is what it gave away.
      !tellsTooMuch(other, method) &&
      !sharesDimension(dimensions, [spec.rows, spec.columns]);
    if (isApart) continue;
    return {
      expected: 'months of which nothing was released that this table could be subtracted from',
      found: `a one-off table of ${other.family} by ${dimensions.join(' and ')} for ${other.first} to ${other.last}; ask for one with noise`,
    };
  }
  if ((spec.rows === 'state' || spec.columns === 'state') && months.length > 1) {
    return { expected: 'a single month for a table by lane or outcome', found: `${months.length} months` };
  }
  for (const month of months) {
    const held = heldStates(figures, spec.family, month);
    const total = figures
      .filter((one) => one.family === spec.family && one.month === month)
      .filter(({ family, state }) => family !== UNREPORTED || releasedStates(family).includes(state))
      .reduce((sum, { count }) => sum + count, 0);
    // Without one lane or outcome the total leaves protection out, and a report that hides protection shows its own total.
    const isHidden = total < THRESHOLD || held.includes(spec.state ?? 'protect');
    if (isHidden) {
      return {
        expected: 'counts whose total the report of each month shows',
        found: `${month}, whose report holds it back`,
      };
    }
  }
  return takenBackFault(spec, figures);
}

/**
 * Why an exact table cannot be released of which more was taken back than counted. Of items that were opened it can: what is taken back
 * there went to protection, which nobody learns from a refusal, nor from the table, whose totals stay as they are (`levelled`).
 */
export function takenBackFault(spec: ReleaseSpec, figures: readonly Figure[]): Fault | null {
  if (spec.kind !== 'one-off' || spec.family === UNREPORTED) return null;
  const withheld = spec.first === spec.last ? heldStates(figures, spec.family, spec.first) : [];
  if (!isBelowNothing(spec, figures, withheld)) return null;
  return {
    expected: 'counts of which none is below nothing',
    found:
      'a table with one that more was taken back of than counted; ask for it by less, or for one with noise',
  };
}
