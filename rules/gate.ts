import { z } from 'zod';

/** The offer gate's numbers; part of the release, so they live in a pack and not in code. */
export const Gate = z
  .strictObject({
    /** Points needed for `review`. */
    threshold: z.number().int().min(1).max(100),
    /** Points needed where a provider speaks plainly and nothing speaks against him; the same where left out. */
    plainThreshold: z.number().int().min(1).max(100).optional(),
    /**
     * Points needed where a way and a price are plainly told beside an address and nothing speaks against it; the same as
     * `plainThreshold` where left out.
     */
    terseThreshold: z.number().int().min(1).max(100).optional(),
    /** Points needed where somebody plainly warns or refuses; the same as `threshold` where left out. */
    disputedThreshold: z.number().int().min(1).max(100).optional(),
    /**
     * Points at which signs of need add up to a person at risk, and what one rule that protects by itself is worth against those who
     * report, warn or jest; the same as `threshold` where left out.
     */
    protectionThreshold: z.number().int().min(1).max(100).optional(),
    /** Independent offer kinds needed beside the provider's voice. */
    kinds: z.number().int().min(2).max(8),
  })
  // Whatever makes an offer plainer must not make it harder to flag: a rule on hold would add flags then.
  .refine(
    ({
      threshold,
      plainThreshold: plain = threshold,
      terseThreshold: terse = plain,
      disputedThreshold: disputed = threshold,
    }) => terse <= plain && plain <= threshold && threshold <= disputed,
    'expected terseThreshold <= plainThreshold <= threshold <= disputedThreshold',
  );
export type Gate = z.infer<typeof Gate>;
