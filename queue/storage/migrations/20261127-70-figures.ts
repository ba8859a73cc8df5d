import { type Kysely, sql } from 'kysely';

/**
 * Counters for statistics, written in the statement or transaction of what they count, so that erasing texts changes none.
 * Each change is a row of its own, as in `tallies`, and its columns are the whole list of what figures can be told apart by.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const LANGUAGE = `coalesce(substring(language from '^[a-z]{2,8}'), 'und')`;
const NOW = `to_char(now() at time zone 'UTC', 'YYYY-MM')`;

const STATEMENTS = [
  `create table vigie.figures (
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    family text not null check (family in ('posts', 'items', 'outcomes')),
    state text not null check (state in ('none', 'review', 'protect', 'opened', 'offer', 'not_offer', 'unresolved', 'expired')),
    language text not null check (language ~ '^[a-z]{2,8}$'),
    platform text not null check (platform ~ '^[a-z]{2,20}$'),
    origin text not null check (origin ~ '^[a-z-]{2,30}$'),
    destination text not null check (destination ~ '^[a-z-]{2,30}$'),
    change bigint not null
  )`,
  // Asked for by month, and folded once a minute: a month is a few hundred rows.
  `create index figures_month on vigie.figures (month)`,
  // What an item is counted by. It is written before the item, and stays when the text goes.
  `create table vigie.item_dimensions (
    item_id text primary key,
    platform text not null,
    origin text not null,
    destination text not null
  )`,
  // Outcomes by rule and source, for the evaluation of both; no public table is made of it.
  `create table vigie.subject_outcomes (
    month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    kind text not null check (kind in ('source', 'rule')),
    subject text not null,
    outcome text not null check (outcome in ('offer', 'not_offer', 'protect', 'unresolved')),
    change bigint not null
  )`,
  `create index subject_outcomes_month on vigie.subject_outcomes (month)`,
  `create function vigie.count_item(item vigie.items, family text, state text, change bigint) returns void
    language sql as $$
      insert into vigie.figures
      select ${NOW}, family, state, coalesce(substring(item.language from '^[a-z]{2,8}'), 'und'),
        coalesce(d.platform, 'unknown'),
        case when is_hidden then 'unknown' else coalesce(d.origin, 'unknown') end,
        case when is_hidden then 'unknown' else coalesce(d.destination, 'unknown') end, change
      -- Of people at risk nothing says where they are.
      from (select item.lane = 'protect' or state = 'protect' as is_hidden) h
        left join vigie.item_dimensions d on d.item_id = item.id
    $$`,
  `create function vigie.count_subjects(item vigie.items, outcome text, change bigint) returns void
    language sql as $$
      insert into vigie.subject_outcomes
      select ${NOW}, kind, subject, outcome, change from (
        select 'source' as kind, item.source_id as subject
        union select 'rule', signal ->> 'rule' from vigie.assessments a,
          jsonb_array_elements(a.body::jsonb -> 'signals') signal
          where a.post_id = item.post_id and a.body is not null
      ) subjects where item.lane = 'review' and subject is not null
    $$`,
  `create function vigie.figure_items() returns trigger language plpgsql as $$
    begin
      if tg_op = 'INSERT' then
        perform vigie.count_item(new, 'items', 'opened', 1);
      elsif old.outcome is not null then
        perform vigie.count_item(old, 'outcomes', old.outcome, -1);
        perform vigie.count_subjects(old, old.outcome, -1);
      elsif old.state = 'erased' then
        perform vigie.count_item(old, 'outcomes', 'expired', -1);
      end if;
      if new.outcome is not null then
        perform vigie.count_item(new, 'outcomes', new.outcome, 1);
        perform vigie.count_subjects(new, new.outcome, 1);
      elsif new.state = 'erased' then
        perform vigie.count_item(new, 'outcomes', 'expired', 1);
      end if;
      return null;
    end
  $$`,
  `create trigger items_figure_insert after insert on vigie.items
    for each row execute function vigie.figure_items()`,
  `create trigger items_figure_update after update of outcome, state on vigie.items
    for each row when (old.outcome is distinct from new.outcome
      or (new.outcome is null and (old.state = 'erased') <> (new.state = 'erased')))
    execute function vigie.figure_items()`,
  // What was there before counts in the month it came in, or was opened in; of its platform and way nothing is known.
  `insert into vigie.figures
    select to_char(p.collected_at at time zone 'UTC', 'YYYY-MM'), 'posts', p.status,
      coalesce(substring(coalesce(a.language, p.language) from '^[a-z]{2,8}'), 'und'), 'unknown', 'unknown', 'unknown', count(*)
    from vigie.posts p left join vigie.assessments a on a.post_id = p.id
    where p.status in ('none', 'review', 'protect') group by 1, 3, 4`,
  ...[
    ['items', `'opened'`, 'true'],
    [
      'outcomes',
      `case when outcome is not null then outcome else 'expired' end`,
      `outcome is not null or state = 'erased'`,
    ],
  ].map(
    ([family, state, which]) => `insert into vigie.figures
      select to_char(opened_at at time zone 'UTC', 'YYYY-MM'), '${family}', ${state}, ${LANGUAGE}, 'unknown', 'unknown',
        'unknown', count(*)
      from vigie.items where ${which} group by 1, 3, 4`,
  ),
];
