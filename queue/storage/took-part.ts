import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Whether somebody had a part in judging an item: judged it, judgments taken back included, holds it now, or read it to answer a
 * colleague. Whoever did decides nothing that follows from it. What a page offers and what a step refuses both ask this.
 * @param item its id, or a column that has it
 */
export function tookPart(item: RawBuilder<unknown>, actor: string): RawBuilder<boolean> {
  return sql<boolean>`(
    exists (select from vigie.decisions judged where judged.item_id = ${item} and judged.actor = ${actor})
    or exists (select from vigie.item_questions asked where asked.item_id = ${item} and asked.colleague = ${actor})
    or exists (select from vigie.items held where held.id = ${item} and (held.judged_by = ${actor} or held.claimed_by = ${actor})))`;
}

/** The same of one item. */
export async function hasTakenPart(tx: Kysely<Schema>, itemId: string, actor: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select ${tookPart(sql`${itemId}`, actor)} as found`.execute(
    tx,
  );
  return rows[0]?.found === true;
}
