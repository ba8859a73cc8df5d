import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { appendEntry } from './append.ts';

/** Writes the entry of a publication: which files, by their SHA-256, so that anybody can show that theirs is one. */
export function recordPublication(
  db: Kysely<Schema>,
  publication: {
    readonly actor: string;
    readonly now: Date;
    readonly release: string | null;
    /** Of the packs. */
    readonly digest: string;
    readonly files: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { actor, now, release, digest, files } = publication;
  return db.transaction().execute((tx) =>
    appendEntry(tx, {
      kind: 'registry.published',
      actor,
      at: now,
      subject: release ?? 'unsigned',
      body: { digest, files },
    }),
  );
}
