import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * After a restore, tables that number their rows go on behind the restored numbers. The schema says which they are: a list of our own
 * lacked three of them, and what they number could not be written for as many tries as there were rows.
 */
export async function goOnCounting(tx: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'vigie' and c.relkind = 'r' and a.attidentity <> '' and not a.attisdropped
    order by c.relname
  `.execute(tx);
  for (const { table, column } of rows)
    await sql`select setval(pg_get_serial_sequence(${`vigie.${table}`}, ${column}),
      (select coalesce(max(${sql.id(column)}), 0) + 1 from vigie.${sql.id(table)}), false)`.execute(tx);
}
