import type { Kysely } from 'kysely';
import { SealedPost } from '../contracts/index.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import { readItem } from './item-row.ts';

/** What of an offer decides which places may be told. Author and text only keep something out; they are never told. */
export interface OfferPlace {
  readonly sourceId: string;
  readonly address: string | null;
  readonly author: string | undefined;
  readonly text: string;
  readonly collectedAt: Date;
}

/** @returns `undefined` once the text was erased */
export async function readOfferPlace(
  db: Kysely<Schema>,
  vault: Vault,
  itemId: string,
): Promise<OfferPlace | undefined> {
  const row = await readItem(db, itemId, false);
  const stored = await readSealed(db, row);
  if (stored === undefined) return undefined;
  const { collected_at: collectedAt } = await db
    .selectFrom('vigie.posts')
    .select('collected_at')
    .where('id', '=', row.post_id)
    .executeTakeFirstOrThrow();
  const opened = vault.open(row.post_id, { wrappedKey: stored.wrapped_key, sealed: stored.sealed });
  const { permalink, author, text } = SealedPost.parse(JSON.parse(opened));
  return { sourceId: row.source_id, address: permalink ?? null, author, text, collectedAt };
}
