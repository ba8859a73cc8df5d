import { type Kysely, sql } from 'kysely';
import { forgetTraces } from './erasure.ts';
import type { Schema } from './schema.ts';

/**
 * Erases an item now, whatever its retention says: the sealed texts of all its members with their keys, the authors'
 * tokens, the addresses' tokens, salts and bodies of the assessments, the notes of its decisions, the words of questions. Counts, outcomes and
 * commitments stay, so the log still verifies. Copies in a backup were sealed under keys that are gone here; the backup
 * itself holds them wrapped until it is deleted.
 * @returns how many texts there were
 */
export async function eraseItem(tx: Kysely<Schema>, itemId: string): Promise<number> {
  const { rows: members } = await sql<{ id: string }>`
    select p.id from vigie.item_members m join vigie.posts p on p.id = m.post_id
    where m.item_id = ${itemId} order by p.id for update of p
  `.execute(tx);
  const ids = members.map(({ id }) => id);
  const { rows: texts } = await sql`
    delete from vigie.sealed_posts where post_id = any(${ids}::text[]) returning post_id
  `.execute(tx);
  await forgetTraces(tx, ids);
  await sql`update vigie.decisions set sealed_note = null where item_id = ${itemId}`.execute(tx);
  await sql`
    update vigie.item_questions set sealed_words = null, sealed_answer = null where item_id = ${itemId}
  `.execute(tx);
  await sql`
    update vigie.items set state = 'erased', claimed_by = null, lease_until = null where id = ${itemId}
  `.execute(tx);
  return texts.length;
}
