import { type Kysely, sql } from 'kysely';

/**
 * A report whose copy for protection waits is kept for that copy alone once its days are over: the rest of it, sealed to keys on other
 * computers, had stayed with it without end. The role of the processes reads and changes no sealed report, so a function does it, and
 * says of how many.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function vigie.empty_old_reports(last date) returns integer
      language sql security definer set search_path = pg_catalog, pg_temp
      as $$
        with emptied as (
          update vigie.reports
          set sealed = null, sealed_contact = null, sealed_pictures = null, answer = null, answered_on = null,
            state = case state when 'received' then state else 'closed' end
          where received_on <= last and distress is not null
            and num_nonnulls(sealed, sealed_contact, sealed_pictures, answer) > 0
          returning 1
        )
        select count(*)::integer from emptied
      $$
  `.execute(db);
  await sql`revoke all on function vigie.empty_old_reports(date) from public`.execute(db);
}
