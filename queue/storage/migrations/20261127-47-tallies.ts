import { type Kysely, sql } from 'kysely';

/**
 * How many posts and items there are of each status, counted as they change, so that asking reads no post. Each statement
 * writes its changes as rows of their own: writers never wait for each other's counter, and a sum over the rows is exact
 * at any moment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** What an item counts as; one that was erased unjudged counts as nothing. */
const ITEM = `case when outcome is not null then 'items.decided' when state <> 'erased' then 'items.open' end`;
const POST = `'posts.' || status`;
const TALLIED = [
  ['posts', POST],
  ['items', ITEM],
] as const;

const STATEMENTS = [
  // Without a key: every row is a change, and what is folded is the sum of the rows it takes the place of.
  `create table vigie.tallies (name text not null, change bigint not null)`,
  ...TALLIED.flatMap(([table, name]) => [
    `insert into vigie.tallies (name, change)
      select name, count(*) from (select ${name} as name from vigie.${table}) named where name is not null group by name`,
    `create function vigie.tally_${table}() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' then
          insert into vigie.tallies (name, change)
            select name, count(*) from (select ${name} as name from after_it) a where name is not null group by name;
        elsif tg_op = 'DELETE' then
          insert into vigie.tallies (name, change)
            select name, -count(*) from (select ${name} as name from before_it) b where name is not null group by name;
        else
          insert into vigie.tallies (name, change)
            select name, sum(change) from (
              select ${name} as name, 1 as change from after_it union all select ${name}, -1 from before_it
            ) changed where name is not null group by name having sum(change) <> 0;
        end if;
        return null;
      end
    $$`,
    `create trigger ${table}_tally_insert after insert on vigie.${table}
      referencing new table as after_it for each statement execute function vigie.tally_${table}()`,
    `create trigger ${table}_tally_update after update on vigie.${table}
      referencing old table as before_it new table as after_it for each statement execute function vigie.tally_${table}()`,
    `create trigger ${table}_tally_delete after delete on vigie.${table}
      referencing old table as before_it for each statement execute function vigie.tally_${table}()`,
  ]),
];
