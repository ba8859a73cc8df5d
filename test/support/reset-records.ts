import { sql } from 'kysely';
import { type Database, migrate } from '../../queue/storage/index.ts';

type Db = Database['db'];

/** Records as they are when they were just migrated. */
export interface FreshRecords {
  /** All but Kysely's own. */
  readonly tables: readonly string[];
  /** Tables, columns, constraints, indexes, triggers and functions, as one digest. */
  readonly shape: string;
  /** What migrations wrote, by table, as JSON. */
  readonly rows: Readonly<Record<string, string>>;
}

/** Kysely's own account of the migrations that ran. */
const ACCOUNT = ['migrations', 'migration_lock'];

/** @param db just migrated, and nothing else done to it */
export async function rememberFresh(db: Db): Promise<FreshRecords> {
  const tables = await tablesOf(db);
  const rows: Record<string, string> = {};
  for (const table of tables) {
    const found = await sql<{ rows: string | null }>`
      select json_agg(t)::text as rows from ${sql.table(`vigie.${table}`)} t`.execute(db);
    const written = found.rows[0]?.rows ?? null;
    if (written !== null) rows[table] = written;
  }
  return { tables, shape: await shapeOf(db), rows };
}

/**
 * Empties records: as good as migrating them anew, which takes half a second to a second, and thirty times as quick. Where a test
 * changed a table, a trigger or a right, they are migrated anew.
 */
export async function resetRecords(db: Db, fresh: FreshRecords): Promise<void> {
  if ((await shapeOf(db)) !== fresh.shape) {
    await sql`drop schema vigie cascade`.execute(db);
    await migrate(db);
    return;
  }
  await db.transaction().execute(async (tx) => {
    // Tables that take inserts only refuse to be emptied, but for whoever copies a database.
    await sql`set local session_replication_role = replica`.execute(tx);
    // Truncating writes a new file for every table and index, which takes a server longer than migrating.
    await sql.raw(fresh.tables.map((table) => `delete from vigie."${table}";`).join('')).execute(tx);
    await sql`
      select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
      from pg_sequences where schemaname = 'vigie'`.execute(tx);
    for (const [table, rows] of Object.entries(fresh.rows)) {
      const name = sql.table(`vigie.${table}`);
      await sql`insert into ${name} select * from json_populate_recordset(null::${name}, ${rows}::json)`.execute(
        tx,
      );
    }
  });
}

async function tablesOf(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'vigie' order by 1`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !ACCOUNT.includes(name));
}

async function shapeOf(db: Db): Promise<string> {
  const { rows } = await sql<{ shape: string }>`
    with here as (select oid from pg_namespace where nspname = 'vigie'),
      relations as (
        select c.* from pg_class c where c.relnamespace = (select oid from here) and c.relkind in ('r', 'p', 'v', 'i', 'S')
      ),
      facts (fact) as (
        select format('relation %s %s %s', relname, relkind, relacl) from relations
        union all select format('column %s %s %s %s', r.relname, attname, format_type(atttypid, atttypmod), attnotnull)
          from pg_attribute join relations r on r.oid = attrelid where attnum > 0 and not attisdropped
        union all select format('constraint %s %s', conname, pg_get_constraintdef(c.oid))
          from pg_constraint c where connamespace = (select oid from here)
        union all select format('trigger %s %s %s', r.relname, tgname, tgenabled)
          from pg_trigger join relations r on r.oid = tgrelid where not tgisinternal
        union all select format('function %s %s', proname, md5(prosrc)) from pg_proc where pronamespace = (select oid from here)
        union all select format('migration %s', name) from vigie.migrations
      )
    select md5(string_agg(fact, ';' order by fact)) as shape from facts`.execute(db);
  return rows[0]?.shape ?? '';
}
