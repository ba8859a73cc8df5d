import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { RetentionClass } from '../contracts/decision.ts';
import type { Policy } from '../runtime/policy.ts';
import { ENDED_AS } from './called-again.ts';
import type { Schema } from './schema.ts';
import { readSetting } from './settings.ts';

const HIGH_WATER = 'retention.high-water';

/**
 * The latest time that erasing has ever seen, or `now` where that is later: a clock that was set back keeps nothing longer.
 */
export async function raiseHighWater(db: Kysely<Schema>, now: Date): Promise<Date> {
  // ISO 8601 in UTC with milliseconds sorts as text.
  const { rows } = await sql<{ value: string }>`
    insert into vigie.settings as s (name, value) values (${HIGH_WATER}, ${now.toISOString()})
    on conflict (name) do update set value = greatest(s.value collate "C", excluded.value collate "C")
    returning value
  `.execute(db);
  return new Date(rows[0]?.value ?? now);
}

/** The time that erasing goes by: the latest that it has ever seen, or `now` where that is later. */
export async function readHighWater(db: Kysely<Schema>, now: Date): Promise<Date> {
  const seen = await readSetting(db, HIGH_WATER);
  return seen === undefined || new Date(seen) < now ? now : new Date(seen);
}

/**
 * Gives each flagged text the class of what its item ended as, with the end that follows. Texts whose class is right are
 * left alone, so it may run at any time. A judgment that was taken back makes its texts undecided again, from when they
 * were flagged; the undecided time of an item that was handed over begins anew, or protection would have an alert and no post. A call that
 * protection had ended keeps its end when another one in the same words opens the item again.
 * @param limit at most this many texts in one transaction
 * @returns how many changed their class
 */
export async function classifyTexts(
  tx: Kysely<Schema>,
  retention: Policy['retention'],
  now: Date,
  limit: number,
): Promise<number> {
  const { rows } = await sql`
    with kept (class, hours) as (values ${hoursByClass(retention)}), moved as (
      select s.post_id, coalesce(${ENDED_AS}, i.outcome, 'undecided') as class,
        case when coalesce(${ENDED_AS}, i.outcome) is null then greatest(m.joined_at, i.entered_at) else ${now}::timestamptz end as since
      from vigie.sealed_posts s join vigie.item_members m on m.post_id = s.post_id
        join vigie.items i on i.id = m.item_id
        join kept on kept.class = coalesce(${ENDED_AS}, i.outcome, 'undecided')
      where s.class <> coalesce(${ENDED_AS}, i.outcome, 'undecided')
        or (coalesce(${ENDED_AS}, i.outcome) is null and s.class_from < i.entered_at)
      order by s.post_id limit ${limit} for update of s skip locked
    )
    update vigie.sealed_posts s set class = moved.class, class_from = moved.since,
      erase_at = least(moved.since + kept.hours * interval '1 hour', s.keep_until)
    from moved join kept using (class) where s.post_id = moved.post_id returning 1
  `.execute(tx);
  return rows.length;
}

/** Every class has a time, or a text of one without would be chosen again and again, and no other classed any more. */
function hoursByClass(retention: Policy['retention']): RawBuilder<unknown> {
  const hours: Readonly<Record<RetentionClass, number>> = {
    undecided: retention.flaggedDays * 24,
    offer: retention.offerDays * 24,
    not_offer: retention.notOfferHours,
    protect: retention.protectDays * 24,
    unresolved: retention.unresolvedDays * 24,
  };
  return sql.join(Object.entries(hours).map(([name, time]) => sql`(${name}::text, ${time}::integer)`));
}
