import type { Kysely } from 'kysely';
import type { CaptureReason } from '../../queue/contracts/index.ts';
import { appendEntry, type NewEntry } from '../../queue/log/index.ts';
import { type Opened, recallItem, type Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import type { AssessedBatch } from '../scoring/assess-batch.ts';

/** The entry that commits to the assessments of a batch. */
export function scoredEntry(
  actor: string,
  subject: string,
  { root, release, holds, counts, shadowed }: AssessedBatch,
  now: Date,
): NewEntry {
  const body = {
    ...{ root, release, ...(holds.length === 0 ? {} : { holds: [...holds] }), ...counts },
    ...(shadowed === 0 ? {} : { shadowed }),
  };
  return { kind: 'posts.scored', actor, at: now, subject, body };
}

/**
 * What flagged posts did to the queue, item by item. Where one brought an item to protection, what was handed over of it is called
 * back.
 * @param noCapture why their pages cannot be captured, where that is known already
 */
export async function logOpened(
  tx: Kysely<Schema>,
  vault: Pick<Vault, 'unit'>,
  actor: string,
  items: Opened,
  now: Date,
  noCapture: CaptureReason | null,
): Promise<void> {
  const log = (
    kind: 'item.opened' | 'item.protected',
    subject: string,
    body: { again?: true; shown?: true; capture?: CaptureReason },
  ) => appendEntry(tx, { kind, actor, at: now, subject, body });
  const capture = noCapture === null ? {} : { capture: noCapture };
  for (const id of items.opened) await log('item.opened', id, capture);
  for (const id of items.shownAgain) await log('item.opened', id, { shown: true, ...capture });
  for (const id of items.reopened) await log('item.opened', id, { again: true, ...capture });
  for (const id of items.protectedNow) {
    await log('item.protected', id, {});
    await recallItem(tx, vault, { itemId: id, actor, now });
  }
}
