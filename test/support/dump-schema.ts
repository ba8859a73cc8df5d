/** A row of the answers that a dump goes by: a table's name, or a row of one. */
export interface DumpedRow {
  readonly name?: string;
  readonly row?: unknown;
}

/**
 * Every row of every table of a schema as text. Bytes appear in hexadecimal.
 * @param ask runs one statement of SQL
 */
export async function dumpSchema(
  schema: string,
  ask: (text: string) => Promise<readonly DumpedRow[]>,
): Promise<string> {
  const tables = await ask(
    `select table_name as name from information_schema.tables where table_schema = '${schema}'`,
  );
  return JSON.stringify(
    await Promise.all(tables.map(({ name }) => ask(`select to_jsonb(t) as row from ${schema}."${name}" t`))),
  );
}
