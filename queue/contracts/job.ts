import { z } from 'zod';
import { CaptureId } from './capture.ts';
import { PostId } from './post.ts';
import { SOURCE_ID } from './source.ts';

/** At most this many posts are named by one job: batching matters more than the backend (measured gain x14 to x46). */
export const MAX_POSTS_PER_JOB = 100;

/** Score the named posts, which were staged together as one batch. */
export const ScorePosts = z.strictObject({
  version: z.literal(1),
  batchId: z.string().min(1).max(64),
  postIds: z.array(PostId).min(1).max(MAX_POSTS_PER_JOB),
});
export type ScorePosts = z.infer<typeof ScorePosts>;

/** Run one collection round of a source. */
export const CollectSource = z.strictObject({
  version: z.literal(1),
  sourceId: z.string().regex(SOURCE_ID),
  /** The round's number: one more than that of the last, so that two schedulers name the same round. */
  round: z.int().nonnegative(),
});
export type CollectSource = z.infer<typeof CollectSource>;

/** Read some older pages of a source, after the live round of this number. */
export const BackfillSource = z.strictObject({
  version: z.literal(1),
  sourceId: z.string().regex(SOURCE_ID),
  round: z.int().nonnegative(),
});
export type BackfillSource = z.infer<typeof BackfillSource>;

/** Erase what retention says is due at this moment. */
export const ExpireTexts = z.strictObject({
  version: z.literal(1),
  dueAt: z.iso.datetime(),
});
export type ExpireTexts = z.infer<typeof ExpireTexts>;

/** Capture the page of a flagged post. */
export const CaptureItem = z.strictObject({
  version: z.literal(1),
  captureId: CaptureId,
});
export type CaptureItem = z.infer<typeof CaptureItem>;

/** Look whether the page of a capture is still there. */
export const LookAgain = z.strictObject({
  version: z.literal(1),
  captureId: CaptureId,
});
export type LookAgain = z.infer<typeof LookAgain>;

/** Tell the contact whose turn it is that a person at risk waits to be seen. */
export const SendAlert = z.strictObject({
  version: z.literal(1),
  alertId: z.int().positive(),
  step: z.int().nonnegative(),
});
export type SendAlert = z.infer<typeof SendAlert>;
