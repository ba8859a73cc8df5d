import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** How often something was refused for one reason; plain words of ours, never an address. */
export type RefusalCounts = ReadonlyMap<string, number>;

/** Adds what a round met to what the source met before. */
export async function addRefusals(
  tx: Kysely<Schema>,
  sourceId: string,
  counts: RefusalCounts,
  at: Date,
): Promise<void> {
  for (const [reason, count] of counts) {
    await tx
      .insertInto('vigie.source_refusals')
      .values({ source_id: sourceId, reason, count, last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'reason']).doUpdateSet({
          count: sql<number>`source_refusals.count + excluded.count`,
          last_at: at,
        }),
      )
      .execute();
  }
}

/** All refusals by source, each source's most frequent reason first. */
export async function readRefusals(db: Kysely<Schema>): Promise<Map<string, RefusalCounts>> {
  const rows = await db
    .selectFrom('vigie.source_refusals')
    .select(['source_id', 'reason', 'count'])
    .orderBy('count', 'desc')
    .orderBy('reason')
    .execute();
  const bySource = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const counts = bySource.get(row.source_id) ?? new Map<string, number>();
    bySource.set(row.source_id, counts.set(row.reason, Number(row.count)));
  }
  return bySource;
}
