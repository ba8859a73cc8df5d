import type { Kysely } from 'kysely';
import type { Entry, EntryKind } from '../contracts/entry.ts';
import { appendEntry } from '../log/append.ts';
import type { ItemTable, Schema } from '../storage/schema.ts';
import type { ItemRow } from './item-row.ts';

/** A step that is being taken: its transaction, the locked item, who takes it and when. */
export interface Step {
  readonly tx: Kysely<Schema>;
  readonly row: ItemRow;
  readonly actor: string;
  readonly now: Date;
}

/** Changes the item within the step's transaction. */
export async function update(tx: Kysely<Schema>, id: string, values: Partial<ItemTable>): Promise<void> {
  await tx.updateTable('vigie.items').set(values).where('id', '=', id).execute();
}

/** Writes the step's entry. */
export async function log(
  { tx, row, actor, now }: Step,
  kind: EntryKind,
  body: Entry['body'],
): Promise<void> {
  await appendEntry(tx, { kind, actor, at: now.toISOString(), subject: row.id, body });
}
