import { type Month, monthsFrom } from '../contracts/figure.ts';
import { AppError } from '../runtime/errors.ts';
import type { Policy } from '../runtime/policy.ts';

/** How often the transparency report appears. */
export type ReportRhythm = Policy['reports']['every'];

const MONTHS_OF: Readonly<Record<ReportRhythm, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

/**
 * The months of a period: 2026-10, 2026-Q4, 2026-H2, or 2026.
 * @throws AppError `usage.invalid`
 */
export function periodMonths(period: string): Month[] {
  const found = /^(20\d\d)(?:-(?:Q([1-4])|H([12])|(0[1-9]|1[0-2])))?$/.exec(period);
  if (found === null)
    throw new AppError(
      'usage.invalid',
      `expected a month such as 2026-10, a quarter such as 2026-Q4, a half-year such as 2026-H2 or a year such as 2026, found "${period}"`,
    );
  const [, year = '', quarter, half, month] = found;
  if (month !== undefined) return [period];
  if (quarter !== undefined) return monthsOf(year, Number(quarter), 'quarter');
  return half === undefined ? monthsOf(year, 1, 'year') : monthsOf(year, Number(half), 'half-year');
}

/** The period that a month lies in. */
export function periodOf(month: Month, every: ReportRhythm): string {
  const [year = '', at = ''] = month.split('-');
  const number = Math.ceil(Number(at) / MONTHS_OF[every]);
  return { month, quarter: `${year}-Q${number}`, 'half-year': `${year}-H${number}`, year }[every];
}

function monthsOf(year: string, number: number, every: ReportRhythm): Month[] {
  const last = number * MONTHS_OF[every];
  const two = (one: number) => String(one).padStart(2, '0');
  return monthsFrom(`${year}-${two(last - MONTHS_OF[every] + 1)}`, `${year}-${two(last)}`);
}
