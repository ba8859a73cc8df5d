import { type Kysely, sql } from 'kysely';
import type { Purpose } from '../contracts/authorisation.ts';
import type { RobotsRecord } from '../contracts/collection.ts';
import type { Source, SourceState } from '../contracts/source.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** How a source stands after a live round. */
export interface SourceStanding {
  readonly sourceId: string;
  readonly state: SourceState;
  readonly reason: string | null;
  readonly message: string | null;
  readonly round: number;
  readonly at: Date;
  readonly fresh: number;
  /** `null` where the newest page was not read, or had not changed. */
  readonly headPosts: number | null;
  readonly headExpected: number | null;
  readonly robots: RobotsRecord | undefined;
  readonly purpose: Purpose;
  readonly intervalSeconds: number;
  readonly nextDueAt: Date;
}

/** Makes the configured sources known, so that one that was never collected shows, too. */
export async function registerSources(db: Kysely<Schema>, sources: readonly Source[]): Promise<void> {
  await sql`
    insert into vigie.sources (source_id, name, kind, enabled, state)
    select id, name, kind, enabled, 'new'
    from json_to_recordset(${rowsParam(sources.map(({ id, name, kind, enabled }) => ({ id, name, kind, enabled })))})
      as t (id text, name text, kind text, enabled boolean)
    on conflict (source_id) do update set (name, kind, enabled) = (excluded.name, excluded.kind, excluded.enabled)
  `.execute(db);
}

/** Records how a source stands after a round. It must be registered. */
export async function recordStanding(tx: Kysely<Schema>, standing: SourceStanding): Promise<void> {
  const { robots, at, fresh, state } = standing;
  await tx
    .updateTable('vigie.sources')
    .set({
      state,
      reason: standing.reason,
      message: standing.message,
      last_round: standing.round,
      last_round_at: at,
      last_new: fresh,
      interval_seconds: standing.intervalSeconds,
      next_due_at: standing.nextDueAt,
      ...(state === 'ok' ? { last_ok_at: at } : {}),
      ...(fresh > 0 ? { last_yield_at: at } : {}),
      ...(standing.headPosts === null
        ? {}
        : { head_posts: standing.headPosts, head_expected: standing.headExpected }),
      ...(robots ? { robots: robots.verdict, robots_sha256: robots.sha256, robots_at: at } : {}),
      purpose: standing.purpose,
    })
    .where('source_id', '=', standing.sourceId)
    .execute();
}

/** How a source stands whose round was not run. */
export interface SourceDrop {
  readonly sourceId: string;
  readonly state: SourceState;
  readonly reason: string;
  readonly message: string;
  readonly round: number;
  readonly at: Date;
}

/** The next round after one that was dropped as the one before it is due so much later, in milliseconds. */
const DROPPED_AGAIN_MS = 60_000;

/**
 * Records that a round was not run because the source may not be collected. The next is due as soon as it may. Where a scheduler
 * with other files names it again and again, it is due a minute later each time.
 * @returns whether that is news: `false` where the source stood so already, and for the same reason
 */
export async function recordDrop(tx: Kysely<Schema>, drop: SourceDrop): Promise<boolean> {
  const { sourceId, state, reason, message, round, at } = drop;
  const before = await tx
    .selectFrom('vigie.sources')
    .select(['state', 'reason'])
    .where('source_id', '=', sourceId)
    .forUpdate()
    .executeTakeFirst();
  const isNews = before?.state !== state || before.reason !== reason;
  const dueAt = isNews ? at : new Date(at.getTime() + DROPPED_AGAIN_MS);
  const { rows } = await sql`
    insert into vigie.sources as s
      (source_id, state, reason, message, last_round, last_round_at, next_due_at, enabled)
    values (${sourceId}, ${state}, ${reason}, ${message}, ${round}, ${at}, ${dueAt}, false)
    on conflict (source_id) do update set (state, reason, message, last_round, last_round_at, next_due_at, validators) =
      (excluded.state, excluded.reason, excluded.message, excluded.last_round, excluded.last_round_at,
        excluded.next_due_at, null)
    where s.state <> excluded.state or s.reason is distinct from excluded.reason
      or s.last_round is distinct from excluded.last_round
    returning 1
  `.execute(tx);
  return isNews && rows.length > 0;
}

/** What the scheduler asks: the last round of each source, and when the next is due. */
export interface SourceDue {
  readonly lastRound: number;
  readonly lastRoundAtMs: number | null;
  readonly nextDueAtMs: number | null;
  readonly intervalSeconds: number | null;
  readonly state: SourceState;
  readonly hasBackfill: boolean;
  /** Whether it is out of use until two people say otherwise. */
  readonly isSuspended: boolean;
}

export async function readDue(db: Kysely<Schema>): Promise<Map<string, SourceDue>> {
  const { rows } = await sql<SourceDue & { source_id: string }>`
    select source_id, coalesce(last_round, 0) as "lastRound", interval_seconds as "intervalSeconds",
      (extract(epoch from last_round_at) * 1000)::float8 as "lastRoundAtMs",
      (extract(epoch from next_due_at) * 1000)::float8 as "nextDueAtMs",
      state, backfill_key is not null as "hasBackfill", exists (
        select from vigie.source_suspensions p where p.source_id = sources.source_id and p.lifted_at is null
      ) as "isSuspended"
    from vigie.sources
  `.execute(db);
  return new Map(rows.map(({ source_id, ...due }) => [source_id, due]));
}
