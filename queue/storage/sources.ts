import { type Kysely, type Selectable, sql } from 'kysely';
import type { Purpose } from '../contracts/authorisation.ts';
import { RobotsRecord, Validators } from '../contracts/collection.ts';
import type { Source, SourceKind, SourceState } from '../contracts/source.ts';
import type { SourceHealth } from '../contracts/source-health.ts';
import { type RefusalCounts, readRefusals } from './refusals.ts';
import type { SealedAddress } from './rounds.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';
import type { SourceTable } from './schema-sources.ts';

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

/**
 * Records that a round was not run because the source may not be collected. The next is due as soon as it may.
 * @returns `false` when this round was recorded as dropped for the same state before
 */
export async function recordDrop(tx: Kysely<Schema>, drop: SourceDrop): Promise<boolean> {
  const { sourceId, state, reason, message, round, at } = drop;
  const { rows } = await sql`
    insert into vigie.sources as s
      (source_id, state, reason, message, last_round, last_round_at, next_due_at, enabled)
    values (${sourceId}, ${state}, ${reason}, ${message}, ${round}, ${at}, ${at}, false)
    on conflict (source_id) do update set (state, reason, message, last_round, last_round_at, next_due_at, validators) =
      (excluded.state, excluded.reason, excluded.message, excluded.last_round, excluded.last_round_at,
        excluded.next_due_at, null)
    where s.state <> excluded.state or s.last_round is distinct from excluded.last_round
    returning 1
  `.execute(tx);
  return rows.length > 0;
}

/** How far a source's list is known, and what is still to be filled in. */
export interface SourceProgress {
  /** The schedule's number of the last live round; 0 before the first. */
  readonly lastRound: number;
  /** The pace after it; `null` before the first. */
  readonly intervalSeconds: number | null;
  /** Everything down to the posts of this round is known without a gap. */
  readonly wholeRound: number | null;
  /** Of the newest page, as long as nothing about the source was changed since. */
  readonly validators: { readonly settings: string; readonly given: Validators } | null;
  readonly backfill: Backfill | null;
}

/** Older pages that are still wanted. */
export interface Backfill {
  readonly next: SealedAddress;
  /** A page whose posts all come from this round or earlier ends it; `null`: only the end of the list does. */
  readonly untilRound: number | null;
  readonly pagesLeft: number;
  /** Changes with every change: whoever filled in something older does not overwrite what is newer. */
  readonly version: number;
}

export async function readProgress(db: Kysely<Schema>, sourceId: string): Promise<SourceProgress> {
  const row = await db
    .selectFrom('vigie.sources')
    .select([
      'last_round',
      'interval_seconds',
      'whole_round',
      'validators',
      'backfill_key',
      'backfill_sealed',
      'backfill_until',
      'backfill_pages',
      'backfill_version',
    ])
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const kept = row?.validators as { settings: string; given: unknown } | null | undefined;
  const given = Validators.safeParse(kept?.given);
  return {
    lastRound: row?.last_round ?? 0,
    intervalSeconds: row?.interval_seconds ?? null,
    wholeRound: row?.whole_round ?? null,
    validators: kept && given.success ? { settings: kept.settings, given: given.data } : null,
    backfill:
      row?.backfill_key && row.backfill_sealed
        ? {
            next: { key: row.backfill_key, sealed: row.backfill_sealed },
            untilRound: row.backfill_until,
            pagesLeft: row.backfill_pages ?? 0,
            version: row.backfill_version,
          }
        : null,
  };
}

/** How a live round left the list: what is given changes, the rest stays. */
export async function recordProgress(
  tx: Kysely<Schema>,
  sourceId: string,
  progress: {
    readonly wholeRound?: number;
    readonly validators: SourceProgress['validators'];
    readonly backfill?: Omit<Backfill, 'version'>;
  },
): Promise<void> {
  const { wholeRound, validators, backfill } = progress;
  await tx
    .updateTable('vigie.sources')
    .set({
      validators: validators && JSON.stringify(validators),
      ...(wholeRound === undefined ? {} : { whole_round: wholeRound }),
      ...(backfill === undefined ? {} : backfillColumns(backfill)),
    })
    .where('source_id', '=', sourceId)
    .execute();
}

/** How a backfill round left it; nothing changes when a live round has opened another gap meanwhile. */
export async function recordBackfill(
  tx: Kysely<Schema>,
  sourceId: string,
  version: number,
  backfill: Omit<Backfill, 'version'> | null,
): Promise<void> {
  await tx
    .updateTable('vigie.sources')
    .set(backfillColumns(backfill))
    .where('source_id', '=', sourceId)
    .where('backfill_version', '=', version)
    .execute();
}

function backfillColumns(backfill: Omit<Backfill, 'version'> | null) {
  return {
    backfill_key: backfill?.next.key ?? null,
    backfill_sealed: backfill?.next.sealed ?? null,
    backfill_until: backfill?.untilRound ?? null,
    backfill_pages: backfill?.pagesLeft ?? null,
    backfill_version: sql<number>`backfill_version + 1`,
  };
}

/** What the scheduler asks: the last round of each source, and when the next is due. */
export interface SourceDue {
  readonly lastRound: number;
  readonly lastRoundAtMs: number | null;
  readonly nextDueAtMs: number | null;
  readonly intervalSeconds: number | null;
  readonly state: SourceState;
  readonly hasBackfill: boolean;
}

export async function readDue(db: Kysely<Schema>): Promise<Map<string, SourceDue>> {
  const { rows } = await sql<SourceDue & { source_id: string }>`
    select source_id, coalesce(last_round, 0) as "lastRound", interval_seconds as "intervalSeconds",
      (extract(epoch from last_round_at) * 1000)::float8 as "lastRoundAtMs",
      (extract(epoch from next_due_at) * 1000)::float8 as "nextDueAtMs",
      state, backfill_key is not null as "hasBackfill"
    from vigie.sources
  `.execute(db);
  return new Map(rows.map(({ source_id, ...due }) => [source_id, due]));
}

/** How every source has been doing, by id. */
export async function readSourceHealth(db: Kysely<Schema>): Promise<SourceHealth[]> {
  const [rows, refusals] = await Promise.all([
    db.selectFrom('vigie.sources').selectAll().orderBy('source_id').execute(),
    readRefusals(db),
  ]);
  return rows.map((row) => healthOf(row, refusals.get(row.source_id) ?? new Map()));
}

function healthOf(row: Selectable<SourceTable>, refusals: RefusalCounts): SourceHealth {
  const robots = RobotsRecord.safeParse({ verdict: row.robots, sha256: row.robots_sha256 });
  return {
    id: row.source_id,
    name: row.name ?? row.source_id,
    kind: (row.kind ?? 'import') as SourceKind,
    isEnabled: row.enabled,
    state: row.state as SourceState,
    reason: row.reason,
    message: row.message,
    lastRoundAt: iso(row.last_round_at),
    lastOkAt: iso(row.last_ok_at),
    lastYieldAt: iso(row.last_yield_at),
    lastNew: row.last_new,
    headPosts: row.head_posts,
    headExpected: row.head_expected,
    refusals: Object.fromEntries(refusals),
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
