import { z } from 'zod';

export const Lane = z.enum(['none', 'review', 'protect']);
export type Lane = z.infer<typeof Lane>;

/** What a rule found: offsets are UTF-16 units into the original text; the text itself is never repeated here. */
export const Signal = z.strictObject({
  rule: z.string(),
  category: z.string(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  weight: z.number(),
});
export type Signal = z.infer<typeof Signal>;

/** Score, lane and their explanation for one post under one release of the rules. */
export const Assessment = z.strictObject({
  version: z.literal(1),
  release: z.string().nullable(),
  holds: z.array(z.string()).readonly(),
  lane: Lane,
  /** Sum of weights; `null` in the protection lane, which carries no score. */
  score: z.number().nullable(),
  language: z.string(),
  signals: z.array(Signal).readonly(),
  counterSignals: z.array(Signal).readonly(),
  trace: z.array(z.looseObject({ step: z.string() })).readonly(),
});
export type Assessment = z.infer<typeof Assessment>;
