import { type Kysely, sql } from 'kysely';

/**
 * When an item came into its lane, which is later than when it was opened for one that was handed over or opened again:
 * the alarm of the protection lane goes by it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const TABLES = ['items', 'control_items'];

const STATEMENTS = [
  'drop view vigie.desk_items',
  ...TABLES.flatMap((table) => [
    `alter table vigie.${table} add column entered_at timestamptz`,
    // When those that are there were handed over is in no column. No update: triggers would take one for a step.
    `alter table vigie.${table} alter column entered_at type timestamptz using opened_at`,
    `alter table vigie.${table} alter column entered_at set default now(), alter column entered_at set not null`,
    // Serves "when did the latest item come into this lane", which is asked every two seconds.
    `create index ${table}_entered on vigie.${table} (lane, entered_at)`,
  ]),
  `create view vigie.desk_items as
    select i.*, false as is_control from vigie.items i
    union all select c.*, true from vigie.control_items c`,
];
