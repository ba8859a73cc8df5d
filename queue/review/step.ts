import type { Kysely, Updateable } from 'kysely';
import type { Actor, Entry, EntryKind, ItemState } from '../contracts/index.ts';
import { appendEntry } from '../log/append.ts';
import type { Schema } from '../storage/schema.ts';
import type { ItemTable } from '../storage/schema-review.ts';
import { placeOf } from './item-place.ts';
import type { ItemRow } from './item-row.ts';
import type { openSteps } from './machine.ts';

/** A step that is being taken: its transaction, the locked item, who takes it, when, and where it leads. */
export interface Step {
  readonly tx: Kysely<Schema>;
  readonly row: ItemRow;
  readonly actor: Actor;
  readonly now: Date;
  readonly to: ReturnType<typeof openSteps>[number]['to'];
}

/** The state that a step leads to, by what its judgment says; `next` of a step without one. */
export function targetOf({ to, row }: Step, way: keyof Step['to']): ItemState {
  const state = to[way];
  if (state === undefined) throw new Error(`expected a step of item ${row.id} that leads on by ${way}`);
  return state;
}

/** Changes the item within the step's transaction. */
export async function update({ tx, row }: Step, values: Updateable<ItemTable>): Promise<void> {
  await tx.updateTable(placeOf(row).items).set(values).where('id', '=', row.id).execute();
}

/** Writes the step's entry. That of a control item names the step alone, so that no count of judgments holds it. */
export async function log(
  { tx, row, actor, now }: Omit<Step, 'to'>,
  kind: EntryKind,
  body: Entry['body'],
): Promise<void> {
  const { purpose } = body;
  const entry = row.is_control
    ? ({ kind: 'control.step', body: { step: kind, ...(purpose !== undefined && { purpose }) } } as const)
    : { kind, body };
  await appendEntry(tx, { ...entry, actor: actor.id, at: now, subject: row.id });
}

/** Nobody holds the item any more. */
export const RELEASED = { claimed_by: null, lease_until: null, claimed_at: null } as const;
