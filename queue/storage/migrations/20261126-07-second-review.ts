import { type Kysely, sql } from 'kysely';

/**
 * An outcome rests on a person's judgment, and an offer on two: the schema refuses anything else (HUM-01, PRO-01). Claims
 * carry a fencing token and the moment the post was first seen; judgments carry the elements and the cited parts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Deferred, because items and judgments name each other: a restored backup holds one before the other.
  `alter table vigie.items
    add column claim_no integer not null default 0,
    add column claimed_at timestamptz,
    add column second_decision bigint references vigie.decisions (id) deferrable initially deferred,
    add column concluding_decision bigint references vigie.decisions (id) deferrable initially deferred`,
  `alter table vigie.decisions
    drop constraint decisions_stage_check,
    add constraint decisions_stage_check
      check (stage in ('first', 'revision', 'after_reveal', 'second', 'adjudication', 'override')),
    add column elements text[] not null default '{}',
    add column spans jsonb not null default '[]',
    add column dwell_ms integer check (dwell_ms >= 0)`,
  `update vigie.items i set concluding_decision = (
      select max(d.id) from vigie.decisions d where d.item_id = i.id and d.undone_at is null
    ) where outcome is not null`,
  // What one person called an offer before there was a second now waits for one.
  `update vigie.items set state = 'second', outcome = null, author_category = 'unknown', concluding_decision = null
    where outcome = 'offer'`,
  `alter table vigie.items
    add constraint items_outcome_is_judged check (outcome is null or concluding_decision is not null),
    add constraint items_offer_is_judged_twice check (outcome is distinct from 'offer' or second_decision is not null)`,
  // Serves "who has judged this item" and a person's last judgments.
  `create index decisions_actor on vigie.decisions (actor, id)`,
];
