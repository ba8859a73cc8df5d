import { z } from 'zod';

/** A case is one matter, not a collection: more items belong to another one (ACC-04). */
export const MAX_CASE_ITEMS = 25;

/** What a case is opened with. */
export const CaseRequest = z.strictObject({
  /** File number of the authority or the court. */
  legalReference: z.string().trim().min(3).max(200),
});
export type CaseRequest = z.infer<typeof CaseRequest>;

/** What an author's name may be asked for. A closed list: nothing else can be written down. */
export const UNMASKING_PURPOSES = ['preserve-evidence', 'ask-platform-for-data', 'judicial-request'] as const;

/** So short a justification justifies nothing, UTF-16 units. */
export const MIN_JUSTIFICATION = 30;

/** Why somebody asks to read who wrote a post (ACC-02). */
export const UnmaskingRequest = z.strictObject({
  caseNumber: z.int().positive(),
  itemId: z.string(),
  purpose: z.enum(UNMASKING_PURPOSES),
  justification: z
    .string()
    .trim()
    .min(MIN_JUSTIFICATION, `expected a justification of at least ${MIN_JUSTIFICATION} characters`)
    .max(4000),
});
export type UnmaskingRequest = z.infer<typeof UnmaskingRequest>;

export const BreakGlass = z.strictObject({
  itemId: z.string(),
  /** What danger to life is averted by knowing it now. */
  justification: UnmaskingRequest.shape.justification,
});
export type BreakGlass = z.infer<typeof BreakGlass>;

/** Who wrote a post, as far as the place showed it. */
export const Identity = z.strictObject({
  postId: z.string(),
  author: z.string().nullable(),
  permalink: z.string().nullable(),
});
export type Identity = z.infer<typeof Identity>;
