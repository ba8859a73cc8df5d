/** A day that a post names for a departure, as it names it: so many days on, the next of a weekday, or by date. */
export type DepartureDay =
  | { readonly inDays: number }
  /** 0 is Sunday. */
  | { readonly weekday: number }
  | { readonly day: number; readonly month: number; readonly year?: number | undefined };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A date without a year is the coming one; further away than this it is none that anybody waits for. */
const MOST_DAYS_ON = 60;
/** A departure is soon within this time, and puts an item ahead by at most so much, hours. */
const SOON_HOURS = 24;

/** The beginning of the day that is meant, in UTC: where the writer is, nobody knows. `null` for a date that is none, or far away. */
export function dayMeant(named: DepartureDay, writtenAt: Date): Date | null {
  const today = Math.floor(writtenAt.getTime() / DAY_MS) * DAY_MS;
  if ('inDays' in named) return new Date(today + named.inDays * DAY_MS);
  if ('weekday' in named)
    return new Date(today + ((named.weekday - new Date(today).getUTCDay() + 7) % 7) * DAY_MS);
  const thisYear = writtenAt.getUTCFullYear();
  const years = named.year === undefined ? [thisYear, thisYear + 1] : [named.year];
  for (const year of years) {
    const at = new Date(Date.UTC(year, named.month - 1, named.day));
    const isDate = at.getUTCMonth() === named.month - 1;
    if (isDate && at.getTime() >= today && at.getTime() <= today + MOST_DAYS_ON * DAY_MS) return at;
  }
  return null;
}

/**
 * By how many hours an item's turn comes before that of others opened with it, 0 to 24: the nearer the day of a departure
 * that its text names, the more, from a day before it; a day that is over gives nothing.
 */
export function hoursAhead(day: Date | null, now: Date): number {
  if (day === null || now.getTime() >= day.getTime() + DAY_MS) return 0;
  const hours = Math.ceil((now.getTime() - day.getTime()) / HOUR_MS) + SOON_HOURS;
  return Math.min(SOON_HOURS, Math.max(0, hours));
}
