import type { Kysely, Selectable } from 'kysely';
import { RobotsRecord } from '../contracts/collection.ts';
import type { SourceHealth } from '../contracts/source-health.ts';
import { readTrouble, type TroubleCounts } from './refusals.ts';
import type { Schema } from './schema.ts';
import type { SourceTable } from './schema-sources.ts';

/** How every source has been doing, by id. */
export async function readSourceHealth(db: Kysely<Schema>): Promise<SourceHealth[]> {
  const [rows, trouble] = await Promise.all([
    db.selectFrom('vigie.sources').selectAll().orderBy('source_id').execute(),
    readTrouble(db),
  ]);
  return rows.map((row) => healthOf(row, trouble.get(row.source_id)));
}

function healthOf(row: Selectable<SourceTable>, trouble: TroubleCounts | undefined): SourceHealth {
  const robots = RobotsRecord.safeParse({ verdict: row.robots, sha256: row.robots_sha256 });
  return {
    id: row.source_id,
    name: row.name ?? row.source_id,
    kind: row.kind ?? 'import',
    isEnabled: row.enabled,
    state: row.state,
    reason: row.reason,
    message: row.message,
    lastRoundAt: iso(row.last_round_at),
    lastOkAt: iso(row.last_ok_at),
    lastYieldAt: iso(row.last_yield_at),
    lastNew: row.last_new,
    headPosts: row.head_posts,
    headExpected: row.head_expected,
    refusals: Object.fromEntries(trouble?.refused ?? []),
    failures: Object.fromEntries(trouble?.failed ?? []),
    robots:
      robots.success && row.robots_at ? { ...robots.data, checkedAt: row.robots_at.toISOString() } : null,
    everySeconds: row.interval_seconds,
    nextDueAt: iso(row.next_due_at),
    backfillPages: row.backfill_pages ?? 0,
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
