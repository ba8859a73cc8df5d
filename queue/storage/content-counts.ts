import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** What a post is about by itself; who wrote it is no part of it. */
export interface PostContent {
  readonly language: string;
  /** ISO 15924. */
  readonly script: string;
  /** As `LY-IT` in ISO 3166-1 alpha-2, or `none`. */
  readonly corridor: string;
}

/** What a flagged item is compared by. */
export interface FlagFact extends PostContent {
  readonly itemId: string;
  readonly sourceId: string;
  /** Rules that counted for an offer. */
  readonly rules: readonly string[];
}

/** First day of the month of a time, UTC, as `2026-11-01`. */
export function firstOfMonth(at: Date): string {
  return `${at.toISOString().slice(0, 7)}-01`;
}

/** Notes what items are compared by that have just been opened. One that waits anew counts for the month in which it does. */
export async function noteFlagged(
  tx: Kysely<Schema>,
  facts: readonly FlagFact[],
  itemIds: readonly string[],
  month: string,
): Promise<void> {
  const asked = new Set(itemIds);
  // Copies of one text open one item.
  const byItem = new Map(facts.filter(({ itemId }) => asked.has(itemId)).map((one) => [one.itemId, one]));
  for (const { itemId, sourceId, language, script, corridor, rules } of byItem.values()) {
    await sql`
      insert into vigie.flag_facts (item_id, month, source_id, language, script, corridor, rules)
      values (${itemId}, ${month}::date, ${sourceId}, ${language}, ${script}, ${corridor}, ${[...rules]}::text[])
      on conflict (item_id) do update set month = excluded.month, source_id = excluded.source_id,
        language = excluded.language, script = excluded.script, corridor = excluded.corridor, rules = excluded.rules
    `.execute(tx);
  }
}

/** Puts one row in the place of many that say the same. What is written meanwhile stays beside it. */
export async function foldContentCounts(db: Kysely<Schema>): Promise<void> {
  await sql`
    with many as (
      select month, source_id, language, script, corridor, lane from vigie.content_counts
      group by month, source_id, language, script, corridor, lane having count(*) > 1
    ), taken as (
      delete from vigie.content_counts c using many m
      where (c.month, c.source_id, c.language, c.script, c.corridor, c.lane)
        = (m.month, m.source_id, m.language, m.script, m.corridor, m.lane)
      returning c.*
    )
    insert into vigie.content_counts (month, source_id, language, script, corridor, lane, change, first_entry, last_entry)
    select month, source_id, language, script, corridor, lane, sum(change), min(first_entry), max(last_entry) from taken
    group by month, source_id, language, script, corridor, lane
  `.execute(db);
}

/** Removes what was counted before a month: figures of that time stand in reports. */
export async function removeCounts(db: Kysely<Schema>, before: string): Promise<void> {
  await sql`delete from vigie.content_counts where month < ${before}::date`.execute(db);
  await sql`delete from vigie.flag_facts where month < ${before}::date`.execute(db);
  await sql`delete from vigie.sample_results where month < ${before}::date`.execute(db);
}

/** Removes what was kept of items that went to protection before a moment: the month in which they went is over. */
export async function removeHandedOverFacts(db: Kysely<Schema>, before: Date): Promise<void> {
  await sql`delete from vigie.handed_over_facts where handed_over_at < ${before}`.execute(db);
}
