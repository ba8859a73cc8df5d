import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Month, ScoredSign } from '../contracts/figure.ts';
import { fold } from './figures.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

export interface SignCount {
  readonly sign: ScoredSign;
  readonly language: string;
  readonly count: number;
}

/** So many posts of one month, and of which languages, the most first. */
export interface SignFigure {
  readonly month: Month;
  readonly sign: ScoredSign;
  readonly count: number;
  readonly languages: readonly Pick<SignCount, 'language' | 'count'>[];
}

/** A part of the statement that gives posts their lanes; nothing for nearly all batches. */
export function signsPart(month: Month, signs: readonly SignCount[]): RawBuilder<unknown> {
  if (signs.length === 0) return sql``;
  return sql`, signs_counted as (
    insert into vigie.sign_counts (month, sign, language, change)
    select ${month}::text, sign, language, count
    from json_to_recordset(${rowsParam(signs.map((one) => ({ ...one })))}) as t (sign text, language text, count bigint)
  )`;
}

/** From a month on, latest first. */
export async function readSignCounts(db: Kysely<Schema>, from: Month): Promise<SignFigure[]> {
  const { rows } = await sql<SignFigure>`
    select month, sign, sum(count)::int as count,
      json_agg(json_build_object('language', language, 'count', count) order by count desc, language) as languages
    from (
      select month, sign, language, sum(change)::int as count from vigie.sign_counts where month >= ${from}
      group by month, sign, language
    ) counted group by month, sign order by month desc, sign desc
  `.execute(db);
  return rows;
}

/** Removes what was counted before a month, and puts one row in the place of many that say the same. */
export async function foldSignCounts(db: Kysely<Schema>, before: Month): Promise<void> {
  await sql`delete from vigie.sign_counts where month < ${before}`.execute(db);
  await fold(db, 'sign_counts', ['month', 'sign', 'language']);
}
