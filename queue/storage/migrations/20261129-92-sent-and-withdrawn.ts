import { type Kysely, sql } from 'kysely';

/**
 * A notice that was taken out may be with the platform, whatever the records say: that it was sent can be written down after its
 * withdrawal, too, and its text stays as it is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  'drop trigger notices_withdrawn_rest on vigie.notices',
  `create trigger notices_withdrawn_rest before update on vigie.notices
    for each row when (old.withdrawn_at is not null and (
      new.withdrawn_at is null or new.sealed <> old.sealed
      or new.confirmed_at is distinct from old.confirmed_at or new.exported_at is distinct from old.exported_at
      or (new.sent_at is distinct from old.sent_at and (old.sent_at is not null or old.exported_at is null))))
    execute function vigie.withdrawn_notices_rest()`,
  `create function vigie.what_was_taken_out_stays() returns trigger language plpgsql as $$
    begin
      raise exception 'a notice that was taken out is not written anew' using errcode = 'VG004';
    end
  $$`,
  `create trigger notices_taken_out_stay before update on vigie.notices
    for each row when (old.exported_at is not null and (
      new.exported_at is distinct from old.exported_at or new.sealed <> old.sealed or new.digest <> old.digest))
    execute function vigie.what_was_taken_out_stays()`,
];
