import { z } from 'zod';
import { LOG_PURPOSES } from './reading-purpose.ts';

export const LogPurposeShape = z.enum(LOG_PURPOSES);

/** A shorter reason gives none, UTF-16 units. */
export const MIN_READING_REASON = 20;
export const MAX_AUDIT_PICKS = 200;

/** What oversight asks for to read a post: the log holds both. */
export const ContentRequest = z.strictObject({
  purpose: LogPurposeShape,
  /** In own words; it goes into the log, so it quotes nothing of the post and names nobody. */
  reason: z
    .string()
    .trim()
    .min(MIN_READING_REASON, `expected a reason of at least ${MIN_READING_REASON} characters`)
    .max(500),
});
export type ContentRequest = z.infer<typeof ContentRequest>;

/** An audit: which judgments may be drawn, and how many. */
export const AuditRequest = z
  .strictObject({
    purpose: LogPurposeShape,
    wanted: z.int().min(1).max(MAX_AUDIT_PICKS),
    /** First day of the stretch, UTC; without it, from the beginning. */
    from: z.iso.date().optional(),
    /** First day behind it, UTC; without it, up to now. */
    to: z.iso.date().optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    error: 'expected a day after the first',
  });
export type AuditRequest = z.infer<typeof AuditRequest>;

/** What the overseer adds to the committed secret: dice, a lottery, a line of today's newspaper. */
export const DrawRequest = z.strictObject({
  words: z.string().trim().min(1, 'expected words or figures of your own choice').max(200),
});
export type DrawRequest = z.infer<typeof DrawRequest>;
