import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { logHead } from '../log/sequencer.ts';
import { codeOf } from '../runtime/errors.ts';
import { jsonOf } from '../runtime/json-of.ts';
import { idsWithoutKey, type KeyCollector, putKeys, type TextKeys } from './backup-keys.ts';
import { forgetTexts } from './erasure.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { forgetSamples } from './samples.ts';
import type { Schema } from './schema.ts';
import { boundVault, readKind } from './settings.ts';
import { goOnCounting } from './snapshot-counters.ts';
import { invalid, type SnapshotHead } from './snapshot-head.ts';
import { TABLES } from './snapshot-tables.ts';
import { switchTriggers } from './snapshot-triggers.ts';

const ROWS_PER_LINE = 500;
/**
 * A line is one text, of which there is none beyond 512 MB, and one value of the database, of which there is none beyond 256. What
 * a row holds, strangers say; so fewer go into a line where some are large, and a row that is larger alone has a line of its own.
 */
const LINE_BYTES = 8 * 1024 * 1024;

const SnapshotLine = z.union([
  z.strictObject({ table: z.string(), rows: z.array(z.record(z.string(), z.json())) }),
  z.strictObject({ end: z.strictObject({ rows: z.int(), sha256: z.string() }) }),
]);

/** Tables that a snapshot holds and the role at hand may not read. */
export async function unreadableTables(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${TABLES.map(([name]) => name)}::text[]) name
    where not has_table_privilege('vigie.' || name, 'select')
  `.execute(db);
  return rows.map(({ name }) => name);
}

/**
 * The records as lines of JSON, all of one moment: a head, rows by table, and an end with their count and hash. On the
 * embedded default other work waits meanwhile.
 * @param keys takes the keys of the texts, which go into a file of their own
 * @yields lines without newline
 */
export async function* writeSnapshot(
  db: Kysely<Schema>,
  head: Pick<SnapshotHead, 'madeAt' | 'vaultKey'>,
  keys: KeyCollector,
): AsyncGenerator<string> {
  const tx = await db.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    const hash = createHash('sha256');
    let count = 0;
    const line = (value: unknown): string => {
      const text = JSON.stringify(value);
      hash.update(text).update('\n');
      return text;
    };
    const { size, root } = await logHead(tx);
    yield line({
      vigie: 'backup',
      version: 2,
      madeAt: head.madeAt,
      migrations: Object.keys(MIGRATIONS),
      kind: (await readKind(tx)) ?? null,
      fingerprint: (await boundVault(tx)) ?? null,
      vaultKey: head.vaultKey,
      log: { size, root: root.toString('hex') },
    } satisfies SnapshotHead);
    for (const [table, key] of TABLES) {
      await sql`declare rows no scroll cursor for
        select to_jsonb(t) as row from vigie.${sql.id(table)} t order by ${sql.id(key)}`.execute(tx);
      const atOnce = Math.max(
        1,
        Math.min(ROWS_PER_LINE, Math.floor(LINE_BYTES / (await largestRow(tx, table)))),
      );
      for (;;) {
        const { rows } = await sql<{
          row: Record<string, unknown>;
        }>`fetch ${sql.lit(atOnce)} from rows`.execute(tx);
        if (rows.length === 0) break;
        count += rows.length;
        yield line({ table, rows: rows.map(({ row }) => keys.takeFrom(table, row)) });
      }
      await sql`close rows`.execute(tx);
    }
    yield JSON.stringify({ end: { rows: count, sha256: hash.digest('hex') } });
  } finally {
    await tx.rollback().execute();
  }
}

/** As bytes of a line; of the same moment as the rows that are written. */
async function largestRow(tx: Kysely<Schema>, table: string): Promise<number> {
  const { rows } = await sql<{ bytes: number | null }>`
    select max(octet_length(to_jsonb(t)::text)) as bytes from vigie.${sql.id(table)} t
  `.execute(tx);
  return rows[0]?.bytes ?? 1;
}

/**
 * Fills empty records from a snapshot's lines, all or nothing. A flagged text whose key is no more counts as erased.
 * @param andThen what else must hold of restored records: it is done in the same transaction, when all rows are there
 * @returns how many rows were read
 * @throws AppError `backup.invalid` when the records are not empty, or the file is cut, altered or of another shape
 */
export function readSnapshot(
  db: Kysely<Schema>,
  headLine: string,
  lines: AsyncIterable<string>,
  keys: TextKeys,
  andThen: (tx: Kysely<Schema>) => Promise<void> = async () => undefined,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    if (await holdRecords(tx))
      throw invalid('empty records to restore into', 'some that hold posts or log entries');
    // What an earlier command bound here, such as a vault key it made, gives way to the backup's own.
    await sql`delete from vigie.settings`.execute(tx);
    // So do the salt of the receipts and the key that the public pages seal to.
    await sql`delete from vigie.public_facts`.execute(tx);
    await switchTriggers(tx, 'disable');
    const hash = createHash('sha256').update(headLine).update('\n');
    let count = 0;
    const keyless: string[] = [];
    for await (const line of lines) {
      const parsed = SnapshotLine.safeParse(jsonOf(line));
      if (!parsed.success) throw invalid('rows of a known table', 'another line');
      if ('end' in parsed.data) {
        const { end } = parsed.data;
        if (end.rows !== count || end.sha256 !== hash.digest('hex')) {
          throw invalid('the rows that its last line counts and hashes', 'others: the file was altered');
        }
        await forgetTexts(tx, keyless);
        await finish(tx);
        await andThen(tx);
        return count;
      }
      hash.update(line).update('\n');
      count += parsed.data.rows.length;
      const { table, rows } = parsed.data;
      if (table === 'sealed_posts') keyless.push(...idsWithoutKey(rows, keys));
      await insertRows(tx, table, putKeys(table, rows, keys));
    }
    throw invalid('a last line with count and hash', 'none: the file was cut');
  });
}

async function insertRows(tx: Kysely<Schema>, table: string, rows: readonly unknown[]): Promise<void> {
  if (!TABLES.some(([name]) => name === table)) throw invalid('rows of a known table', `rows of "${table}"`);
  const target = sql.id(table);
  await belonging(
    sql`
      insert into vigie.${target} overriding system value
      select * from jsonb_populate_recordset(null::vigie.${target}, ${JSON.stringify(rows)}::jsonb)
      on conflict do nothing
    `.execute(tx),
  );
}

/** A line that is gone leaves rows without those they name: the records say so first, and the hash would. */
async function belonging(statement: Promise<unknown>): Promise<void> {
  try {
    await statement;
  } catch (error) {
    const code = codeOf(error);
    const { constraint } = error as { constraint?: unknown };
    // Class 23 of SQLSTATE: a violated constraint.
    if (!code?.startsWith('23')) throw error;
    throw invalid(
      'rows that belong together',
      `some that break ${String(constraint ?? code)}: lines are missing`,
    );
  }
}

/** What holds again once every row is there: borders, triggers, counters. */
async function finish(tx: Kysely<Schema>): Promise<void> {
  await forgetSamples(tx);
  // Items and judgments name each other: that is checked here, since a table with checks to come cannot be altered.
  await belonging(sql`set constraints all immediate`.execute(tx));
  await switchTriggers(tx, 'enable');
  await goOnCounting(tx);
}

/** Whether records are those of an installation already, which nothing is restored into. */
export async function holdRecords(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from vigie.posts) or exists (select from vigie.log_entries) as taken
  `.execute(db);
  return rows[0]?.taken === true;
}
