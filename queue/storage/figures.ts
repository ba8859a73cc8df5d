import { type Kysely, sql } from 'kysely';
import { DIMENSIONS, Figure, type Month, type MonthHiring, monthsFrom } from '../contracts/figure.ts';
import type { Schema } from './schema.ts';
import { readSetting } from './settings.ts';

/** The counters of these months, cell by cell in a fixed order; cells without anything are left out. */
export async function readFigures(
  db: Kysely<Schema>,
  { first, last }: { readonly first: Month; readonly last: Month },
): Promise<Figure[]> {
  const { rows } = await sql<Figure>`
    select month, family, state, ${sql.raw(DIMENSIONS.join(', '))}, sum(change)::bigint as count
    from vigie.figures where month between ${first} and ${last}
    group by month, family, state, ${sql.raw(DIMENSIONS.join(', '))} having sum(change) <> 0
    order by month, family, state, ${sql.raw(DIMENSIONS.map((name) => `${name} collate "C"`).join(', '))}
  `.execute(db);
  return rows.map((row) => Figure.parse({ ...row, count: Number(row.count) }));
}

/** Written by the migration that began to count. */
const HIRING_SINCE = 'statistics.hiring-since';

/** Of each of these months, how many of its offers hire carriers. */
export async function readHiring(
  db: Kysely<Schema>,
  { first, last }: { readonly first: Month; readonly last: Month },
): Promise<MonthHiring[]> {
  const since = await readSetting(db, HIRING_SINCE);
  const { rows } = await sql<{ month: Month; count: number }>`
    select month, sum(change)::int as count from vigie.hiring_counts where month between ${first} and ${last} group by month
  `.execute(db);
  const counts = new Map(rows.map(({ month, count }) => [month, count]));
  return monthsFrom(first, last).map((month) => ({
    month,
    count: since === undefined || month < since ? null : (counts.get(month) ?? 0),
  }));
}

/** Puts one row in the place of many that say the same; what is written meanwhile stays beside it. */
export async function foldFigures(db: Kysely<Schema>): Promise<void> {
  await fold(db, 'figures', ['month', 'family', 'state', ...DIMENSIONS]);
  await fold(db, 'subject_outcomes', ['month', 'kind', 'subject', 'outcome']);
  await fold(db, 'hiring_counts', ['month']);
}

/** The same of any table of changes: no column may be empty. */
export async function fold(db: Kysely<Schema>, table: string, columns: readonly string[]): Promise<void> {
  const names = sql.raw(columns.join(', '));
  await sql`
    with taken as (
      delete from vigie.${sql.id(table)} where (${names}) in (
        select ${names} from vigie.${sql.id(table)} group by ${names} having count(*) > 1
      ) returning ${names}, change
    )
    insert into vigie.${sql.id(table)} (${names}, change)
    select ${names}, sum(change) from taken group by ${names} having sum(change) <> 0
  `.execute(db);
}

/** How often what a rule flagged, or what came of a source, ended as what. */
export interface SubjectOutcome {
  readonly kind: 'source' | 'rule';
  readonly subject: string;
  readonly offer: number;
  readonly notOffer: number;
  readonly protect: number;
  readonly unresolved: number;
}

/** By rule and source for these months; for whoever evaluates them, never for release. */
export async function readSubjectOutcomes(
  db: Kysely<Schema>,
  { first, last }: { readonly first: Month; readonly last: Month },
): Promise<SubjectOutcome[]> {
  const count = (outcome: string) =>
    sql`greatest(0, coalesce(sum(change) filter (where outcome = ${outcome}), 0))::int`;
  const { rows } = await sql<SubjectOutcome>`
    select kind, subject, ${count('offer')} as offer, ${count('not_offer')} as "notOffer",
      ${count('protect')} as protect, ${count('unresolved')} as unresolved
    from vigie.subject_outcomes where month between ${first} and ${last}
    group by kind, subject order by kind, subject collate "C"
  `.execute(db);
  return rows;
}
