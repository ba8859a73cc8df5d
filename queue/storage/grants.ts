import { type Kysely, sql } from 'kysely';
import { keepFromReports } from './grants-public.ts';
import type { Schema } from './schema.ts';

/**
 * Gives the role of the running processes what they need: everything on the records, but only reading and inserting on
 * the log, whose bodies it may also shred. The role must exist.
 */
export async function grantAppRole(db: Kysely<Schema>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`grant usage on schema vigie to ${name}`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema vigie to ${name}`.execute(db);
  await sql`grant usage on all sequences in schema vigie to ${name}`.execute(db);
  for (const table of ['log_entries', 'log_leaves', 'log_subtrees', 'log_checkpoints', 'log_cosignatures']) {
    await sql`revoke update, delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  }
  // Bodies are shredded when their time is over, and never changed.
  await sql`revoke update, truncate on vigie.log_bodies from ${name}`.execute(db);
  // Events of custody, doubts, duties to tell and whom they are about are added, and what was handed over stays written.
  for (const table of [
    ...['custody_events', 'doubts', 'tellings', 'told_addresses', 'telling_alarms'],
    'notice_addresses',
  ])
    await sql`revoke update, delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  await sql`revoke update on vigie.notice_outcomes from ${name}`.execute(db);
  for (const table of [
    'timestamps',
    'opentimestamps',
    'archive_signatures',
    'exports',
    'export_items',
    'recalls',
    'notices',
    'notice_outcomes',
    'transparency_reports',
    'telling_outcomes',
  ])
    await sql`revoke delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  await keepFromReports(db, role);
  // Ledgers and what was said in public: the tables refuse it to their owner, too.
  for (const table of ['statistic_spends', 'statistic_corrections', 'evaluation_plans', 'incidents'])
    await sql`revoke update, delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  // When which rules were in force, and who wrote them, is added to.
  for (const table of ['rules_in_force', 'rule_authors'])
    await sql`revoke update, delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  // A stop, a hold or a closing that was removed would look as if two people had agreed.
  for (const table of ['stops', 'rule_holds', 'statistic_closings'])
    await sql`revoke delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  for (const table of ['migrations', 'migration_lock']) {
    await sql`revoke insert, update, delete, truncate on vigie.${sql.id(table)} from ${name}`.execute(db);
  }
}
