import { z } from 'zod';
import { NAMED_IN_TEXT } from './named-in-text.ts';
import { NOTICE_KINDS, NoticeLanguage } from './notice.ts';

/** What was done about a post so that whoever posted it has to be told: a bundle was handed over, or a platform was told. */
export const TOLD_ACTS = ['bundle', ...NOTICE_KINDS] as const;
export type ToldAct = (typeof TOLD_ACTS)[number];

/** Days until which somebody is told, unless the policy says otherwise. */
export const TELLING_DAYS = 30;
/** Days that a delay may last before it is reviewed, unless the policy says less; no policy says more. */
export const LONGEST_DELAY_DAYS = 183;

/**
 * What telling may be delayed for, and nothing else (Directive (EU) 2016/680, article 13(3)(a) to (e)): not to obstruct inquiries;
 * not to prejudice the prevention or prosecution of an offence; public security; national security; the rights of others, who
 * may be the person at risk.
 */
export const DELAY_GROUNDS = [
  'inquiry',
  'prosecution',
  'public-security',
  'national-security',
  'rights-of-others',
] as const;

/** So short a text explains nothing, UTF-16 units. */
export const MIN_TELLING_REASON = 20;

const namesNobody = (text: string) => text.search(NAMED_IN_TEXT) === -1;
const NAMES = 'expected words about what was done, found a handle, a profile, a number or a mail address';

/** Kept longer than the post: so nobody is named in it. */
const Reason = z
  .string()
  .trim()
  .min(MIN_TELLING_REASON, `expected at least ${MIN_TELLING_REASON} characters that say why in this case`)
  .max(1000)
  .refine(namesNobody, { error: NAMES });

/** The day on which somebody looks at it again. */
const reviewOn = z.iso.date('expected a day, such as 2026-12-31');

/** What somebody writes down of a duty to tell. */
export const TellingOutcome = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('told'),
    at: z.iso.datetime(),
    /** By what way, in words, and never to whom. */
    channel: z
      .string()
      .trim()
      .min(5, 'expected at least 5 characters on the way by which they were told')
      .max(300)
      .refine(namesNobody, { error: NAMES }),
  }),
  z.strictObject({
    outcome: z.literal('delayed'),
    ground: z.enum(DELAY_GROUNDS),
    reason: Reason,
    legalBasis: z
      .string()
      .trim()
      .min(5, 'expected the provision that allows the delay')
      .max(300)
      .refine(namesNobody, { error: NAMES }),
    reviewOn,
  }),
  /** There is no lawful way to reach them: only an account is known, and nobody who would pass it on. */
  z.strictObject({ outcome: z.literal('unreachable'), reason: Reason, reviewOn }),
]);
export type TellingOutcome = z.infer<typeof TellingOutcome>;

/** A second person's word on a delay, by the number of what was written down: that is what they have read. */
export const TellingWord = z.strictObject({
  number: z.int().positive(),
  word: z.enum(['approve', 'refuse']),
});
export type TellingWord = z.infer<typeof TellingWord>;

export const TellingLetterRequest = z.strictObject({ language: NoticeLanguage });

/** Where a duty to tell stands. `open`: nobody was told, and nothing that excuses it counts. */
export const TELLING_STATES = ['open', 'told', 'delayed', 'unreachable'] as const;
export type TellingState = (typeof TELLING_STATES)[number];
