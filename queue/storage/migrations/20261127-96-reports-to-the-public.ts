import { type Kysely, sql } from 'kysely';

/** What two people published, for the public pages, whose role reads no table. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Nothing of who made or published one: only which files are the published ones.
  `create function vigie.public_reports() returns table (period text, files jsonb, published_on date)
    language sql stable security definer set search_path = pg_catalog, pg_temp
    as $$
      select period, files, (published_at at time zone 'UTC')::date from vigie.transparency_reports
      where published_at is not null order by published_at desc, report_id desc
    $$`,
  `revoke all on function vigie.public_reports() from public`,
];
