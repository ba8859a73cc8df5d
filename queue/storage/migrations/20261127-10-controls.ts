import { type Kysely, sql } from 'kysely';

/**
 * Control items: posts whose answer is known. They lie in tables of their own with the columns of those of items and
 * judgments, so that whatever asks for items finds none of them; only the desk asks for both, through two views.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.control_items (like vigie.items including defaults, primary key (id), check (lane in ('review', 'protect')))`,
  // Serves the queue page and "next", as that of items does.
  `create index control_items_open on vigie.control_items (opened_at) where outcome is null`,
  `create table vigie.control_decisions (
    like vigie.decisions including defaults including identity,
    primary key (id),
    foreign key (item_id) references vigie.control_items (id) on delete cascade
  )`,
  // Serves "who has judged this item", and a person's judgments of the last day.
  `create index control_decisions_item on vigie.control_decisions (item_id, id)`,
  `create index control_decisions_actor on vigie.control_decisions (actor, id)`,
  `create table vigie.controls (
    item_id text primary key references vigie.control_items (id) on delete cascade,
    -- Which post of the set it shows.
    control_key text not null,
    -- What it is known to be, why, and words on it where its author wrote some.
    expected text not null check (expected in ('offer', 'not_offer', 'protect')),
    expected_reason text not null,
    explanation text,
    wrapped_key bytea not null,
    sealed bytea not null,
    published_at timestamptz,
    -- What the rules in force make of its text, as for any other item.
    assessment text not null,
    ended_at timestamptz,
    is_right boolean,
    check ((ended_at is null) = (is_right is null))
  )`,
  // Serves "which post of the set was shown least", and "who had this one before".
  `create index controls_key on vigie.controls (control_key)`,
  `create view vigie.desk_items as
    select i.*, false as is_control from vigie.items i
    union all select c.*, true from vigie.control_items c`,
  `create view vigie.desk_decisions as
    select item_id, actor, stage, decided_at, undone_at from vigie.decisions
    union all select item_id, actor, stage, decided_at, undone_at from vigie.control_decisions`,
];
