import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

const WRITTEN = {
  contests: ['id', 'receipt_hash', 'sealed'],
  reports: [
    'id',
    'receipt_hash',
    'reply_recipient',
    'sealed',
    'sealed_contact',
    'sealed_pictures',
    'distress',
  ],
};

/**
 * Gives the role of the public pages what it needs: inserting these columns of two tables and asking three functions. It
 * reads no table, its own two included. The role must exist.
 */
export async function grantPublicRole(db: Kysely<Schema>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`revoke all on all tables in schema vigie from ${name}`.execute(db);
  await sql`grant usage on schema vigie to ${name}`.execute(db);
  for (const [table, columns] of Object.entries(WRITTEN)) {
    const listed = sql.join(columns.map((column) => sql.id(column)));
    await sql`grant insert (${listed}) on vigie.${sql.id(table)} to ${name}`.execute(db);
  }
  await sql`
    grant execute on function vigie.public_start(), vigie.read_receipt(bytea), vigie.public_reports() to ${name}
  `.execute(db);
}

/** Gives the role that exports and answers sealed reports what it needs: that one table, and adding to the log. */
export async function grantReportsRole(db: Kysely<Schema>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`revoke all on all tables in schema vigie from ${name}`.execute(db);
  await sql`grant usage on schema vigie to ${name}`.execute(db);
  await sql`
    grant select, update (state, answer, answered_on, sealed, sealed_contact, sealed_pictures) on vigie.reports to ${name}
  `.execute(db);
  await sql`grant insert on vigie.log_entries, vigie.log_pending to ${name}`.execute(db);
  await sql`grant select (entry_id) on vigie.log_entries to ${name}`.execute(db);
  await sql`grant select on vigie.migrations to ${name}`.execute(db);
  await sql`grant usage on all sequences in schema vigie to ${name}`.execute(db);
}

/**
 * Takes from the role of the other processes what concerns reporters: it moves distress to protection and removes what
 * is too old, and reads neither sealed reports nor receipts.
 */
export async function keepFromReports(db: Kysely<Schema>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`revoke all on vigie.reports from ${name}`.execute(db);
  await sql`grant select (id, distress, received_on), update (distress), delete on vigie.reports to ${name}`.execute(
    db,
  );
  await sql`
    grant execute on function vigie.give_up_referral(uuid), vigie.empty_old_reports(date) to ${name}
  `.execute(db);
}
