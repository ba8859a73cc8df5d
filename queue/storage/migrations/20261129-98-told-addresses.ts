import { type Kysely, sql } from 'kysely';

/**
 * By which address whoever was told contests: the token beside a text goes with it, and what was done about the post stays out. Duties
 * of before get the tokens of the texts that are there still.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.told_addresses (
    telling_number bigint not null references vigie.tellings (number),
    token bytea not null check (length(token) = 32),
    primary key (telling_number, token)
  )`,
  // Serves contests, each of which is looked for by one token.
  'create index told_addresses_token on vigie.told_addresses (token)',
  `insert into vigie.told_addresses
    select t.number, s.permalink_token from vigie.tellings t
      join vigie.item_members m on m.item_id = t.item_id and m.joined_at <= t.arose_at
      join vigie.sealed_posts s on s.post_id = m.post_id
    where s.permalink_token is not null
    on conflict do nothing`,
  // An offer that is one no more is taken from its rules, too, when the explanation that named them is gone.
  `create or replace function vigie.count_subjects(item vigie.items, outcome text, change bigint) returns void
    language sql as $$
      insert into vigie.subject_outcomes
      select to_char(now() at time zone 'UTC', 'YYYY-MM'), kind, subject, outcome, change from (
        select 'source' as kind, item.source_id as subject
        union select 'rule', signal ->> 'rule' from vigie.assessments a,
          jsonb_array_elements(a.body::jsonb -> 'signals') signal
          where a.post_id = item.post_id and a.body is not null
        union select 'rule', unnest(f.rules) from vigie.flag_facts f
          where f.item_id = item.id and not exists (
            select from vigie.assessments a where a.post_id = item.post_id and a.body is not null)
      ) subjects where item.lane = 'review' and subject is not null
    $$`,
  `create trigger told_addresses_kept before update or delete on vigie.told_addresses
    for each row execute function vigie.keep_telling()`,
];
