import { type Kysely, sql } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import { may } from '../contracts/permission.ts';
import { AppError } from '../runtime/errors.ts';
import { OPEN_ITEM } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import type { Vault } from '../vault/index.ts';
import { type ItemRow, isUntold, readItemsOfWords } from './item-row.ts';

/**
 * Analysts may try any text, and some of them judge as well: none reads what the rules say of a post before their own word
 * (HUM-02). While they have one to judge they try nothing at all, since a word more or less makes another text with the same
 * score; and never the words of one that they could be given next.
 * @throws AppError `item.too-early`
 */
export async function requireBlind(
  db: Kysely<Schema>,
  vault: Vault,
  { actor, text, now }: { readonly actor: Actor; readonly text: string; readonly now: number },
): Promise<void> {
  if (!may(actor.roles, 'items.judge', 'review')) return;
  if (await isHolding(db, actor)) {
    throw tooEarly('Expected nobody who has a post to judge. Judge it or put it back first.');
  }
  const rows = await readItemsOfWords(db, vault.token('content', text.trim()));
  const isUnread = ({ lane, outcome, state, judges }: ItemRow) =>
    lane === 'review' && outcome === null && state !== 'erased' && !judges.includes(actor.id);
  if (rows.some((row) => isUnread(row) || isUntold(row, actor, now))) {
    throw tooEarly('Expected a text that you could not be given to judge; these words wait for somebody.');
  }
}

/** Also where the claim ran out: who was given a post may take it up again. Of one that is revealed they have seen all. */
async function isHolding(db: Kysely<Schema>, { id }: Actor): Promise<boolean> {
  const { rows } = await sql`
    select from vigie.desk_items
    where claimed_by = ${id} and lane = 'review' and ${OPEN_ITEM} and state <> 'revealed' limit 1
  `.execute(db);
  return rows.length > 0;
}

function tooEarly(message: string): AppError {
  return new AppError('item.too-early', message);
}
