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
 * less escalations are people. Whether they are is asked of each month, so that no quarter gives away what its months do not. With
 * them ten entries of other kinds are not told, so that the size of the log does not give their number.
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
  const isTold =
    [...posts, ...outcomes].every(({ counts }) => counts.protect != null) &&
    months.every((month) => OF_ONE.every((kind) => (tally.ofPeople.get(month)?.get(kind) ?? 0) >= THRESHOLD));
  return isTold ? rows : heldBack(rows, tally);
}

function heldBack(rows: readonly TallyRow[], { rows: all, first, last, shredded }: LogTally): TallyRow[] {
  const others = rows.filter(({ name }) => !OF_PEOPLE.includes(kindOf(name)));
  const kinds = others
    .filter(({ name }) => name === kindOf(name))
    .toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const sum = (some: readonly TallyRow[]) => some.reduce((before, { count }) => before + (count ?? 0), 0);
  const people = sum(all.filter(({ name }) => OF_PEOPLE.includes(name)));
  const size = first === null || last === null ? 0 : last - first + 1;
  let untold = size - shredded - people - sum(kinds);
  const held = new Set<string>();
  for (const { name, count } of kinds) {
    if (untold >= THRESHOLD) break;
    held.add(name);
    untold += count ?? 0;
  }
  return [
    ...rows.filter(({ name }) => name === SLOWEST),
    ...OF_PEOPLE.filter((name) => COUNTED.has(name)).map((name) => ({ name, count: null })),
    ...others.map((row) => (held.has(kindOf(row.name)) ? { ...row, count: null } : row)),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(name: string): string {
  return name.split(' ')[0] ?? name;
}
