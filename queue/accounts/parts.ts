import type { Kysely } from 'kysely';
import type { Entry, EntryKind } from '../contracts/entry.ts';
import { appendEntry } from '../log/append.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';

/** What every part of the accounts works with. */
export interface AccountParts {
  readonly db: Kysely<Schema>;
  readonly vault: Vault;
  readonly clock: Clock;
}

/** Writes an entry about an account: ids, roles and kinds, never a name or a secret. */
export function logAccount(
  tx: Kysely<Schema>,
  kind: EntryKind,
  actor: string,
  subject: string,
  at: Date,
  body: Entry['body'] = {},
): Promise<void> {
  return appendEntry(tx, { kind, actor, at, subject, body });
}
