import { type Kysely, sql } from 'kysely';
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
    with moved as (
      select s.post_id, coalesce(${ENDED_AS}, i.outcome, 'undecided') as class,
        case when coalesce(${ENDED_AS}, i.outcome) is null then greatest(m.joined_at, i.entered_at) else ${now}::timestamptz end as since
      from vigie.sealed_posts s join vigie.item_members m on m.post_id = s.post_id
        join vigie.items i on i.id = m.item_id
      where s.class <> coalesce(${ENDED_AS}, i.outcome, 'undecided')
        or (coalesce(${ENDED_AS}, i.outcome) is null and s.class_from < i.entered_at)
      order by s.post_id limit ${limit} for update of s skip locked
    ), kept (class, hours) as (values
      ('undecided', ${retention.flaggedDays * 24}::integer),
      ('offer', ${retention.offerDays * 24}::integer),
      ('not_offer', ${retention.notOfferHours}::integer),
      ('protect', ${retention.protectDays * 24}::integer),
      ('unresolved', ${retention.unresolvedDays * 24}::integer)
    )
    update vigie.sealed_posts s set class = moved.class, class_from = moved.since,
      erase_at = least(moved.since + kept.hours * interval '1 hour', s.keep_until)
    from moved join kept using (class) where s.post_id = moved.post_id returning 1
  `.execute(tx);
  return rows.length;
}
