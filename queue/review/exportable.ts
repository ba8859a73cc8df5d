import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Outcome } from '../contracts/decision.ts';
import type { Item, ItemState } from '../contracts/item.ts';
import { ExportablePerson, type PersonCategory } from '../contracts/person.ts';
import { readHeldControl } from '../storage/custody.ts';
import { isStandingOffer } from '../storage/items.ts';
import type { Schema } from '../storage/schema.ts';
import { tookPart } from '../storage/took-part.ts';

/** An item that is asked for, with what decides whether it may leave. */
export interface ExportCandidate {
  readonly itemId: string;
  /** In its case, 1 to 25. */
  readonly place: number;
  readonly lane: Item['lane'];
  readonly outcome: Outcome | null;
  readonly state: ItemState;
  readonly category: PersonCategory;
  /** Whether a complete capture came into our hands, and the last one that did is there still. */
  readonly isCaptured: boolean;
  /** Judgments that stand, in their order. */
  readonly decisions: readonly number[];
}

/**
 * Items of cases by a condition on `ci` (case_items) and `i` (items), each once and in the order of their places, locked. What
 * left the review lane, or is no offer any more, is not among those of a case: that it was there is not told.
 */
export async function itemsToExport(
  tx: Kysely<Schema>,
  which: RawBuilder<unknown>,
): Promise<ExportCandidate[]> {
  const { rows: locked } = await sql<{ id: string }>`
    select i.id from vigie.items i where exists (
      select from vigie.case_items ci where ci.item_id = i.id and ${which}) order by i.id for update
  `.execute(tx);
  const { rows } = await sql<Omit<ExportCandidate, 'itemId' | 'isCaptured'> & { id: string }>`
    select i.id, (select min(ci.place) from vigie.case_items ci where ci.item_id = i.id and ${which}) as place,
      i.lane, i.outcome, i.state, i.author_category as category,
      array(select d.id from vigie.decisions d where d.item_id = i.id and d.undone_at is null order by d.id) as decisions
    from vigie.items i where i.id = any(${locked.map(({ id }) => id)}::text[]) order by place, i.id
  `.execute(tx);
  const items: ExportCandidate[] = [];
  for (const { id, ...row } of rows) {
    const isCaptured = (await readHeldControl(tx, id)) !== null;
    items.push({ ...row, itemId: id, isCaptured, decisions: row.decisions.map(Number) });
  }
  return items;
}

/** The item of a case that a notice would be about, locked; `undefined` where it does not lie in it. */
export async function itemOfCase(
  tx: Kysely<Schema>,
  caseNumber: number,
  itemId: string,
): Promise<ExportCandidate | undefined> {
  const [found] = await itemsToExport(tx, sql`ci.case_number = ${caseNumber} and ci.item_id = ${itemId}`);
  return found;
}

/** What keeps these items from leaving, each named by its place. */
export function exportableFaults(items: readonly ExportCandidate[]): string[] {
  if (items.length === 0) return ['expected at least one offer to hand over, found none'];
  return items.flatMap((item) => {
    const fault = (expected: string, found: string) =>
      `item ${item.place}: expected ${expected}, found ${found}`;
    if (!isStandingOffer(item)) return [fault('an offer', 'one that is none any more; ask anew')];
    return [
      ...(item.isCaptured
        ? []
        : [fault('a complete capture', 'none: without one it is no evidence (EVI-01)')]),
      ...(ExportablePerson.safeParse(item.category).success
        ? []
        : [
            fault(
              "an author's category",
              'unknown: nobody of whom it is not known what they are is handed over (MIN-04)',
            ),
          ]),
    ];
  });
}

/** What keeps somebody from letting these items out: of each that they had a part in judging, its place. */
export async function judgedFaults(
  tx: Kysely<Schema>,
  items: readonly ExportCandidate[],
  actor: string,
): Promise<string[]> {
  const ids = items.map(({ itemId }) => itemId);
  const { rows } = await sql<{ id: string }>`
    select i.id from vigie.items i where i.id = any(${ids}::text[]) and ${tookPart(sql`i.id`, actor)}
  `.execute(tx);
  const judged = new Set(rows.map(({ id }) => id));
  return items
    .filter(({ itemId }) => judged.has(itemId))
    .map(
      ({ place }) =>
        `item ${place}: expected somebody who had no part in judging it, found one of its judges, or who answered a question about it`,
    );
}
