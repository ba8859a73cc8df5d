import { z } from 'zod';

/**
 * What somebody may doubt about a post: that it was `edited` before it was posted, is `synthetic`, is `satire`, or something
 * else. It is an opinion: nothing is measured by it, and no score or outcome follows from it (EVI-15).
 */
export const DoubtKind = z.enum(['edited', 'synthetic', 'satire', 'other']);
export type DoubtKind = z.infer<typeof DoubtKind>;

/** So short are grounds that give none, UTF-16 units. */
const MIN_GROUNDS = 20;
const MAX_GROUNDS = 2000;

/** A doubt about authenticity as it is recorded. */
export const Doubt = z.strictObject({
  kind: DoubtKind,
  grounds: z
    .string()
    .trim()
    .min(MIN_GROUNDS, `expected grounds of at least ${MIN_GROUNDS} characters`)
    .max(MAX_GROUNDS, `expected at most ${MAX_GROUNDS} characters`),
});
export type Doubt = z.infer<typeof Doubt>;

/** A doubt on record: whose opinion, when, and why. */
export interface RecordedDoubt {
  readonly kind: DoubtKind;
  /** `null` once the text of the post was erased: its grounds were sealed with it. */
  readonly grounds: string | null;
  /** Account of who holds it. */
  readonly author: string;
  /** `null`: the account is gone. */
  readonly authorName: string | null;
  readonly at: string;
}
