import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Names of the server's durability settings that are off: with any of them a crash may lose decisions. */
export async function unsafeSettings(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes') and setting = 'off' order by name
  `.execute(db);
  return rows.map((row) => row.name);
}
