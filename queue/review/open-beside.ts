import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import type { ItemRow } from './item-row.ts';

/** Words that `sealBeside` sealed; `null` where there were none, or the post's key is gone and they with it. */
export async function openBeside(
  db: Kysely<Schema>,
  vault: Vault,
  row: Pick<ItemRow, 'id' | 'post_id' | 'is_control'>,
  sealed: Uint8Array | null,
): Promise<string | null> {
  if (sealed === null) return null;
  const key = (await readSealed(db, row))?.wrapped_key;
  return key === undefined ? null : vault.open(row.post_id, { wrappedKey: key, sealed });
}
