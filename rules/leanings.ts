import { z } from 'zod';

/** What the words of a text can lean toward. */
export const LEANINGS = ['offer', 'call'] as const;
export type Leaning = (typeof LEANINGS)[number];

/** Stand for what is no word of a language: any number in digits, any place that the packs know. */
export const LEANING_NUMBER = '{number}';
export const LEANING_PLACE = '{place}';
/** All that leanings know beside words. Pictures are no part of it: whoever strews them would hide what stands between. */
export const LEANING_SIGNS: ReadonlySet<string> = new Set([LEANING_NUMBER, LEANING_PLACE, '?']);

/** A word, or two words side by side, folded as posts are read. */
const words = z
  .string()
  .max(120)
  .regex(/^\S+(?: \S+)?$/u, 'expected a word, or two with one space between them');

/** In tenths of the logarithm of the odds; above nothing for, below against. */
const weight = z
  .number()
  .int()
  .min(-500)
  .max(500)
  .refine((value) => value !== 0, 'expected a weight other than 0');

/** How much words of a language say for what a text is: fitted to texts, never written by hand. */
export const Leanings = z.strictObject({
  offer: z.record(words, weight).optional().describe('Whether a text is an offer.'),
  call: z.record(words, weight).optional().describe('Whether a text is a call for help.'),
});
export type Leanings = z.infer<typeof Leanings>;

/**
 * A rule that goes by how the words of a post lean, all together: by the sum of the weights of those that are known, over the root of
 * their number, in tenths. It counts from a sum on, or by degrees.
 */
export const RuleLeaning = z.strictObject({
  toward: z.enum(LEANINGS),
  least: z.number().optional().describe('From this sum on the rule adds its weight, and below it nothing.'),
  degrees: z
    .strictObject({
      even: z.number().describe('The sum that says nothing.'),
      step: z
        .number()
        .positive()
        .describe('So much more than that is a point, and so much less one taken off.'),
      against: z
        .number()
        .int()
        .min(0)
        .max(100)
        .describe('The most points that it takes off. The most that it adds is its weight.'),
    })
    .optional()
    .describe('Instead of "least": a point for each step.'),
  known: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe(
      'So many words, and twos of them, must be known: of a few words the sum is chance. 1 when left out.',
    ),
});
export type RuleLeaning = z.infer<typeof RuleLeaning>;
