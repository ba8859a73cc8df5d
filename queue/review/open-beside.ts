import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import type { ItemRow } from './item-row.ts';

/**
 * Words that `sealBeside` sealed; `null` where there were none, or the post's key is gone and they with it.
 * @param sealedFor the post that they were sealed for, where that is kept: a younger copy may stand in its place since
 */
export async function openBeside(
  db: Kysely<Schema>,
  vault: Vault,
  row: Pick<ItemRow, 'id' | 'post_id' | 'is_control'>,
  sealed: Uint8Array | null,
  sealedFor: string | null = null,
): Promise<string | null> {
  if (sealed === null || (sealedFor ?? row.post_id) !== row.post_id) return null;
  const key = (await readSealed(db, row))?.wrapped_key;
  return key === undefined ? null : vault.open(row.post_id, { wrappedKey: key, sealed });
}
