import { type Kysely, sql } from 'kysely';
import type { Months } from './fairness-rows.ts';
import type { Schema } from './schema.ts';

/** Posts of one kind of content from one source in one month. */
export interface CountedContent {
  /** Such as 2026-11. */
  readonly month: string;
  readonly source: string;
  readonly language: string;
  /** As `LY-IT`, or `none`. */
  readonly corridor: string;
  readonly posts: number;
  readonly flagged: number;
}

/** Items that one rule had a part in, of one language from one source in one month. */
export interface CountedFinds {
  readonly month: string;
  readonly source: string;
  readonly language: string;
  readonly rule: string;
  readonly items: number;
}

/**
 * What was assessed, by counters alone: no post is looked at, and the ways of people at risk are not told. By the index of the
 * month.
 */
export async function readCountedContent(
  db: Kysely<Schema>,
  { from, to }: Months,
): Promise<CountedContent[]> {
  const { rows } = await sql<CountedContent>`
    select to_char(month, 'YYYY-MM') as month, source_id as source, language,
      case lane when 'protect' then 'none' else corridor end as corridor,
      sum(change)::int as posts, coalesce(sum(change) filter (where lane = 'review'), 0)::int as flagged
    from vigie.content_counts where month between ${from}::date and ${to}::date
    group by 1, 2, 3, 4 having sum(change) > 0 order by 1, 2, 3, 4
  `.execute(db);
  return rows;
}

/** What rules found that counted for an offer. By the index of the month. */
export async function readCountedFinds(db: Kysely<Schema>, { from, to }: Months): Promise<CountedFinds[]> {
  const { rows } = await sql<CountedFinds>`
    select to_char(month, 'YYYY-MM') as month, source_id as source, language, rule, count(*)::int as items
    from vigie.flag_facts cross join unnest(rules) as found (rule)
    where month between ${from}::date and ${to}::date group by 1, 2, 3, 4 order by 1, 2, 3, 4
  `.execute(db);
  return rows;
}
