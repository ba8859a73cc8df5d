import { type Month, monthOf, monthsFrom } from '../contracts/figure.ts';
import { type BudgetState, MOST_EPSILON } from '../contracts/statistics.ts';
import { AppError } from '../runtime/errors.ts';
import type { Policy } from '../runtime/policy.ts';
import { isOver } from './differencing.ts';

/**
 * Each month has a budget of its own: what several releases say of what was counted in it, of whatever family, adds up (sequential
 * composition). It bounds what the counters of one month tell of a post. Most posts are counted in one month; of one that is scored
 * in a month, judged in the next and whose outcome moves later, what each of these months tells adds up, too.
 * @param epsilon hundredths, of the release
 * @throws AppError `statistics.refused` when it is more than what is left of one of the months
 */
export function requireBudget(
  spent: ReadonlyMap<Month, number>,
  months: readonly Month[],
  epsilon: number,
  policy: Policy['statistics'],
): void {
  const budget = budgetHundredths(policy);
  const short = months.filter((month) => (spent.get(month) ?? 0) + epsilon > budget);
  if (short.length === 0) return;
  const left = short.map((month) => `${(budget - (spent.get(month) ?? 0)) / 100} of ${month}`);
  throw new AppError(
    'statistics.refused',
    `expected an epsilon within what is left of each month's budget, found ${epsilon / 100}, and left are ${left.join(', ')}; what is spent stays spent`,
    { months: short },
  );
}

/** Of the last twelve months that are over, the newest first. */
export function budgetsOf(
  spent: ReadonlyMap<Month, number>,
  policy: Policy['statistics'],
  now: Date,
): BudgetState[] {
  const budget = budgetHundredths(policy);
  const first = monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 12, 1)));
  return monthsFrom(first, monthOf(now))
    .filter((month) => isOver(month, now))
    .map((month) => ({ month, spent: spent.get(month) ?? 0, budget }))
    .toReversed();
}

/** What may be spent on a month: whole, so that what several releases spend adds up exactly. */
function budgetHundredths({ epsilonPerMonth }: Policy['statistics']): number {
  return Math.min(Math.round(epsilonPerMonth * 100), MOST_EPSILON);
}
