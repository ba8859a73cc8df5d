import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Entry, EntryKind } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, openBody, readEntries, type SealedBody } from './bodies.ts';
import { parseEntry } from './report.ts';

/** Which entries somebody looks at. */
export interface LogQuery {
  readonly kind?: EntryKind | undefined;
  /** What entries are about: an item, an account, a source. */
  readonly subject?: string | undefined;
  /** Signed at this moment or later. */
  readonly from?: Date | undefined;
  /** Signed before this moment. */
  readonly to?: Date | undefined;
  /** Positions from this one on. */
  readonly first?: number | undefined;
  /** Positions below this one: where a page before this one ended. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** An entry without what it says. */
export interface ListedEntry {
  readonly index: number;
  readonly kind: string;
  readonly subject: string;
  /** When the first checkpoint over it was signed; `null` while there is none. It was written before. */
  readonly signedAt: string | null;
}

export interface OpenedEntry extends ListedEntry {
  /** `null` once it was shredded. */
  readonly entry: Entry | null;
}

export interface LogPage<Row> {
  readonly entries: readonly Row[];
  /** The positions that were asked about: from the first to below the second. */
  readonly range: { readonly start: number; readonly end: number };
  /** What `before` asks for the next page with; `null` on the last. */
  readonly older: number | null;
}

interface StoredRow extends SealedBody {
  readonly index: number;
  readonly kind: string;
  readonly subject: string;
  readonly signed_at: Date | null;
}

/**
 * A page of entries, latest first, without what they say. When an entry was written stands in its body; without that, the
 * first checkpoint over it says so to the minute.
 */
export async function listEntries(db: Kysely<Schema>, query: LogQuery): Promise<LogPage<ListedEntry>> {
  const { rows, range, older } = await readPage(db, query, sql``, sql``);
  return { entries: rows.map(listed), range, older };
}

/** The same with what they say: its reading must have been recorded. */
export async function openEntries(
  db: Kysely<Schema>,
  vault: BodyVault,
  query: LogQuery,
): Promise<LogPage<OpenedEntry>> {
  const { rows, range, older } = await readPage(
    db,
    query,
    sql`, b.wrapped_key, b.sealed`,
    sql`left join vigie.log_bodies b using (entry_id)`,
  );
  const entries = rows.map((row) => {
    const body = openBody(vault, row.index, row)?.body ?? null;
    const entry = body === null ? null : parseEntry(body);
    return { ...listed(row), entry: typeof entry === 'string' ? null : entry };
  });
  return { entries, range, older };
}

/** Entries at these positions, without what they say. */
export async function entriesAt(
  db: Kysely<Schema>,
  positions: readonly number[],
): Promise<Pick<ListedEntry, 'index' | 'kind' | 'subject'>[]> {
  const { rows } = await sql<Pick<ListedEntry, 'index' | 'kind' | 'subject'>>`
    select l.index, e.kind, e.subject from vigie.log_leaves l join vigie.log_entries e using (entry_id)
    where l.index = any(${[...positions]}::bigint[])
  `.execute(db);
  return rows;
}

/** Every entry about something, oldest first, with what it says; its reading must have been recorded. */
export async function entriesAbout(
  db: Kysely<Schema>,
  vault: BodyVault,
  subject: string,
): Promise<{ index: number | null; kind: string; entry: Entry | null }[]> {
  const rows = await readEntries(db, vault, sql`e.subject = ${subject}`);
  return rows.map(({ index, kind, body }) => {
    const entry = body === null ? null : parseEntry(body);
    return { index, kind, entry: typeof entry === 'string' ? null : entry };
  });
}

/** Positions of the log that were signed between two moments, as its checkpoints tell. */
export async function positionsBetween(
  db: Kysely<Schema>,
  from: Date | undefined,
  to: Date | undefined,
): Promise<{ start: number; end: number }> {
  const { rows } = await sql<{ start: number; end: number }>`
    select
      ${from === undefined ? sql`0` : sql`coalesce((select max(size) from vigie.log_checkpoints where made_at < ${from}), 0)`} as start,
      coalesce(
        ${to === undefined ? sql`null` : sql`(select max(size) from vigie.log_checkpoints where made_at < ${to})`},
        ${to === undefined ? sql`(select max(index) + 1 from vigie.log_leaves)` : sql`0`}, 0) as end
  `.execute(db);
  const { start = 0, end = 0 } = rows[0] ?? {};
  return { start: Number(start), end: Math.max(Number(start), Number(end)) };
}

async function readPage(
  db: Kysely<Schema>,
  { kind, subject, from, to, first, before, limit }: LogQuery,
  columns: RawBuilder<unknown>,
  join: RawBuilder<unknown>,
) {
  const signed = await positionsBetween(db, from, to);
  const range = { ...signed, start: Math.max(signed.start, first ?? 0) };
  const { rows } = await sql<StoredRow>`
    select l.index, e.kind, e.subject,
      (select min(c.made_at) from vigie.log_checkpoints c where c.size > l.index) as signed_at ${columns}
    from vigie.log_leaves l join vigie.log_entries e using (entry_id) ${join}
    where l.index >= ${range.start} and l.index < ${Math.min(range.end, before ?? range.end)}
      ${kind === undefined ? sql`` : sql`and e.kind = ${kind}`}
      ${subject === undefined ? sql`` : sql`and e.subject = ${subject}`}
    order by l.index desc limit ${limit + 1}
  `.execute(db);
  const page = rows.slice(0, limit);
  return { rows: page, range, older: rows.length > limit ? (page.at(-1)?.index ?? null) : null };
}

function listed({ index, kind, subject, signed_at }: StoredRow): ListedEntry {
  return { index, kind, subject, signedAt: signed_at?.toISOString() ?? null };
}
