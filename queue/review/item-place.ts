import type { ItemRow } from './item-row.ts';

/** The tables in which a kind of item and its judgments lie. */
interface Place {
  readonly items: 'vigie.items';
  readonly decisions: 'vigie.decisions';
}

const OF_POSTS: Place = { items: 'vigie.items', decisions: 'vigie.decisions' };
// The tables of control items have the columns of those of items: a statement on one is a statement on the other.
const OF_CONTROLS = {
  items: 'vigie.control_items',
  decisions: 'vigie.control_decisions',
} as unknown as Place;

/**
 * Where the desk reads and writes an item. Every step is the same for both kinds, so that no answer, fault or time of the
 * desk tells them apart (HUM-09); and as control items lie apart, nothing else can meet one.
 */
export function placeOf({ is_control }: Pick<ItemRow, 'is_control'>): Place {
  return is_control ? OF_CONTROLS : OF_POSTS;
}
