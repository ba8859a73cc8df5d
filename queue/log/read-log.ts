import type { Kysely } from 'kysely';
import type { LogPurpose } from '../contracts/reading-purpose.ts';
import type { Schema } from '../storage/schema.ts';
import { appendEntry } from './append.ts';

/** Which entries are read: all, one by its position, those of a page, or those about something. */
export type ReadEntries =
  | 'all'
  | number
  | { readonly first: number; readonly last: number }
  | { readonly about: string };

/** Writes the entry of a reading before anything is read: who, what for, and which entries. */
export async function recordReading(
  db: Kysely<Schema>,
  reading: {
    readonly actor: string;
    readonly purpose: LogPurpose;
    readonly now: Date;
    readonly entries: ReadEntries;
  },
): Promise<void> {
  const { actor, purpose, now, entries } = reading;
  await db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: 'log.read',
      actor,
      at: now,
      subject: 'log',
      body: { purpose, entries },
    }),
  );
}
