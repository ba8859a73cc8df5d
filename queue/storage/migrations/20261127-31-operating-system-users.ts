import { type Kysely, sql } from 'kysely';

/** Which user of the host's operating system an account's person is: who runs commands and who signs in can be compared. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table vigie.accounts add column os_user text unique check (os_user <> '')`.execute(db);
}
