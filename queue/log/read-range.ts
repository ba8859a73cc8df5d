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
 * The entries of a time, in their order: those of which the time is in it, and those of which nothing tells that it is not,
 * because they were shredded. Shredding begins at the oldest: were those passed over, a time would look whole that is not.
 * @param from first moment
 * @param until first moment behind it
 */
export async function* readRange(
  db: Kysely<Schema>,
  vault: BodyVault,
  { from, until }: { readonly from: Date; readonly until: Date },
): AsyncGenerator<EntryAt> {
  const { start, end } = await placesOf(db, from, until);
  for (let next = start; next < end; next += AT_ONCE) {
    const rows = await readEntries(
      db,
      vault,
      sql`l.index >= ${next} and l.index < ${Math.min(next + AT_ONCE, end)}`,
    );
    for (const row of rows) {
      const entry = parse(row);
      const at = entry === null ? null : Date.parse(entry.at);
      const isIn = at === null || (at >= from.getTime() && at < until.getTime());
      if (isIn && row.index !== null) yield { index: row.index, kind: row.kind, entry };
    }
  }
}

/**
 * Between which places the entries of a time stand, by the checkpoints around it: when those were signed is never shredded. It begins
 * before the first that is younger and ends behind the last that is older: one that a wrong clock signed makes the stretch longer, and
 * leaves nothing out.
 */
async function placesOf(
  db: Kysely<Schema>,
  from: Date,
  until: Date,
): Promise<{ readonly start: number; readonly end: number }> {
  const [before, after] = [new Date(from.getTime() - SLACK_MS), new Date(until.getTime() + SLACK_MS)];
  const { rows } = await sql<{ start: number; end: number }>`
    select coalesce((select max(size) from vigie.log_checkpoints where size < coalesce(
        (select min(size) from vigie.log_checkpoints where made_at > ${before}), size + 1)), 0)::int as start,
      coalesce(
        (select min(size) from vigie.log_checkpoints where size > coalesce(
          (select max(size) from vigie.log_checkpoints where made_at < ${after}), -1)),
        (select count(*) from vigie.log_leaves)
      )::int as end
  `.execute(db);
  return rows[0] ?? { start: 0, end: 0 };
}

function parse({ body }: ReadEntry): Entry | null {
  return body === null ? null : (Entry.safeParse(jsonOf(body)).data ?? null);
}
