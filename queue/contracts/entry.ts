import { z } from 'zod';

/** Every kind of state change that the transparency log records. */
export const EntryKind = z.enum([
  'posts.collected',
  'posts.scored',
  'posts.erased',
  'posts.dead',
  'item.opened',
  'item.claimed',
  'item.released',
  'item.judged',
  'item.revealed',
  'item.revised',
  'item.concluded',
  'item.undone',
  'item.protected',
  'source.round',
  'source.dropped',
  'queue.reconciled',
  'backup.restored',
]);
export type EntryKind = z.infer<typeof EntryKind>;

/** One leaf of the transparency log before it has a position. It holds no post text, author or permalink. */
export const Entry = z.strictObject({
  version: z.literal(1),
  kind: EntryKind,
  actor: z.string().min(1),
  at: z.iso.datetime(),
  /** What the entry is about: an item, a source, a batch. */
  subject: z.string(),
  body: z.record(z.string(), z.json()),
});
export type Entry = z.infer<typeof Entry>;
