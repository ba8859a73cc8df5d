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

/**
 * Moves the texts of flagged posts out of their batch's row into rows of their own, with their own retention. Their
 * keys are overwritten where they were: a text can be opened from one place only, and is destroyed there.
 * @throws Error when one of them has no text in this batch; the caller's transaction ends with it
 */
export async function keepTexts(
  tx: Kysely<Schema>,
  batchId: string,
  postIds: readonly string[],
  kept: Kept,
): Promise<void> {
  for (const id of postIds) {
    const { rows } = await sql`
      with found as (
        select batch_id, keys, texts, lengths, array_position(post_ids, ${id}) as place,
          length(keys) / cardinality(post_ids) as width
        from vigie.sealed_batches where batch_id = ${batchId} for update
      ), kept as (
        insert into vigie.sealed_posts (post_id, wrapped_key, sealed, class, class_from, keep_until, erase_at)
        select ${id}, substring(keys from (place - 1) * width + 1 for width),
          substring(texts from 1 + coalesce((select sum(n) from unnest(lengths[:place - 1]) n), 0)::integer
            for lengths[place]),
          'undecided', ${kept.from}::timestamptz, ${kept.until}::timestamptz,
          least(${kept.eraseAt}::timestamptz, ${kept.until}::timestamptz)
        from found where place is not null
      )
      update vigie.sealed_batches b
      set keys = overlay(b.keys placing decode(repeat('00', width), 'hex') from (place - 1) * width + 1)
      from found where b.batch_id = found.batch_id and place is not null returning 1
    `.execute(tx);
    if (rows.length !== 1) throw new Error(`expected the text of post ${id} in its batch, found none`);
  }
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
