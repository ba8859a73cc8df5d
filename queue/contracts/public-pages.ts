import { z } from 'zod';
import { MIN_NOTE_LENGTH } from './decision.ts';

/** Longest text that the public pages take, in UTF-16 units. */
export const MAX_PUBLIC_TEXT = 10_000;
/** A contest is decided within this many days; the pages say so. */
export const CONTEST_DAYS = 30;

/** What is sealed of a contest, to the key that only processes with the vault hold. */
export const ContestContent = z.strictObject({
  version: z.literal(1),
  address: z.string(),
  statement: z.string(),
  /** Language of the page it was written on. */
  language: z.string(),
});
export type ContestContent = z.infer<typeof ContestContent>;

/** What is sealed of a report, to the offline key. Whoever wrote it is not in it, unless they say so themselves. */
export const ReportContent = z.strictObject({
  version: z.literal(1),
  /** The public page of the offer; empty in a later message of a report that named it. */
  address: z.string(),
  text: z.string(),
  language: z.string(),
});
export type ReportContent = z.infer<typeof ReportContent>;

/** Pictures of one report at most, and bytes of each: a screenshot of a telephone is below 4 MiB. */
export const MAX_PICTURES = 3;
export const MAX_PICTURE_BYTES = 4 * 1024 * 1024;

/** What is sealed of a report's pictures, to the offline key: bytes as they came, in base64, and no file names. */
export const ReportPictures = z.strictObject({
  version: z.literal(1),
  pictures: z.array(z.base64()).min(1).max(MAX_PICTURES),
});
export type ReportPictures = z.infer<typeof ReportPictures>;

/** The copy of a report in which somebody is at risk, sealed to the key of the processes, on its way to protection. */
export const ReferralContent = z.strictObject({
  version: z.literal(1),
  text: z.string(),
  /** The rules' assessment, as JSON; its lane is `protect`. */
  assessment: z.string(),
});
export type ReferralContent = z.infer<typeof ReferralContent>;

/** Why a contest is upheld or rejected; one is required, beside a note. */
export const CONTEST_REASONS = {
  upheld: ['no_offer', 'seeker', 'aid_or_news', 'wrong_account', 'unlawful'],
  // `nothing_held`: no post of that address is kept. The receipt says of all three the same.
  rejected: ['offer_stands', 'no_grounds', 'nothing_held'],
} as const;

export const ContestRuling = z
  .strictObject({
    verdict: z.enum(['upheld', 'rejected']),
    reason: z.string(),
    note: z
      .string()
      .trim()
      .min(MIN_NOTE_LENGTH, `expected a note of ${MIN_NOTE_LENGTH} characters or more`)
      .max(4000),
  })
  .refine(({ verdict, reason }) => (CONTEST_REASONS[verdict] as readonly string[]).includes(reason), {
    error: 'expected a reason that belongs to the verdict',
    path: ['reason'],
  });
export type ContestRuling = z.infer<typeof ContestRuling>;

/** Contests that nobody has decided. */
export interface ContestCounts {
  readonly open: number;
  /** Of these, the ones whose day is over. */
  readonly overdue: number;
  /** Day by which the next of the others is to be decided, such as 2027-01-31; `null` where there is none. */
  readonly nextDueOn: string | null;
}
