import { type Kysely, sql } from 'kysely';
import { base64, rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** How long texts are kept that nobody has judged. */
export interface Kept {
  readonly from: Date;
  readonly eraseAt: Date;
  /** What the authorisation of their source allows, whatever becomes of them; `null` where there is none. */
  readonly until: Date | null;
}

/** A flagged post's text under a key of its own. */
export interface KeptText {
  readonly postId: string;
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

/** Stores the texts of flagged posts in rows of their own, with their own retention: each is destroyed alone. */
export async function keepTexts(tx: Kysely<Schema>, texts: readonly KeptText[], kept: Kept): Promise<void> {
  if (texts.length === 0) return;
  const rows = texts.map(({ postId, wrappedKey, sealed }) => ({
    id: postId,
    key: base64(wrappedKey),
    sealed: base64(sealed),
  }));
  await sql`
    insert into vigie.sealed_posts (post_id, wrapped_key, sealed, class, class_from, keep_until, erase_at)
    select id, decode(key, 'base64'), decode(sealed, 'base64'), 'undecided', ${kept.from}::timestamptz,
      ${kept.until}::timestamptz, least(${kept.eraseAt}::timestamptz, ${kept.until}::timestamptz)
    from json_to_recordset(${rowsParam(rows)}) as t (id text, key text, sealed text)
  `.execute(tx);
}

/**
 * Waits for whoever else assesses or erases posts of the same batch: who comes last has to see that nothing of it is left. To be called
 * first in the transaction; posts are locked before batches and items, as erasing does.
 */
export async function lockBatch(tx: Kysely<Schema>, batchId: string): Promise<void> {
  await sql`select from vigie.posts where batch_id = ${batchId} order by id for update`.execute(tx);
  await sql`select from vigie.sealed_batches where batch_id = ${batchId} for update`.execute(tx);
}

/** Notes the address tokens of flagged posts beside their texts, with which they are erased. */
export async function namePermalinks(
  tx: Kysely<Schema>,
  posts: readonly { readonly postId: string; readonly permalinkToken: Uint8Array | null }[],
): Promise<void> {
  const rows = posts.flatMap(({ postId, permalinkToken }) =>
    permalinkToken === null ? [] : [{ id: postId, token: base64(permalinkToken) }],
  );
  if (rows.length === 0) return;
  await sql`
    update vigie.sealed_posts s set permalink_token = decode(t.token, 'base64')
    from json_to_recordset(${rowsParam(rows)}) as t (id text, token text) where s.post_id = t.id
  `.execute(tx);
}
