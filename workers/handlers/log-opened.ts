import type { Kysely } from 'kysely';
import { appendEntry, type NewEntry } from '../../queue/log/index.ts';
import type { Opened, Schema } from '../../queue/storage/index.ts';
import type { AssessedBatch } from '../scoring/assess-batch.ts';

/** The entry that commits to the assessments of a batch. */
export function scoredEntry(
  actor: string,
  subject: string,
  { root, release, holds, counts }: AssessedBatch,
  now: Date,
): NewEntry {
  const body = { root, release, ...(holds.length === 0 ? {} : { holds: [...holds] }), ...counts };
  return { kind: 'posts.scored', actor, at: now.toISOString(), subject, body };
}

/** What flagged posts did to the queue, item by item. */
export async function logOpened(tx: Kysely<Schema>, actor: string, items: Opened, now: Date): Promise<void> {
  const log = (kind: 'item.opened' | 'item.protected', subject: string, body: { again?: true }) =>
    appendEntry(tx, { kind, actor, at: now.toISOString(), subject, body });
  for (const id of items.opened) await log('item.opened', id, {});
  for (const id of items.reopened) await log('item.opened', id, { again: true });
  for (const id of items.protectedNow) await log('item.protected', id, {});
}
