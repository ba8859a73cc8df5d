import canonicalize from 'canonicalize';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Entry } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';

/** An entry to be written. */
export interface NewEntry extends Omit<Entry, 'version' | 'at'> {
  readonly at: Date;
}

/**
 * Writes one entry in the caller's transaction: either the state change and its entry both happen, or neither. The
 * entry has no position yet; the sequencer gives it one in commit order.
 */
export async function appendEntry(tx: Kysely<Schema>, entry: NewEntry): Promise<void> {
  await entryInsert(entry).execute(tx);
}

/** The same as a part of a larger statement; it returns the entry's id, which is no position. */
export function entryInsert(entry: NewEntry): RawBuilder<{ entry_id: number }> {
  return sql`
    insert into vigie.log_entries (kind, subject, body)
    values (${entry.kind}, ${entry.subject}, ${entryBody(entry)}) returning entry_id
  `;
}

/** The bytes that are hashed: the entry in RFC 8785 canonical JSON, one text for one entry. */
function entryBody(entry: NewEntry): string {
  const text = canonicalize(Entry.parse({ version: 1, ...entry, at: entry.at.toISOString() }));
  if (text === undefined) throw new TypeError('expected an entry, found nothing that JSON can hold');
  return text;
}
