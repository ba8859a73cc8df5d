import type { Place } from './attack.ts';
import type { CountTable } from './count-table.ts';

export interface Levelled {
  /** Without a count below nothing, and with the totals that the table had. */
  readonly table: CountTable;
  /** Cells that have another count than they had. */
  readonly moved: readonly Place[];
}

/**
 * A table that nobody can tell from one with counts of nothing and more. Of items that were opened more can have been taken back in a
 * cell than were counted in it; setting such a cell to nothing would make every total too high by what was taken back, and the
 * months, another table, or what came of the items would tell it. So the totals stay as they are, and the other cells give what
 * the cell lacks: of its row, of its column, and back to the one where those two meet. Each of these must be held back.
 * @param table every row and column of which has nothing or more in all
 */
export function levelled(table: CountTable): Levelled {
  const counts = table.counts.map((line) => [...line]);
  const moved = new Map<string, Place>();
  const at = (row: number, column: number) => counts[row]?.[column] ?? 0;
  const add = (place: Place, change: number) => {
    const line = counts[place.row];
    if (line !== undefined) line[place.column] = at(place.row, place.column) + change;
    moved.set(`${place.row} ${place.column}`, place);
  };
  for (const row of counts.keys()) {
    for (const column of table.columns.keys()) {
      while (at(row, column) < 0) {
        const beside = greatest(table.columns.keys(), (other) => at(row, other));
        const above = greatest(counts.keys(), (other) => at(other, column));
        const lack = Math.min(-at(row, column), at(row, beside), at(above, column));
        if (lack <= 0)
          throw new TypeError('expected rows and columns of nothing or more, found one below it');
        add({ row, column }, lack);
        add({ row, column: beside }, -lack);
        add({ row: above, column }, -lack);
        add({ row: above, column: beside }, lack);
      }
    }
  }
  return { table: { ...table, counts }, moved: [...moved.values()] };
}

/** The first of those of which there is most, so that the same table always comes to the same. */
function greatest(places: Iterable<number>, countAt: (place: number) => number): number {
  return [...places].reduce((most, place) => (countAt(place) > countAt(most) ? place : most));
}
