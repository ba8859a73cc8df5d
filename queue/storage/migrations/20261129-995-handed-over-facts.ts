import { type Kysely, sql } from 'kysely';

/**
 * An item that had come to an end and goes to protection stays in the figures of who works towards enforcement as it was, until the
 * month in which it went is over: it had been seen to go, by rule, language, route and source (PRO-09). Items that went before this
 * have gone from those figures, and stay away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.handed_over_facts (
    item_id text primary key references vigie.items (id),
    handed_over_at timestamptz not null,
    month date not null,
    source_id text not null,
    language text not null,
    script text not null,
    corridor text not null,
    rules text[] not null,
    opened_at timestamptz not null,
    posts integer not null,
    ending text not null check (ending in ('offer', 'not_offer', 'unresolved')),
    first text not null,
    decided_at timestamptz not null
  )`,
  `create function vigie.keep_handed_over_facts() returns trigger language plpgsql as $$
    begin
      insert into vigie.handed_over_facts
        select old.id, new.entered_at, f.month, f.source_id, f.language, f.script, f.corridor, f.rules, old.opened_at,
          (select count(*) from vigie.item_members m where m.item_id = old.id), old.outcome,
          (select d.outcome from vigie.decisions d where d.item_id = old.id and d.stage = 'first' order by d.id limit 1),
          (select d.decided_at from vigie.decisions d where d.id = old.concluding_decision)
        from vigie.flag_facts f where f.item_id = old.id;
      return null;
    end
  $$`,
  `create trigger items_keep_handed_over_facts after update of lane on vigie.items
    for each row when (old.lane <> 'protect' and new.lane = 'protect' and old.outcome <> 'protect')
    execute function vigie.keep_handed_over_facts()`,
];
