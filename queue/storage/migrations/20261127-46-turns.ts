import { type Kysely, sql } from 'kysely';

/**
 * The order of the queue as indexes: an item's turn comes by the hour it was opened in, earlier by the hours that a
 * departure named in its text puts it ahead, and among equals by a number drawn when it was opened.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const TABLES = ['items', 'control_items'];

/** As `TURN` in `storage/items.ts`; of immutable functions alone, so that it can be indexed. */
const TURN = `(date_trunc('hour', opened_at at time zone 'UTC') - make_interval(hours => ahead_hours))`;
const OPEN = `outcome is null and state <> 'erased'`;

const STATEMENTS = [
  'drop view vigie.desk_items',
  ...TABLES.flatMap((table) => [
    `alter table vigie.${table} add column ahead_hours integer not null default 0 check (ahead_hours between 0 and 24)`,
    // Rows that are there get a number each.
    `alter table vigie.${table} add column draw double precision not null default random()`,
    // Serves "next": the languages of a lane's open items by what is to be done, and the first turn of each.
    `create index ${table}_turn on vigie.${table} (lane, state, language, ${TURN}, draw) where ${OPEN}`,
    // Serves "next" and the list of one's own: what somebody was given, and what they have begun.
    `create index ${table}_given on vigie.${table} (claimed_by) where claimed_by is not null and ${OPEN}`,
    `create index ${table}_begun on vigie.${table} (judged_by) where state = 'revealed' and ${OPEN}`,
  ]),
  `create view vigie.desk_items as
    select i.*, false as is_control from vigie.items i
    union all select c.*, true from vigie.control_items c`,
];
