import type { Kysely } from 'kysely';
import type { Decision } from '../contracts/index.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { openPost } from './item-post.ts';
import { readItem } from './item-row.ts';
import { readDecisions } from './read-decisions.ts';

/**
 * The post of an item and what was said of it, for somebody whose reading is on record.
 * @returns `undefined` once the text was erased
 * @throws AppError `item.not-found`, also of a control item
 */
export async function readPost(
  tx: Kysely<Schema>,
  vault: Vault,
  itemId: string,
): Promise<{ text: string; isCut: boolean; decisions: Decision[] } | undefined> {
  const row = await readItem(tx, itemId, false);
  const post = await openPost(tx, vault, row);
  if (post === undefined) return undefined;
  const { text, isCut = false } = post.sealed;
  return { text, isCut, decisions: await readDecisions(tx, vault, row) };
}
