import { type Kysely, sql } from 'kysely';

/**
 * After a restore the records do not know what was released since the backup, nor what was spent of the budgets for it. So months that
 * were over by then are closed to releases, until two people have said which of them had tables out; those stay closed for good.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const MONTH = `'^20[0-9]{2}-(0[1-9]|1[0-2])$'`;

const STATEMENTS = [
  `create table vigie.statistic_closings (
    closing_id bigint generated always as identity primary key,
    made_at timestamptz not null,
    restored_at timestamptz not null,
    -- The last month that was over.
    through text not null check (through ~ ${MONTH}),
    -- Months of which something was released after the backup, as the first of two people has said, and both once it is opened.
    released text[] not null default '{}',
    approved_by text,
    approved_at timestamptz,
    opened_by text,
    opened_at timestamptz,
    check ((approved_by is null) = (approved_at is null)),
    check ((opened_by is null) = (opened_at is null)),
    check (opened_by is null or (approved_by is not null and approved_by <> opened_by))
  )`,
  `create function vigie.keep_statistic_closings() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.opened_at is null and (old.made_at, old.restored_at, old.through)
        is not distinct from (new.made_at, new.restored_at, new.through) then
        return new;
      end if;
      raise exception 'expected rows of % to stay as they were written', tg_table_name using errcode = 'VG010';
    end
  $$`,
  `create trigger statistic_closings_stay before update or delete on vigie.statistic_closings
    for each row execute function vigie.keep_statistic_closings()`,
];
