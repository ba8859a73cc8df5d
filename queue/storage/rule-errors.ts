import { type Kysely, type RawBuilder, sql } from 'kysely';
import { fold } from './figures.ts';
import { rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** A rule that could not be run: what it would have found is missing. */
export interface ErroredRule {
  readonly rule: string;
  /** The kind of fault, never its message: that might quote the post. */
  readonly error: string;
  /** Posts that it errored on. */
  readonly posts: number;
}

/** Rules that could not be run on posts of one batch. */
export interface BatchErrors {
  readonly errored: readonly ErroredRule[];
  readonly release: string | null;
  /** Such as 2026-11-30. */
  readonly day: string;
}

/** A part of the statement that gives posts their lanes; nothing for nearly all batches. */
export function errorsPart({ errored, release, day }: BatchErrors): RawBuilder<unknown> {
  if (errored.length === 0) return sql``;
  return sql`, errors_counted as (
    insert into vigie.rule_errors (day, rule, error, release, change)
    select ${day}::date, rule, error, ${release ?? ''}::text, posts
    from json_to_recordset(${rowsParam(errored.map((one) => ({ ...one })))}) as t (rule text, error text, posts bigint)
  )`;
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

/** Puts one row in the place of many that say the same. All of these stay: what `/metrics` counts from the beginning must never fall. */
export async function foldRuleErrors(db: Kysely<Schema>): Promise<void> {
  await fold(db, 'rule_errors', ['day', 'rule', 'error', 'release']);
}
