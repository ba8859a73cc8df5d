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

/** A rule that could not be run: what it would have found is missing. */
export interface ErroredRule {
  readonly rule: string;
  /** The kind of fault, never its message: that might quote the post. */
  readonly error: string;
  /** Posts that it errored on. */
  readonly posts: number;
}

interface Batch {
  readonly month: Month;
  readonly signs: readonly SignCount[];
  readonly errored: readonly ErroredRule[];
  readonly release: string | null;
  /** Such as 2026-11-30. */
  readonly day: string;
}

/** A part of the statement that gives posts their lanes; nothing for nearly all batches. */
export function signsPart({ month, signs }: Pick<Batch, 'month' | 'signs'>): RawBuilder<unknown> {
  if (signs.length === 0) return sql``;
  return sql`, signs_counted as (
    insert into vigie.sign_counts (month, sign, language, change)
    select ${month}::text, sign, language, count
    from json_to_recordset(${rowsParam(signs.map((one) => ({ ...one })))}) as t (sign text, language text, count bigint)
  )`;
}

/** A part of the same statement. */
export function errorsPart({ errored, release, day }: Omit<Batch, 'month' | 'signs'>): RawBuilder<unknown> {
  if (errored.length === 0) return sql``;
  return sql`, errors_counted as (
    insert into vigie.rule_errors (day, rule, error, release, change)
    select ${day}::date, rule, error, ${release ?? ''}::text, posts
    from json_to_recordset(${rowsParam(errored.map((one) => ({ ...one })))}) as t (rule text, error text, posts bigint)
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

/** A rule that errored under one release, and when last. */
export interface RuleErrors extends ErroredRule {
  readonly release: string | null;
  /** Such as 2026-11-30. */
  readonly lastOn: string;
}

/** Rules that could not be run on posts that were assessed since a moment, the most posts first. */
export async function readRuleErrors(db: Kysely<Schema>, since: Date): Promise<RuleErrors[]> {
  const { rows } = await sql<RuleErrors>`
    select rule, error, nullif(release, '') as release, sum(change)::int as posts, to_char(max(day), 'YYYY-MM-DD') as "lastOn"
    from vigie.rule_errors where day >= ${since.toISOString().slice(0, 10)}::date
    group by rule, error, release order by posts desc, rule, error, release
  `.execute(db);
  return rows;
}

/** Posts on which each rule could not be run, from the beginning. */
export async function countRuleErrors(db: Kysely<Schema>): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ rule: string; posts: number }>`
    select rule, sum(change)::int as posts from vigie.rule_errors group by rule order by rule
  `.execute(db);
  return Object.fromEntries(rows.map(({ rule, posts }) => [rule, posts]));
}

/** Puts one row in the place of many that say the same, and removes signs that were counted before a month. */
export async function foldSignCounts(db: Kysely<Schema>, before: Month): Promise<void> {
  await sql`delete from vigie.sign_counts where month < ${before}`.execute(db);
  await fold(db, 'sign_counts', ['month', 'sign', 'language']);
  // All of these stay: what `/metrics` counts from the beginning must never fall.
  await fold(db, 'rule_errors', ['day', 'rule', 'error', 'release']);
}
