import { type Kysely, sql } from 'kysely';

/**
 * What the embedded database still has to rewrite, so that erased bytes are gone from its files: noted by the transaction that
 * erases, whoever erases, and outliving a process that is killed behind it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Owed from here on: what was erased before lies in the files. A server never pays, so its rows never change and nobody waits
  // for one.
  `insert into vigie.settings (name, value)
    select 'scrub.' || what, now()::text from unnest(array['texts', 'samples', 'log']) what`,
  // Empty: nothing is owed. -infinity: it is being rewritten, and what is erased meanwhile is owed anew.
  `create function vigie.owe_scrub() returns trigger language plpgsql as $$
    begin
      if exists (select from before_it) then
        update vigie.settings set value = now()::text
          where name = 'scrub.' || tg_argv[0] and value in ('', '-infinity');
      end if;
      return null;
    end
  $$`,
  ...[
    ['sealed_posts', 'texts'],
    ['sealed_batches', 'texts'],
    ['samples', 'samples'],
    ['log_bodies', 'log'],
  ].map(
    ([table, what]) => `create trigger ${table}_scrub after delete on vigie.${table}
      referencing old table as before_it for each statement execute function vigie.owe_scrub('${what}')`,
  ),
];
