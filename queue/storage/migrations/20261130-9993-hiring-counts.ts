import { type Kysely, sql } from 'kysely';

/**
 * Of the offers that the figures count, how many hire carriers: whoever looks for drivers may offer migrants nothing, and their adverts
 * could not be told from offers of carriage. It is counted in the transaction of the outcome, by the reason of the judgment that it
 * rests on, and by month alone: beside tables of offers by language a second one would give small counts away.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const NOW = `to_char(now() at time zone 'UTC', 'YYYY-MM')`;

const STATEMENTS = [
  // Without a key, as in `figures`: every row is a change.
  `create table vigie.hiring_counts (
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    change bigint not null
  )`,
  // A month that had offers before this knows only some of those that hire, so it has no count.
  `insert into vigie.settings (name, value)
    select 'statistics.hiring-since', to_char((now() at time zone 'UTC') + case when exists (
      select from vigie.figures where family = 'outcomes' and state = 'offer' and month >= ${NOW}
    ) then interval '1 month' else interval '0' end, 'YYYY-MM')`,
  `create function vigie.count_hiring(decision bigint, change bigint) returns void language sql as $$
    insert into vigie.hiring_counts (month, change)
      select ${NOW}, change from vigie.decisions d where d.id = decision and d.reason = 'recruits_carriers'
  $$`,
  `create function vigie.figure_hiring() returns trigger language plpgsql as $$
    begin
      if old.outcome = 'offer' then
        perform vigie.count_hiring(old.concluding_decision, -1);
      end if;
      if new.outcome = 'offer' then
        perform vigie.count_hiring(new.concluding_decision, 1);
      end if;
      return null;
    end
  $$`,
  `create trigger items_figure_hiring after update of outcome, concluding_decision on vigie.items
    for each row when ((old.outcome = 'offer' or new.outcome = 'offer')
      and (old.outcome, old.concluding_decision) is distinct from (new.outcome, new.concluding_decision))
    execute function vigie.figure_hiring()`,
];
