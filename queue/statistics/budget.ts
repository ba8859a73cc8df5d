import { type Month, monthOf, monthsFrom } from '../contracts/figure.ts';
import { type BudgetState, MOST_EPSILON } from '../contracts/statistics.ts';
import { AppError } from '../runtime/errors.ts';
import { isOver } from './differencing.ts';

/**
 * Every post belongs to one month, so each month has a budget of its own: what is said of others does not touch its posts
 * (parallel composition), and what several releases say of it adds up (sequential composition).
 * @param epsilon hundredths, of the release
 * @throws AppError `statistics.refused` when it is more than what is left of one of the months
 */
export function requireBudget(
  spent: ReadonlyMap<Month, number>,
  months: readonly Month[],
  epsilon: number,
  perMonth: number,
): void {
  const budget = Math.min(perMonth, MOST_EPSILON);
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
export function budgetsOf(spent: ReadonlyMap<Month, number>, perMonth: number, now: Date): BudgetState[] {
  const first = monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 12, 1)));
  return monthsFrom(first, monthOf(now))
    .filter((month) => isOver(month, now))
    .map((month) => ({ month, spent: spent.get(month) ?? 0, budget: Math.min(perMonth, MOST_EPSILON) }))
    .toReversed();
}
