import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** How often something happened, by reason; plain words of ours, never an address. */
export type ReasonCounts = ReadonlyMap<string, number>;

/** What was not asked for or not given, and what was tried and came to nothing. */
export interface TroubleCounts {
  readonly refused: ReasonCounts;
  readonly failed: ReasonCounts;
}

/** Adds what a round met to what the source met before. */
export async function addTrouble(
  tx: Kysely<Schema>,
  sourceId: string,
  { refused, failed }: TroubleCounts,
  at: Date,
): Promise<void> {
  await addCounts(tx, sourceId, 'refused', refused, at);
  await addCounts(tx, sourceId, 'failed', failed, at);
}

async function addCounts(
  tx: Kysely<Schema>,
  sourceId: string,
  kind: keyof TroubleCounts,
  counts: ReasonCounts,
  at: Date,
): Promise<void> {
  for (const [reason, count] of counts) {
    await tx
      .insertInto('vigie.source_refusals')
      .values({ source_id: sourceId, reason, kind, count, last_at: at })
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'reason']).doUpdateSet({
          count: sql<number>`source_refusals.count + excluded.count`,
          kind,
          last_at: at,
        }),
      )
      .execute();
  }
}

/** All counts by source, each source's most frequent reason first. */
export async function readTrouble(db: Kysely<Schema>): Promise<Map<string, TroubleCounts>> {
  const rows = await db
    .selectFrom('vigie.source_refusals')
    .select(['source_id', 'reason', 'kind', 'count'])
    .orderBy('count', 'desc')
    .orderBy('reason')
    .execute();
  const bySource = new Map<string, Record<keyof TroubleCounts, Map<string, number>>>();
  for (const row of rows) {
    const counts = bySource.get(row.source_id) ?? { refused: new Map(), failed: new Map() };
    counts[row.kind].set(row.reason, Number(row.count));
    bySource.set(row.source_id, counts);
  }
  return bySource;
}
