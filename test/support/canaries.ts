import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { expect } from 'vitest';
import type { Schema } from '../../queue/storage/index.ts';

/** Every row of every table of the product as text. Bytes appear in hexadecimal. */
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

/** Everything in a folder's files, side by side. */
export function dumpFiles(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

/** Looks for each canary as it stands, in hexadecimal and in base64. */
export function expectNoCanary(dump: string, canaries: readonly string[], where: string): void {
  for (const canary of canaries) {
    for (const form of [
      canary,
      Buffer.from(canary).toString('hex'),
      Buffer.from(canary).toString('base64').slice(0, 20),
    ]) {
      expect(dump.includes(form), `${canary} in ${where}`).toBe(false);
    }
  }
}
