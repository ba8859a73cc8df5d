import { type Kysely, sql } from 'kysely';
import type { Months } from './fairness-rows.ts';
import type { Schema } from './schema.ts';

/** What several people said of one thing: an item, or a post whose answer is known. */
export interface JudgedThing {
  readonly language: string;
  /** Rules that counted; none of a known post. */
  readonly rules: readonly string[];
  readonly answers: readonly string[];
  /** Who said so: for counting people, and for nothing that is shown. */
  readonly people: readonly string[];
}

/** Items of these months that two people judged blindly: the first judgment and the second one. */
export async function readJudgedTwice(db: Kysely<Schema>, { from, to }: Months): Promise<JudgedThing[]> {
  const { rows } = await sql<JudgedThing>`
    select f.language, f.rules, array_agg(d.outcome order by d.id) as answers, array_agg(d.actor order by d.id) as people
    from vigie.flag_facts f join vigie.decisions d on d.item_id = f.item_id
    where f.month between ${from}::date and ${to}::date and d.stage in ('first', 'second') and d.undone_at is null
    group by f.item_id, f.language, f.rules having count(*) > 1
  `.execute(db);
  return rows;
}

/** Posts whose answer is known, with what everybody said of them who had one. */
export async function readJudgedKnown(db: Kysely<Schema>, { from }: Months): Promise<JudgedThing[]> {
  const { rows } = await sql<JudgedThing>`
    select i.language, array[]::text[] as rules, array_agg(i.outcome order by c.ended_at) as answers,
      array_agg(i.judged_by order by c.ended_at) as people
    from vigie.control_items i join vigie.controls c on c.item_id = i.id
    where c.ended_at >= ${from}::date group by c.control_key, i.language having count(*) > 1
  `.execute(db);
  return rows;
}

/** How long items of a language took, hours. */
export interface DecisionTimes {
  readonly language: string;
  readonly people: number;
  readonly n: number;
  readonly median: number;
  /** Nine of ten took no longer. */
  readonly most: number;
}

/** From the queue to the judgment that an outcome rests on; the review lane alone. */
export async function readDecisionTimes(db: Kysely<Schema>, { from, to }: Months): Promise<DecisionTimes[]> {
  const { rows } = await sql<DecisionTimes>`
    with taken as (
      select f.language, d.actor, extract(epoch from d.decided_at - i.opened_at)::double precision / 3600 as hours
      from vigie.flag_facts f join vigie.items i on i.id = f.item_id
        join vigie.decisions d on d.id = i.concluding_decision
      where f.month between ${from}::date and ${to}::date and i.lane = 'review'
    )
    select language, count(distinct actor)::integer as people, count(*)::integer as n,
      percentile_cont(0.5) within group (order by hours) as median,
      percentile_cont(0.9) within group (order by hours) as most
    from taken group by language order by language
  `.execute(db);
  return rows;
}
