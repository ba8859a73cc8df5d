import { type Kysely, sql } from 'kysely';

/**
 * Which rules an offer was counted for. A contest may find it to be none long after its explanation is gone, and what figures know of
 * it by then are the rules whose weight counted alone: the others would keep an offer that is none. Offers of before get the rules
 * of the explanations that are there still.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.counted_rules (
    item_id text primary key references vigie.items (id),
    rules text[] not null
  )`,
  `create function vigie.rules_of_signals(post text) returns text[] language sql stable as $$
      select array(
        select distinct signal ->> 'rule' from jsonb_array_elements(a.body::jsonb -> 'signals') signal
        where signal ->> 'rule' is not null order by 1)
      from vigie.assessments a where a.post_id = post and a.body is not null
    $$`,
  `insert into vigie.counted_rules
    select i.id, vigie.rules_of_signals(i.post_id) from vigie.items i
    where i.lane = 'review' and i.outcome = 'offer' and vigie.rules_of_signals(i.post_id) is not null`,
  `create or replace function vigie.count_subjects(item vigie.items, outcome text, change bigint) returns void
    language plpgsql as $$
      declare
        kept text[] := (select c.rules from vigie.counted_rules c where c.item_id = item.id);
        told text[] := vigie.rules_of_signals(item.post_id);
      begin
        if item.lane <> 'review' then return; end if;
        if outcome = 'offer' and change > 0 and told is not null then
          insert into vigie.counted_rules values (item.id, told)
            on conflict (item_id) do update set rules = excluded.rules;
        end if;
        -- What was counted is what is taken back, whatever the item shows by now.
        if outcome = 'offer' and change < 0 then told := coalesce(kept, told); end if;
        told := coalesce(told, kept, (select f.rules from vigie.flag_facts f where f.item_id = item.id), '{}');
        insert into vigie.subject_outcomes
          select to_char(now() at time zone 'UTC', 'YYYY-MM'), subjects.kind, subjects.subject, count_subjects.outcome,
            count_subjects.change
          from (
            select 'source' as kind, item.source_id as subject
            union select 'rule', unnest(told)
          ) subjects where subjects.subject is not null;
      end
    $$`,
];
