import { z } from 'zod';
import { Outcome } from './decision.ts';

/**
 * Where an item stands; `queue/review` says which step leads where. No step leads to four of them: `judged` and `adjudicated` are passed
 * within one transaction, which leaves an item `revealed` or with its outcome; contests and recalls are rows of their own, beside an item
 * that keeps its state. The records' lists take these words all the same, so whatever reads a state knows them.
 */
export const ItemState = z.enum([
  'waiting',
  'claimed',
  'judged',
  'revealed',
  'second',
  'agreed',
  'disputed',
  'adjudicated',
  'outcome',
  'contested',
  'recalled',
  'erased',
]);
export type ItemState = z.infer<typeof ItemState>;

/** So long a first judgment may be taken back, and is nobody else's to end. */
export const UNDO_MINUTES = 10;

/** A post in the review queue with the exact copies that joined it. */
export const Item = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  lane: z.enum(['review', 'protect']),
  state: ItemState,
  postId: z.string(),
  language: z.string(),
  memberCount: z.int().positive(),
  openedAt: z.iso.datetime(),
  outcome: Outcome.nullable(),
});
export type Item = z.infer<typeof Item>;
