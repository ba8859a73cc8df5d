import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { appendEntry } from './append.ts';

/**
 * What the log may be read for, and nothing else (Directive (EU) 2016/680, Article 25; UK Data Protection Act 2018, section
 * 62(4)): whether processing is lawful, self-monitoring, integrity and security, criminal proceedings.
 */
export const LOG_PURPOSES = ['lawfulness', 'self-monitoring', 'integrity', 'criminal-proceedings'] as const;
export type LogPurpose = (typeof LOG_PURPOSES)[number];

/** Writes the entry of a reading before anything is read: who, what for, and which entries. */
export async function recordReading(
  db: Kysely<Schema>,
  reading: {
    readonly actor: string;
    readonly purpose: LogPurpose;
    readonly now: Date;
    /** What is read: `all`, or a position. */
    readonly entries: 'all' | number;
  },
): Promise<void> {
  const { actor, purpose, now, entries } = reading;
  await db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: 'log.read',
      actor,
      at: now.toISOString(),
      subject: 'log',
      body: { purpose, entries },
    }),
  );
}
