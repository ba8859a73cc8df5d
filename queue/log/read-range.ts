import { type Kysely, sql } from 'kysely';
import { Entry } from '../contracts/entry.ts';
import { jsonOf } from '../runtime/json-of.ts';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, type ReadEntry, readEntries } from './bodies.ts';

/** An entry of a time, with its position in the log. */
export interface EntryAt {
  readonly index: number;
  readonly kind: string;
  /** `null` once its content was shredded; then its time is not known either. */
  readonly entry: Entry | null;
}

const AT_ONCE = 2000;
/** Entries stand in the order in which their transactions ended; none of those runs for longer, in milliseconds. */
const SLACK_MS = 3_600_000;

/**
 * The entries of a time, in their order: those of which the time is in it, and those that lie between them and were shredded.
 * @param from first moment
 * @param until first moment behind it
 */
export async function* readRange(
  db: Kysely<Schema>,
  vault: BodyVault,
  { from, until }: { readonly from: Date; readonly until: Date },
): AsyncGenerator<EntryAt> {
  const size = await sizeOf(db);
  let next = await firstAfter(db, vault, size, from.getTime() - SLACK_MS);
  while (next < size) {
    const rows = await readEntries(db, vault, sql`l.index >= ${next} and l.index < ${next + AT_ONCE}`);
    for (const row of rows) {
      const entry = parse(row);
      const at = entry === null ? null : Date.parse(entry.at);
      if (at !== null && at > until.getTime() + SLACK_MS) return;
      const isIn = at === null || (at >= from.getTime() && at < until.getTime());
      if (isIn && row.index !== null) yield { index: row.index, kind: row.kind, entry };
    }
    next += AT_ONCE;
  }
}

/** The lowest position from which on no entry is older, by halving; shredded ones are older than all others. */
async function firstAfter(db: Kysely<Schema>, vault: BodyVault, size: number, ms: number): Promise<number> {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [row] = await readEntries(db, vault, sql`l.index = ${middle}`);
    const entry = row === undefined ? null : parse(row);
    if (entry === null || Date.parse(entry.at) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function sizeOf(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ size: number }>`select count(*)::int as size from vigie.log_leaves`.execute(
    db,
  );
  return rows[0]?.size ?? 0;
}

function parse({ body }: ReadEntry): Entry | null {
  return body === null ? null : (Entry.safeParse(jsonOf(body)).data ?? null);
}
