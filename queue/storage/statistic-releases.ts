import { type Kysely, type Selectable, sql } from 'kysely';
import type { Month } from '../contracts/figure.ts';
import type { Schema } from './schema.ts';
import type { StatisticsTables } from './schema-statistics.ts';

export type ReleaseRow = Omit<Selectable<StatisticsTables['vigie.statistic_releases']>, 'inputs'> & {
  /** Number of the program that it is made with; what was asked of the first program names none. */
  readonly method: number;
};

export interface NewRelease {
  readonly kind: 'one-off' | 'repeated';
  readonly spec: object;
  readonly months: readonly Month[];
  readonly family: string;
  readonly purpose: string;
  readonly inputs: object;
  readonly requestedBy: string;
  readonly requestedAt: Date;
}

/**
 * Nobody else asks for, or decides on, a release until this transaction ends: whether two tables can be told apart, and what
 * is left of a budget, must not change meanwhile.
 */
export async function lockReleases(tx: Kysely<Schema>): Promise<void> {
  await sql`lock table vigie.statistic_releases in share row exclusive mode`.execute(tx);
}

/** @returns the release's number */
export async function insertRelease(tx: Kysely<Schema>, release: NewRelease): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into vigie.statistic_releases (kind, spec, months, family, purpose, inputs, requested_by, requested_at)
    values (${release.kind}, ${JSON.stringify(release.spec)}::jsonb, ${[...release.months]}::text[], ${release.family},
      ${release.purpose}, ${JSON.stringify(release.inputs)}::jsonb, ${release.requestedBy}, ${release.requestedAt})
    returning release_id as id
  `.execute(tx);
  return rows[0]?.id ?? 0;
}

const COLUMNS = [
  'release_id',
  'kind',
  'spec',
  'months',
  'family',
  'purpose',
  'seed',
  'requested_by',
  'requested_at',
  'state',
  'decided_by',
  'decided_at',
  'sha256',
] as const;

const METHOD = sql<number>`coalesce((inputs->>'method')::int, 1)`;

/** All of them, newest first. */
export function readReleases(db: Kysely<Schema>): Promise<ReleaseRow[]> {
  return db
    .selectFrom('vigie.statistic_releases')
    .select([...COLUMNS, METHOD.as('method')])
    .orderBy('release_id', 'desc')
    .execute();
}

/** One with what it is made of. */
export function readRelease(
  db: Kysely<Schema>,
  id: number,
): Promise<(ReleaseRow & { inputs: unknown }) | undefined> {
  return db
    .selectFrom('vigie.statistic_releases')
    .select([...COLUMNS, METHOD.as('method'), 'inputs'])
    .where('release_id', '=', id)
    .executeTakeFirst();
}

export async function decideRelease(
  tx: Kysely<Schema>,
  id: number,
  decided: {
    readonly state: 'released' | 'refused';
    readonly by: string;
    readonly at: Date;
    readonly sha256: string | null;
    readonly seed: Uint8Array | null;
  },
): Promise<void> {
  await tx
    .updateTable('vigie.statistic_releases')
    .set({
      state: decided.state,
      decided_by: decided.by,
      decided_at: decided.at,
      sha256: decided.sha256,
      seed: decided.seed,
    })
    .where('release_id', '=', id)
    .execute();
}

/** What was spent of each month's budget, hundredths of epsilon; months of which nothing was spent are left out. */
export async function readSpent(db: Kysely<Schema>): Promise<ReadonlyMap<Month, number>> {
  const { rows } = await sql<{ month: string; spent: number }>`
    select month, sum(epsilon)::int as spent from vigie.statistic_spends group by month order by month
  `.execute(db);
  return new Map(rows.map(({ month, spent }) => [month, spent]));
}

/** Enters a release into the ledger, on each of its months. Entries are never changed or removed. */
export async function spend(
  tx: Kysely<Schema>,
  release: number,
  months: readonly Month[],
  epsilon: number,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('vigie.statistic_spends')
    .values(months.map((month) => ({ release_id: release, month, epsilon, spent_at: now })))
    .execute();
}

export async function insertCorrection(
  tx: Kysely<Schema>,
  correction: { readonly release: number; readonly note: string; readonly by: string; readonly at: Date },
): Promise<void> {
  const { release, note, by, at } = correction;
  await tx
    .insertInto('vigie.statistic_corrections')
    .values({ release_id: release, note, made_by: by, made_at: at })
    .execute();
}

/** What turned out wrong with releases, oldest first. */
export function readCorrections(
  db: Kysely<Schema>,
): Promise<{ release_id: number; note: string; made_at: Date }[]> {
  return db
    .selectFrom('vigie.statistic_corrections')
    .select(['release_id', 'note', 'made_at'])
    .orderBy('correction_id')
    .execute();
}
