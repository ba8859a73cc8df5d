import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { logHead } from '../log/sequencer.ts';
import { AppError } from '../runtime/errors.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Schema } from './schema.ts';
import { boundVault } from './settings.ts';

/** Tables in the order in which they can be filled, each with what orders its rows. */
const TABLES = [
  ['settings', 'name'],
  ['sources', 'source_id'],
  ['source_refusals', 'source_id'],
  ['posts', 'id'],
  ['sealed_batches', 'batch_id'],
  ['sealed_posts', 'post_id'],
  ['assessments', 'post_id'],
  ['unflagged_assessments', 'entry_id'],
  ['items', 'id'],
  ['item_members', 'post_id'],
  ['decisions', 'id'],
  ['log_entries', 'entry_id'],
  ['log_chain', 'index'],
  ['log_pending', 'entry_id'],
  ['outbox', 'id'],
  ['dead_letters', 'id'],
  ['imports', 'id'],
  ['host_turns', 'host'],
  ['collection_rounds', 'round_id'],
] as const;

const ROWS_PER_LINE = 500;
/** Rows that a hundred posts share, so that no line grows a hundredfold. */
const SHARED_ROWS: ReadonlySet<string> = new Set(['sealed_batches', 'unflagged_assessments']);
const SHARED_ROWS_PER_LINE = 5;

export const SnapshotHead = z.strictObject({
  vigie: z.literal('backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  migrations: z.array(z.string()),
  /** Of the vault key the texts are sealed under. */
  fingerprint: z.string().nullable(),
  /** The key file's content, where the operator chose to include it. */
  vaultKey: z.string().nullable(),
  log: z.strictObject({ size: z.int(), root: z.string() }),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;

const SnapshotLine = z.union([
  z.strictObject({ table: z.string(), rows: z.array(z.record(z.string(), z.json())) }),
  z.strictObject({ end: z.strictObject({ rows: z.int(), sha256: z.string() }) }),
]);

/**
 * The records as lines of JSON, all of one moment: a head, rows by table, and an end with their count and hash. On the
 * embedded default other work waits meanwhile.
 * @yields lines without newline
 */
export async function* writeSnapshot(
  db: Kysely<Schema>,
  head: Pick<SnapshotHead, 'madeAt' | 'vaultKey'>,
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
    const { size, hash: root } = await logHead(tx);
    yield line({
      vigie: 'backup',
      version: 1,
      madeAt: head.madeAt,
      migrations: Object.keys(MIGRATIONS),
      fingerprint: (await boundVault(tx)) ?? null,
      vaultKey: head.vaultKey,
      log: { size, root: root.toString('hex') },
    } satisfies SnapshotHead);
    for (const [table, key] of TABLES) {
      await sql`declare rows no scroll cursor for
        select to_jsonb(t) as row from vigie.${sql.id(table)} t order by ${sql.id(key)}`.execute(tx);
      const atOnce = SHARED_ROWS.has(table) ? SHARED_ROWS_PER_LINE : ROWS_PER_LINE;
      for (;;) {
        const { rows } = await sql<{ row: unknown }>`fetch ${sql.lit(atOnce)} from rows`.execute(tx);
        if (rows.length === 0) break;
        count += rows.length;
        yield line({ table, rows: rows.map(({ row }) => row) });
      }
      await sql`close rows`.execute(tx);
    }
    yield JSON.stringify({ end: { rows: count, sha256: hash.digest('hex') } });
  } finally {
    await tx.rollback().execute();
  }
}

/** Reads the first line of a snapshot. @throws AppError `backup.invalid` */
export function parseSnapshotHead(line: string | undefined): SnapshotHead {
  const head = SnapshotHead.safeParse(parseJson(line ?? ''));
  if (!head.success) throw invalid('a backup of this program', 'a file that does not begin as one');
  const missing = Object.keys(MIGRATIONS).filter((name) => !head.data.migrations.includes(name));
  const unknown = head.data.migrations.filter((name) => !(name in MIGRATIONS));
  if (missing.length + unknown.length > 0) {
    throw invalid(
      'a backup made with the same schema',
      `one made by ${unknown.length > 0 ? 'a newer' : 'an older'} version; restore with that version, then upgrade`,
    );
  }
  return head.data;
}

/**
 * Fills empty records from a snapshot's lines, all or nothing.
 * @returns how many rows were read
 * @throws AppError `backup.invalid` when the records are not empty, or the file is cut, altered or of another shape
 */
export function readSnapshot(
  db: Kysely<Schema>,
  headLine: string,
  lines: AsyncIterable<string>,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await requireEmpty(tx);
    // What an earlier command bound here, such as a vault key it made, gives way to the backup's own.
    await sql`delete from vigie.settings`.execute(tx);
    const hash = createHash('sha256').update(headLine).update('\n');
    let count = 0;
    for await (const line of lines) {
      const parsed = SnapshotLine.safeParse(parseJson(line));
      if (!parsed.success) throw invalid('rows of a known table', 'another line');
      if ('end' in parsed.data) {
        const { end } = parsed.data;
        if (end.rows !== count || end.sha256 !== hash.digest('hex')) {
          throw invalid('the rows that its last line counts and hashes', 'others: the file was altered');
        }
        await finish(tx);
        return count;
      }
      hash.update(line).update('\n');
      count += parsed.data.rows.length;
      await insertRows(tx, parsed.data.table, parsed.data.rows);
    }
    throw invalid('a last line with count and hash', 'none: the file was cut');
  });
}

async function insertRows(tx: Kysely<Schema>, table: string, rows: readonly unknown[]): Promise<void> {
  if (!TABLES.some(([name]) => name === table)) throw invalid('rows of a known table', `rows of "${table}"`);
  const target = sql.id(table);
  await sql`
    insert into vigie.${target} overriding system value
    select * from jsonb_populate_recordset(null::vigie.${target}, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing
  `.execute(tx);
}

/**
 * The trigger of the log has queued every restored entry again: those that have a position need no other. Counters go
 * on behind the restored numbers.
 */
async function finish(tx: Kysely<Schema>): Promise<void> {
  await sql`delete from vigie.log_pending p using vigie.log_chain c where c.entry_id = p.entry_id`.execute(
    tx,
  );
  for (const [table, column] of [
    ['decisions', 'id'],
    ['log_entries', 'entry_id'],
    ['outbox', 'id'],
    ['dead_letters', 'id'],
    ['collection_rounds', 'round_id'],
  ] as const) {
    await sql`select setval(pg_get_serial_sequence(${`vigie.${table}`}, ${column}),
      (select coalesce(max(${sql.id(column)}), 0) + 1 from vigie.${sql.id(table)}), false)`.execute(tx);
  }
}

async function requireEmpty(tx: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from vigie.posts) or exists (select from vigie.log_entries) as taken
  `.execute(tx);
  if (rows[0]?.taken !== true) return;
  throw new AppError(
    'backup.invalid',
    'expected empty records to restore into, found some that hold posts or log entries; choose another with --data DIR',
  );
}

function invalid(expected: string, found: string): AppError {
  return new AppError('backup.invalid', `expected ${expected}, found ${found}; nothing was restored`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
