import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import { DIMENSIONS, Figure, type Month } from '../contracts/figure.ts';
import type { Region } from '../contracts/region.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** So many posts of a batch, of one lane, language and way. */
export interface PostCount {
  readonly lane: Lane;
  readonly language: string;
  readonly origin: Region;
  readonly destination: Region;
  readonly count: number;
}

/** What a batch of posts adds to the counters. All of its posts are of one source. */
export interface CountedPosts {
  readonly month: Month;
  readonly platform: string;
  readonly counts: readonly PostCount[];
}

/** The counters' part of the statement that gives posts their lanes: both happen, or neither. */
export function figuresInsert({ month, platform, counts }: CountedPosts): RawBuilder<unknown> {
  return sql`
    insert into vigie.figures
    select ${month}::text, 'posts', lane, coalesce(substring(lower(language) from '^[a-z]{2,8}'), 'und'), ${platform}::text,
      origin, destination, count
    from json_to_recordset(${rowsParam(counts.map((one) => ({ ...one })))}) as t (
      lane text, language text, origin text, destination text, count bigint
    )`;
}

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

/** Puts one row in the place of many that say the same; what is written meanwhile stays beside it. */
export async function foldFigures(db: Kysely<Schema>): Promise<void> {
  await fold(db, 'figures', ['month', 'family', 'state', ...DIMENSIONS]);
  await fold(db, 'subject_outcomes', ['month', 'kind', 'subject', 'outcome']);
}

async function fold(db: Kysely<Schema>, table: string, columns: readonly string[]): Promise<void> {
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
