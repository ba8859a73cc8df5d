import type { Kysely } from 'kysely';
import { PROCESS } from '../contracts/index.ts';
import type { Policy } from '../runtime/policy.ts';
import {
  holdRule,
  monthsUpTo,
  readFlagged,
  readHeldRules,
  readLiftedAt,
  type Schema,
} from '../storage/index.ts';
import { type Disparity, findDisparities } from './disparity.ts';

/**
 * Looks at what became of flagged items, and puts every rule on hold that surely treats one kind of content worse than the
 * others (FAI-03). It only ever takes away; two people let the rule speak again, and what was counted before that moment
 * then counts no more.
 * @returns what it found
 */
export async function watchFairness(
  db: Kysely<Schema>,
  policy: Policy['fairness'],
  now: Date,
): Promise<Disparity[]> {
  const held = new Set(await readHeldRules(db));
  const items = await readFlagged(db, monthsUpTo(now, policy.windowMonths));
  const found = findDisparities(items, policy, held, await readLiftedAt(db));
  for (const disparity of found) {
    const { rule } = disparity;
    const reason = REASONS[disparity.measure](disparity.dimension, disparity.group);
    await holdRule(db, { rule, reason, figures: figuresOf(disparity), actor: PROCESS.fairness, now });
  }
  return found;
}

const REASONS: Readonly<Record<Disparity['measure'], (dimension: string, group: string) => string>> = {
  falseFlags: (dimension, group) => `false flags differ: ${dimension} ${group} against all others`,
  leakage: (dimension, group) => `people at risk are flagged: ${dimension} ${group} against all others`,
};

/** The numbers that anybody can check the alarm by. */
function figuresOf({ measure, dimension, group, gap, isConditioned, cases }: Disparity) {
  const round = (value: number) => Math.round(value * 10_000) / 10_000;
  return {
    measure,
    dimension,
    group,
    hits: cases.hits,
    n: cases.n,
    otherHits: cases.otherHits,
    otherN: cases.otherN,
    gap: round(gap.value),
    low: round(gap.interval[0]),
    high: round(gap.interval[1]),
    sources: isConditioned ? 'kept apart' : 'put together',
  };
}
