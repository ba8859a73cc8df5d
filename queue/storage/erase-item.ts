import { type Kysely, sql } from 'kysely';
import { forgetCaptures } from './captures.ts';
import { forgetTraces } from './erasure.ts';
import type { Schema } from './schema.ts';

/**
 * Erases an item now, whatever its retention says: the sealed texts of all its members with their keys, the authors'
 * tokens, the addresses' tokens, salts and bodies of the assessments, the notes of its decisions, the words of questions. Counts, outcomes and
 * commitments stay, so the log still verifies. Copies in a backup were sealed under keys that are gone here; the backup
 * itself holds them wrapped until it is deleted. What had been judged an offer is counted as one no more.
 * @returns the posts whose texts there were
 */
export async function eraseItem(tx: Kysely<Schema>, itemId: string): Promise<readonly string[]> {
  const { texts, postIds } = await eraseMembers(tx, itemId);
  // Before the explanations go: the records take the offer from the rules that are named there.
  await overturnOffer(tx, itemId);
  await forgetTraces(tx, postIds);
  await sql`update vigie.decisions set sealed_note = null where item_id = ${itemId}`.execute(tx);
  await sql`
    update vigie.item_questions set sealed_words = null, sealed_answer = null where item_id = ${itemId}
  `.execute(tx);
  await sql`
    update vigie.items set state = 'erased', claimed_by = null, lease_until = null where id = ${itemId}
  `.execute(tx);
  return texts;
}

/** The judgments stay as they were made. */
async function overturnOffer(tx: Kysely<Schema>, itemId: string): Promise<void> {
  await sql`
    update vigie.items set outcome = 'not_offer', author_category = 'unknown' where id = ${itemId} and outcome = 'offer'
  `.execute(tx);
}

/**
 * Erases texts and captures of all members and leaves the item locked. Whoever erases locks posts before items, so which members there
 * are is known for certain only at the end: a copy joins under the lock of the item. Where one did meanwhile, all locks are
 * given back and it begins anew.
 */
async function eraseMembers(
  tx: Kysely<Schema>,
  itemId: string,
): Promise<{ readonly texts: readonly string[]; readonly postIds: readonly string[] }> {
  for (;;) {
    const ids = await readMembers(tx, itemId);
    await sql`savepoint members`.execute(tx);
    await sql`select from vigie.posts where id = any(${ids}::text[]) order by id for update`.execute(tx);
    const { rows: texts } = await sql<{ post_id: string }>`
      delete from vigie.sealed_posts where post_id = any(${ids}::text[]) returning post_id
    `.execute(tx);
    await forgetCaptures(tx, ids);
    await sql`select from vigie.items where id = ${itemId} for update`.execute(tx);
    if ((await readMembers(tx, itemId)).length === ids.length) {
      await sql`release savepoint members`.execute(tx);
      return { texts: texts.map(({ post_id }) => post_id), postIds: ids };
    }
    await sql`rollback to savepoint members`.execute(tx);
  }
}

/** Members are added and never removed. */
async function readMembers(tx: Kysely<Schema>, itemId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select post_id as id from vigie.item_members where item_id = ${itemId}
  `.execute(tx);
  return rows.map(({ id }) => id);
}
