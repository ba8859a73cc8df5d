import type { Kysely } from 'kysely';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';

/** The item that shows the post whose text says this. */
export async function itemOfText(db: Kysely<Schema>, vault: Vault, text: string): Promise<string> {
  const rows = await db.selectFrom('vigie.sealed_posts').selectAll().execute();
  const post = rows.find((row) =>
    vault.open(row.post_id, { wrappedKey: row.wrapped_key, sealed: row.sealed }).includes(text),
  );
  const item = await db
    .selectFrom('vigie.items')
    .select('id')
    .where('post_id', '=', post?.post_id ?? '')
    .executeTakeFirstOrThrow();
  return item.id;
}
