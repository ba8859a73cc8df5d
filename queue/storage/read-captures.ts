import { type Kysely, type Selectable, sql } from 'kysely';
import type { Capture } from '../contracts/capture.ts';
import type { Schema } from './schema.ts';
import type { CaptureTable } from './schema-evidence.ts';

/** The newest capture of an item; `undefined` for one from before captures were made. */
export async function readCapture(db: Kysely<Schema>, itemId: string): Promise<Capture | undefined> {
  const { rows } = await sql<Selectable<CaptureTable>>`
    select * from vigie.captures where item_id = ${itemId} order by wanted_at desc, id limit 1
  `.execute(db);
  const [row] = rows;
  return row && captureOf(row);
}

/** The newest capture of an item that there is, with the key that its objects are sealed under; `undefined` where there is none. */
export async function readCaptured(
  db: Kysely<Schema>,
  itemId: string,
): Promise<{ readonly capture: Capture; readonly wrappedKey: Uint8Array } | undefined> {
  const { rows } = await sql<Selectable<CaptureTable> & { wrapped_key: Uint8Array }>`
    select c.*, s.wrapped_key from vigie.captures c join vigie.sealed_posts s on s.post_id = c.post_id
    where c.item_id = ${itemId} and c.state = 'captured' order by c.ended_at desc, c.id limit 1
  `.execute(db);
  const [row] = rows;
  return row && { capture: captureOf(row), wrappedKey: row.wrapped_key };
}

/** Captures whose archive nobody wrote down to be signed: those from before that was done. The oldest first. */
export async function readUnlisted(
  db: Kysely<Schema>,
  limit: number,
): Promise<{ readonly capture: Capture; readonly wrappedKey: Uint8Array }[]> {
  const { rows } = await sql<Selectable<CaptureTable> & { wrapped_key: Uint8Array }>`
    select c.*, s.wrapped_key from vigie.captures c join vigie.sealed_posts s on s.post_id = c.post_id
    where c.state = 'captured' and not exists (select from vigie.archive_signatures a where a.capture_id = c.id)
    order by c.ended_at, c.id limit ${limit}
  `.execute(db);
  return rows.map((row) => ({ capture: captureOf(row), wrappedKey: row.wrapped_key }));
}

function captureOf(row: Selectable<CaptureTable>): Capture {
  return {
    version: 1,
    id: row.id,
    itemId: row.item_id,
    postId: row.post_id,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    wantedAt: row.wanted_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    objects: row.objects,
    seenUntil: row.seen_until?.toISOString() ?? null,
    missedAt: row.missed_at?.toISOString() ?? null,
  };
}
