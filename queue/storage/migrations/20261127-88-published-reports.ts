import { type Kysely, sql } from 'kysely';

/** Transparency reports: what was made, and which of it two people published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table vigie.transparency_reports (
    report_id bigint generated always as identity primary key,
    period text not null check (period ~ '^20[0-9]{2}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?$'),
    -- SHA-256 of report.json, which every other file of a report follows from.
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    made_by text not null,
    made_at timestamptz not null,
    files jsonb,
    proposed_by text,
    proposed_at timestamptz,
    published_by text,
    published_at timestamptz,
    check ((proposed_by is null) = (proposed_at is null) and (proposed_by is null) = (files is null)),
    check ((published_by is null) = (published_at is null)),
    check (published_by is null or (proposed_by is not null and published_by <> proposed_by)),
    -- Made again it is the same report; looked for by both.
    unique (period, sha256)
  )`,
  // What was said in public stays written; a report that turns out wrong is followed by another.
  `create function vigie.keep_published_report() returns trigger language plpgsql as $$
    begin
      if old.published_at is not null then
        raise exception 'expected a published report to stay as it was written' using errcode = 'VG010';
      end if;
      return case when tg_op = 'DELETE' then old else new end;
    end
  $$`,
  `create trigger transparency_reports_stay before update or delete on vigie.transparency_reports
    for each row execute function vigie.keep_published_report()`,
];
