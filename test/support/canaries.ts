import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Schema } from '../../queue/storage/index.ts';

/** Every row of every table of the records, as text; bytes appear in hexadecimal. */
export async function dumpRecords(db: Kysely<Schema>): Promise<string> {
  const tables = await sql<{
    name: string;
  }>`select table_name as name from information_schema.tables where table_schema = 'vigie'`.execute(db);
  const dumps = await Promise.all(
    tables.rows.map((table) =>
      sql<{ row: unknown }>`select to_jsonb(t) as row from vigie.${sql.id(table.name)} t`.execute(db),
    ),
  );
  return JSON.stringify(dumps.map((dump) => dump.rows));
}

/** Looks for each canary as it is, in hexadecimal and in base64. */
export function expectNoCanary(canaries: readonly string[], dump: string, where: string): void {
  for (const canary of canaries) {
    const bytes = Buffer.from(canary);
    for (const form of [canary, bytes.toString('hex'), bytes.toString('base64').slice(0, 20)])
      expect(dump.includes(form), `${canary} in ${where}`).toBe(false);
  }
}
