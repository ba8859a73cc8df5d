import type { Month } from '../contracts/figure.ts';
import type { MonthCounts } from '../statistics/month-counts.ts';
import { THRESHOLD } from '../statistics/suppress.ts';
import { type LogTally, OF_PEOPLE, SLOWEST, type TallyRow } from './entry-tally.ts';
import { FACTS } from './facts.ts';

/** Of these each entry is of one person at risk or more; the others are of messages, which with these tell of people. */
const OF_ONE: readonly string[] = ['alert.sent', 'alert.acknowledged', 'item.protected'];

/** Kinds that figures are made of. Others are not told: what many of them add up to hides what is held back. */
const COUNTED = new Set(['sample.ended', ...FACTS.flatMap(({ of }) => of.map(kindOf))]);

/**
 * The tally as it may be public. Kinds that tell of people at risk are held back wherever a month of the period holds its count of
 * protection back, or has fewer than ten entries of one of them: each alert has a message for each contact it went to, so that messages
 * less escalations are people. With them ten entries of other kinds are not told, so that the size of the log does not give their
 * number. All of this is asked of each month: what one holds back every report with that month does, and no quarter less its other
 * months gives it away.
 */
export function publicTally(
  tally: LogTally,
  {
    months,
    posts,
    outcomes,
  }: { months: readonly Month[]; posts: readonly MonthCounts[]; outcomes: readonly MonthCounts[] },
): TallyRow[] {
  const rows = tally.rows.filter(({ name }) => COUNTED.has(kindOf(name)));
  const isTold = (month: Month) =>
    [...posts, ...outcomes].every((one) => one.month !== month || one.counts.protect != null) &&
    OF_ONE.every((kind) => (tally.byMonth.get(month)?.get(kind) ?? 0) >= THRESHOLD);
  const silent = months.filter((month) => !isTold(month));
  if (silent.length === 0) return rows;
  const held = new Set(silent.flatMap((month) => heldIn(tally.byMonth.get(month) ?? new Map())));
  return [
    ...rows.filter(({ name }) => name === SLOWEST),
    ...OF_PEOPLE.filter((name) => COUNTED.has(name)).map((name) => ({ name, count: null })),
    ...rows
      .filter(({ name }) => !OF_PEOPLE.includes(kindOf(name)))
      .map((row) => (held.has(kindOf(row.name)) ? { ...row, count: null } : row)),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Kinds that a month holds back with people, the most frequent first, until ten entries of others than people are not told. */
function heldIn(month: ReadonlyMap<string, number>): string[] {
  const others = [...month].filter(([kind]) => !OF_PEOPLE.includes(kind));
  const kinds = others
    .filter(([kind]) => COUNTED.has(kind))
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  let untold = others.reduce((sum, [kind, count]) => sum + (COUNTED.has(kind) ? 0 : count), 0);
  const held: string[] = [];
  for (const [kind, count] of kinds) {
    if (untold >= THRESHOLD) break;
    held.push(kind);
    untold += count;
  }
  return held;
}

function kindOf(name: string): string {
  return name.split(' ')[0] ?? name;
}
