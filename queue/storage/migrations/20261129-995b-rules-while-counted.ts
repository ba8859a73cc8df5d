import { type Kysely, sql } from 'kysely';

/**
 * The rules that an item was counted for are kept for every outcome of the review lane, not for offers alone: any of them can be
 * taken back when the explanation is gone. They are kept as long as that can happen, and no longer: until the outcome is taken
 * back, which it is where the item goes to protection, and not beyond what figures know of the item. Items of before get the rules
 * of the explanations that are there still; rows that nothing can be taken back by any more go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `delete from vigie.counted_rules k using vigie.items i
    where i.id = k.item_id and (i.lane <> 'review' or i.outcome is null)`,
  `delete from vigie.counted_rules k
    where not exists (select from vigie.flag_facts f where f.item_id = k.item_id)`,
  'alter table vigie.counted_rules drop constraint counted_rules_item_id_fkey',
  `alter table vigie.counted_rules add constraint counted_rules_item_id_fkey
    foreign key (item_id) references vigie.flag_facts (item_id) on delete cascade`,
  `insert into vigie.counted_rules
    select i.id, vigie.rules_of_signals(i.post_id) from vigie.items i join vigie.flag_facts f on f.item_id = i.id
    where i.lane = 'review' and i.outcome is not null and vigie.rules_of_signals(i.post_id) is not null
    on conflict do nothing`,
  `create or replace function vigie.count_subjects(item vigie.items, outcome text, change bigint) returns void
    language plpgsql as $$
      declare
        kept text[] := (select c.rules from vigie.counted_rules c where c.item_id = item.id);
        told text[] := vigie.rules_of_signals(item.post_id);
        known text[] := (select f.rules from vigie.flag_facts f where f.item_id = item.id);
      begin
        if item.lane <> 'review' then return; end if;
        if change > 0 then
          told := coalesce(told, kept, known, '{}');
          insert into vigie.counted_rules select item.id, told where known is not null
            on conflict (item_id) do update set rules = excluded.rules;
        else
          -- What was counted is what is taken back, whatever the item shows by now.
          told := coalesce(kept, told, known, '{}');
        end if;
        insert into vigie.subject_outcomes
          select to_char(now() at time zone 'UTC', 'YYYY-MM'), subjects.kind, subjects.subject, count_subjects.outcome,
            count_subjects.change
          from (
            select 'source' as kind, item.source_id as subject
            union select 'rule', unnest(told)
          ) subjects where subjects.subject is not null;
      end
    $$`,
  `create function vigie.forget_counted_rules() returns trigger language plpgsql as $$
    begin
      delete from vigie.counted_rules where item_id = new.id;
      return null;
    end
  $$`,
  // By its name it comes behind the counting, which reads them.
  `create trigger items_figure_update_forgets after update of outcome, lane on vigie.items
    for each row when ((old.outcome is not null and new.outcome is null) or (old.lane = 'review' and new.lane <> 'review'))
    execute function vigie.forget_counted_rules()`,
];
