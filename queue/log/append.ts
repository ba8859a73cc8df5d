import canonicalize from 'canonicalize';
import type { Kysely } from 'kysely';
import { Entry } from '../contracts/entry.ts';
import type { Schema } from '../storage/schema.ts';

/**
 * Writes one entry in the caller's transaction: either the state change and its entry both happen, or neither. The
 * entry has no position yet; the sequencer gives it one in commit order.
 * @returns the entry's id, which is no position
 */
export async function appendEntry(tx: Kysely<Schema>, entry: Omit<Entry, 'version'>): Promise<number> {
  const row = await tx
    .insertInto('vigie.log_entries')
    .values({ kind: entry.kind, subject: entry.subject, body: entryBody(entry) })
    .returning('entry_id')
    .executeTakeFirstOrThrow();
  return row.entry_id;
}

/** The bytes that are hashed: the entry in RFC 8785 canonical JSON. */
export function entryBody(entry: Omit<Entry, 'version'>): string {
  return canonicalJson(Entry.parse({ version: 1, ...entry }));
}

/** RFC 8785 JSON Canonicalization Scheme: one value, one text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('expected a JSON value, found undefined');
  return text;
}
