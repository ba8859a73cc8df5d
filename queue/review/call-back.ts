import type { Kysely } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import { isOut, recallItem } from '../storage/recalls.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { readSealed } from './item-post.ts';
import type { ItemRow } from './item-row.ts';
import type { Step } from './step.ts';

/**
 * Whether an item is to be called back where it lies: its text is gone here, so protection could read nothing of it, and somebody
 * outside still has it (PRO-10).
 */
export async function needsCallBack(db: Kysely<Schema>, row: ItemRow): Promise<boolean> {
  if (row.is_control || row.lane === 'protect') return false;
  return (await isOut(db, row.id)) && (await readSealed(db, row)) === undefined;
}

/**
 * Calls back what is out of an item whose text is gone here. It stays where it is, with its outcome: nobody can judge it anew.
 * Who did it is told, why is not.
 * @throws AppError `item.conflict` where protection could still read it, or nothing of it is out
 */
export async function callBack({ tx, row, actor, now }: Step, vault: Vault): Promise<void> {
  if (!(await needsCallBack(tx, row))) {
    throw new AppError(
      'item.conflict',
      'expected an item whose text is gone and of which something is out, found none: one with a text is handed to ' +
        'protection, which calls it back; of any other nothing was handed over, or it is called back already',
      { id: row.id },
    );
  }
  await recallItem(tx, vault, { itemId: row.id, actor: actor.id, now });
}
