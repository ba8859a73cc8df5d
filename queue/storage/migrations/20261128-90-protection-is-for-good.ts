import { type Kysely, sql } from 'kysely';

/**
 * What went to protection stays there: the records refuse a way back, whichever code takes it (PRO-02, PRO-09). Control items have
 * none of their own: they end in the review lane, whatever was said of them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create function vigie.protection_is_for_good() returns trigger language plpgsql as $$
    begin
      raise exception 'an item of the protection lane stays there' using errcode = 'VG006';
    end
  $$`,
  `create trigger items_stay_protected before update of lane on vigie.items
    for each row when (old.lane = 'protect' and new.lane <> 'protect') execute function vigie.protection_is_for_good()`,
];
