import { type Kysely, sql } from 'kysely';
import { endOfMonth } from '../contracts/figure.ts';
import type { AssessedPosts, FlaggedItem } from '../fairness/flagged.ts';
import type { FoundPosts, SampleResult } from '../fairness/missed-offers.ts';
import { firstOfMonth } from './content-counts.ts';
import type { Schema } from './schema.ts';

/** The months of figures, as `2026-11-01`, both included. */
export interface Months {
  readonly from: string;
  readonly to: string;
}

/** So many months up to that of `now`. */
export function monthsUpTo(now: Date, count: number): Months {
  const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (count - 1), 1));
  return { from: firstOfMonth(from), to: firstOfMonth(now) };
}

/** Flagged items of the review lane by what they are about, with what became of them; texts are not needed. */
export async function readFlagged(db: Kysely<Schema>, { from, to }: Months): Promise<FlaggedItem[]> {
  const { rows } = await sql<Omit<FlaggedItem, 'openedAt'> & { openedAt: Date }>`
    select f.language, f.script, f.corridor, f.source_id as "sourceId", f.rules, i.lane,
      i.opened_at as "openedAt",
      case when i.lane = 'protect' then coalesce(i.outcome, 'protect') else i.outcome end as ending,
      (select d.outcome from vigie.decisions d where d.item_id = i.id and d.stage = 'first' order by d.id limit 1) as first
    from vigie.flag_facts f join vigie.items i on i.id = f.item_id
    where f.month between ${from}::date and ${to}::date
  `.execute(db);
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.getTime() }));
}

/**
 * Items of the review lane that had come to an end by `until`, with those that went to protection since as they were then: between
 * two moments of a month nobody sees one go (PRO-09).
 */
export async function readReviewed(
  db: Kysely<Schema>,
  { from, to }: Months,
  until: Date,
): Promise<FlaggedItem[]> {
  const { rows } = await sql<Omit<FlaggedItem, 'openedAt'> & { openedAt: Date }>`
    select f.language, f.script, f.corridor, f.source_id as "sourceId", f.rules, i.lane, i.opened_at as "openedAt",
      i.outcome as ending,
      (select d.outcome from vigie.decisions d where d.item_id = i.id and d.stage = 'first' order by d.id limit 1) as first
    from vigie.flag_facts f join vigie.items i on i.id = f.item_id
      join vigie.decisions c on c.id = i.concluding_decision
    where f.month between ${from}::date and ${to}::date and i.lane = 'review' and i.outcome <> 'protect'
      and c.decided_at < ${until}
    union all
    select language, script, corridor, source_id, rules, 'review', opened_at, ending, first
    from vigie.handed_over_facts
    where month between ${from}::date and ${to}::date and handed_over_at >= ${until} and decided_at < ${until}
  `.execute(db);
  return rows.map((row) => ({ ...row, openedAt: row.openedAt.getTime() }));
}

/**
 * Flagged posts of these months by what their items have ended as: an item stands for all its copies of whatever month, and what was
 * assessed and drawn is counted by the month of each post.
 * @param until of items that had come to an end by then, as `readReviewed` has them; `null` for all as they are now
 */
export async function readFoundPosts(
  db: Kysely<Schema>,
  { from, to }: Months,
  until: Date | null,
): Promise<FoundPosts[]> {
  const after = endOfMonth(to.slice(0, 7));
  const { rows } = await sql<FoundPosts>`
    with ended as (
      select i.id, f.language, i.outcome as ending from vigie.items i
        join vigie.flag_facts f on f.item_id = i.id join vigie.decisions c on c.id = i.concluding_decision
      where i.lane = 'review' and i.outcome in ('offer', 'not_offer')
        and (${until}::timestamptz is null or c.decided_at < ${until})
      union all
      select item_id, language, ending from vigie.handed_over_facts
      where ending in ('offer', 'not_offer') and handed_over_at >= ${until} and decided_at < ${until}
    )
    select e.language, e.ending, count(*)::int as posts from ended e join vigie.item_members m on m.item_id = e.id
    where m.joined_at >= ${new Date(from)} and m.joined_at < ${after}
    group by e.language, e.ending order by 1, 2
  `.execute(db);
  return rows;
}

/** Posts that were assessed, by what they are about. */
export async function readAssessedPosts(db: Kysely<Schema>, { from, to }: Months): Promise<AssessedPosts[]> {
  const { rows } = await sql<AssessedPosts>`
    select language, script, corridor, source_id as "sourceId", lane, sum(change)::bigint as posts
    from vigie.content_counts where month between ${from}::date and ${to}::date
    group by language, script, corridor, source_id, lane order by 1, 2, 3, 4, 5
  `.execute(db);
  return rows;
}

/** What was said of samples, by language and the chance they were drawn with. */
export async function readSampleResults(
  db: Kysely<Schema>,
  { from, to }: Months,
): Promise<(SampleResult & { readonly language: string })[]> {
  const { rows } = await sql<SampleResult & { language: string }>`
    select language, answer, share, sum(samples)::bigint as samples from vigie.sample_results
    where month between ${from}::date and ${to}::date group by language, answer, share order by 1, 2, 3
  `.execute(db);
  return rows;
}

/** When each rule was let speak again last, ms since 1970: what it did before has been judged. */
export async function readLiftedAt(db: Kysely<Schema>): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ rule: string; at: Date }>`
    select rule, max(lifted_at) as at from vigie.rule_holds where lifted_at is not null group by rule
  `.execute(db);
  return new Map(rows.map(({ rule, at }) => [rule, at.getTime()]));
}

/**
 * The positions in the log between which the assessments of these months are written, as far as entries have one: while posts are
 * scored the newest do not. `null` where there are none yet.
 */
export async function readLogRange(
  db: Kysely<Schema>,
  { from, to }: Months,
): Promise<{ readonly first: number; readonly last: number } | null> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select (select l.index from vigie.log_leaves l where l.entry_id = e.first) as first,
      (select l.index from vigie.log_leaves l where l.entry_id <= e.last order by l.index desc limit 1) as last
    from (
      select min(first_entry) as first, max(last_entry) as last from vigie.content_counts
      where month between ${from}::date and ${to}::date
    ) e
  `.execute(db);
  const [row] = rows;
  return row === undefined || row.first === null || row.last === null
    ? null
    : { first: row.first, last: row.last };
}
