import { type Kysely, sql } from 'kysely';

/**
 * Who first took up the item of an alert, and when: the entry that says so is written once for each alert, however often its item
 * is put back. Of items that somebody held before this migration whoever takes them up next counts as the first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table vigie.alerts add column taken_at timestamptz, add column taken_by text,
      add check ((taken_at is null) = (taken_by is null))`)
    .execute(db);
}
