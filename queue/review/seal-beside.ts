import type { Kysely } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import type { ItemRow } from './item-row.ts';

/**
 * Seals words about an item's post, which may repeat what it says, under the post's own key: they die with it.
 * @throws AppError `item.conflict` when the post's text is erased
 */
export async function sealBeside(
  tx: Kysely<Schema>,
  vault: Vault,
  row: Pick<ItemRow, 'id' | 'post_id' | 'is_control'>,
  words: string,
): Promise<Uint8Array> {
  const stored = await readSealed(tx, row);
  if (stored) return vault.sealUnder(row.post_id, stored.wrapped_key, words);
  throw new AppError('item.conflict', 'expected the text of this item, found it erased', {
    postId: row.post_id,
  });
}
