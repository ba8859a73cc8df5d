import { type Kysely, type Selectable, sql } from 'kysely';
import type { Capture } from '../contracts/capture.ts';
import { captureOf } from './captures.ts';
import type { Schema } from './schema.ts';
import type { CaptureTable } from './schema-evidence.ts';

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
