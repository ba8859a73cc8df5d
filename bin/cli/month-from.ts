import { Month } from '../../queue/contracts/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/** A month as somebody wrote it. @throws AppError `usage.invalid` */
export function monthFrom(given: string): Month {
  const month = Month.safeParse(given);
  if (month.success) return month.data;
  throw new AppError('usage.invalid', `expected a month such as 2026-10, found "${given}"`);
}
