import { type Kysely, sql } from 'kysely';

/**
 * How many attempts at a capture ended with a fault of the page. Attempts alone do not tell it: those that the end of their worker
 * cut off, and those for want of something of ours, are among them. What waits when this comes begins its six anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw('alter table vigie.captures add column faults integer not null default 0 check (faults >= 0)')
    .execute(db);
}
