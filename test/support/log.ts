import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Entry } from '../../queue/contracts/entry.ts';
import { readEntries } from '../../queue/log/index.ts';
import type { Schema } from '../../queue/storage/index.ts';
import type { Vault } from '../../queue/vault/index.ts';
import { testVault } from './vault.ts';

/**
 * Entries of the log, oldest first.
 * @param which a condition on `e`, a row of `log_entries`
 * @param vault what bodies were sealed with; entries that nobody sequenced yet need none
 */
export async function logEntries(
  db: Kysely<Schema>,
  which: RawBuilder<unknown> = sql`true`,
  vault: Vault = testVault(),
): Promise<Entry[]> {
  const entries = await readEntries(db, vault, which);
  return entries.map(({ body }) => Entry.parse(JSON.parse(body ?? 'null')));
}
