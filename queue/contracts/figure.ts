import { z } from 'zod';
import { Region } from './region.ts';

/** A calendar month in UTC, such as 2026-10: no figure has a finer time. */
export const Month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: 'expected a month such as 2026-10' });
export type Month = z.infer<typeof Month>;

/**
 * What figures may be told apart by, and nothing else: the columns of the table of counters are these. Languages, places on
 * the internet and parts of the world describe what was written; no nationality, community or person is among them.
 */
export const DIMENSIONS = ['language', 'platform', 'origin', 'destination'] as const;

/**
 * What is counted. `posts`: once each, when it is scored, by lane. `items`: when one is opened; one that is handed to protection
 * counts minus one as opened, and one there, in the month of that. `outcomes`: when an item gets one; an outcome that is taken back
 * counts minus one in the month of that. An item of the protection lane is `protect` in both,
 * whatever it ended as: who may not count that lane leaves out this state, and nothing else of it is left.
 */
export const FAMILY_STATES = {
  posts: ['none', 'review', 'protect'],
  items: ['opened', 'protect'],
  outcomes: ['offer', 'not_offer', 'protect', 'unresolved', 'expired'],
} as const;

export const Family = z.enum(['posts', 'items', 'outcomes']);
export type Family = z.infer<typeof Family>;

export const FigureState = z.enum([...new Set(Object.values(FAMILY_STATES).flat())]);
export type FigureState = z.infer<typeof FigureState>;

/** One cell of the counters: so many in that month. */
export const Figure = z.strictObject({
  month: Month,
  family: Family,
  state: FigureState,
  /** Primary BCP 47 tag. */
  language: z.string(),
  /** Kind of source; `report` for public reports, `unknown` for a source that is configured no more. */
  platform: z.string(),
  origin: Region,
  destination: Region,
  count: z.int(),
});
export type Figure = z.infer<typeof Figure>;

/**
 * What is counted of posts beside their lane, for oversight alone and never for release. `offer-and-distress`: one of the protection
 * lane that would be in review but for its call for help, which is what somebody writes who wants to be kept from there;
 * `hires-carriers`: one of the review lane that looks for drivers and other carriers.
 */
export type ScoredSign = 'offer-and-distress' | 'hires-carriers';

/**
 * How many of a month's offers hire carriers, by the reason of the judgment that each rests on (`recruits_carriers`): they are among its
 * outcomes `offer`. Counted with these, and taken back with them; `null` in months before that was counted.
 */
export interface MonthHiring {
  readonly month: Month;
  readonly count: number | null;
}

/** The month that a moment lies in, UTC. */
export function monthOf(at: Date): Month {
  return at.toISOString().slice(0, 7);
}

/** The first moment after a month. */
export function endOfMonth(month: Month): Date {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1));
}

/** Every month from one to another, both included; none where the second is the earlier. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = monthOf(endOfMonth(month))) months.push(month);
  return months;
}
