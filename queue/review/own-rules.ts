import type { Kysely } from 'kysely';
import type { Actor } from '../contracts/account.ts';
import type { Schema } from '../storage/schema.ts';
import { readAssessment } from './item-post.ts';
import type { ItemRow } from './item-row.ts';
import type { ItemContent } from './port.ts';
import { notOpen } from './require-step.ts';

/**
 * Whether the item waits for a second review and one of these rules, which are one author's, found it. `isOfOthersRules` asks the
 * same of all that could be handed out.
 */
async function isOfOwnRule(db: Kysely<Schema>, row: ItemRow, ownRules: readonly string[]): Promise<boolean> {
  if (row.state !== 'second' || ownRules.length === 0) return false;
  const assessment = await readAssessment(db, row);
  return assessment?.signals.some(({ rule }) => ownRules.includes(rule)) ?? false;
}

/**
 * Who wrote a rule does not judge second what it found (HUM-06). They are told what is told of any item that is not for them,
 * word for word, so that neither score nor stage shows.
 * @throws AppError `item.conflict`
 */
export async function refuseAuthor(
  db: Kysely<Schema>,
  row: ItemRow,
  {
    actor,
    ownRules,
    now,
  }: { readonly actor: Actor; readonly ownRules: readonly string[]; readonly now: Date },
): Promise<void> {
  if (await isOfOwnRule(db, row, ownRules)) throw notOpen(row, actor, 'claim', now);
}

/** The content without the step that its author of rules may not take. */
export async function withoutOwnClaim(
  db: Kysely<Schema>,
  row: ItemRow,
  ownRules: readonly string[],
  content: ItemContent,
): Promise<ItemContent> {
  if (!(await isOfOwnRule(db, row, ownRules))) return content;
  return { ...content, steps: content.steps.filter((step) => step !== 'claim') };
}
