import type { CountTable } from './count-table.ts';

/** A cell of a table or of its margins; row or column `n` behind the last one is the total. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** What may be known of a held-back cell by everybody who reads the rest, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An arc whose flow is the cell's count. */
interface Arc {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** More than any count: a cell that nothing bounds from above. */
const UNBOUNDED = 2 ** 40;

/** Every count of the table with its totals, as an attacker sets them up. */
export class Totals {
  readonly height: number;
  readonly width: number;
  readonly #values: readonly (readonly number[])[];

  constructor({ rows, columns, counts }: CountTable) {
    this.height = rows.length;
    this.width = columns.length;
    const lines = counts.map((line) => [...line, sum(line)]);
    this.#values = [
      ...lines,
      Array.from({ length: this.width + 1 }, (_, at) => sum(lines.map((line) => line[at] ?? 0))),
    ];
  }

  at({ row, column }: Place): number {
    return this.#values[row]?.[column] ?? 0;
  }

  places(): Place[] {
    return this.#values.flatMap((line, row) => line.map((_, column) => ({ row, column })));
  }

  isMargin({ row, column }: Place): boolean {
    return (row === this.height) !== (column === this.width);
  }

  /** The total, and the margins that are the same number under another name: those of a table of one row or one column. */
  isTotal({ row, column }: Place): boolean {
    const isRowOfAll = row === this.height || this.height === 1;
    const isColumnOfAll = column === this.width || this.width === 1;
    return isRowOfAll && isColumnOfAll && (row === this.height || column === this.width);
  }

  /**
   * Rows and columns with their totals are a network in which every cell is an arc: what the equations of the table say is
   * that as much flows into each row and column as out of it.
   */
  arc(place: Place): Arc {
    const [row, column] = [place.row, this.height + 1 + place.column];
    const count = this.at(place);
    return this.isMargin(place) ? { from: column, to: row, count } : { from: row, to: column, count };
  }
}

/**
 * How far the counts of held-back cells can be narrowed down by somebody who knows every shown cell, that totals are sums
 * and that no count is below nothing. Exact: the bounds are reached by whole numbers (a flow with whole bounds has a whole
 * solution), which is what linear programming over the same equations would find.
 * @param held places that are not shown
 */
export function intervalOf(totals: Totals, held: readonly Place[], place: Place): Interval {
  const arcs = held.filter((one) => !isSame(one, place)).map((one) => totals.arc(one));
  const own = totals.arc(place);
  // A cell can be larger by what can flow back from its end to its beginning through the other unknown ones.
  const more = mostFlow(arcs, own.to, own.from);
  const less = Math.min(own.count, mostFlow(arcs, own.from, own.to));
  return { low: own.count - less, high: own.count + more };
}

export function isSame(a: Place, b: Place): boolean {
  return a.row === b.row && a.column === b.column;
}

/** Largest flow by shortest ways (Edmonds and Karp 1972); unknown cells can grow without end and shrink to nothing. */
function mostFlow(arcs: readonly Arc[], source: number, sink: number): number {
  const changes = arcs.map(() => 0);
  const roomOf = (index: number, isForward: boolean) =>
    isForward ? UNBOUNDED : (arcs[index]?.count ?? 0) + (changes[index] ?? 0);
  let total = 0;
  while (total < UNBOUNDED) {
    const way = shortestWay(arcs, roomOf, { source, sink });
    if (way === null) return total;
    const room = Math.min(...way.map(({ index, isForward }) => roomOf(index, isForward)));
    for (const { index, isForward } of way)
      changes[index] = (changes[index] ?? 0) + (isForward ? room : -room);
    total += room;
  }
  return UNBOUNDED;
}

interface Leg {
  readonly index: number;
  readonly isForward: boolean;
}

function shortestWay(
  arcs: readonly Arc[],
  roomOf: (index: number, isForward: boolean) => number,
  { source, sink }: { source: number; sink: number },
): Leg[] | null {
  const reached = new Map<number, { leg: Leg; before: number } | null>([[source, null]]);
  for (const node of reached.keys()) {
    if (node === sink) break;
    for (const [index, { from, to }] of arcs.entries()) {
      for (const [next, isForward] of [
        ...(from === node ? [[to, true] as const] : []),
        ...(to === node ? [[from, false] as const] : []),
      ]) {
        if (!reached.has(next) && roomOf(index, isForward) > 0)
          reached.set(next, { leg: { index, isForward }, before: node });
      }
    }
  }
  const way: Leg[] = [];
  for (let node = sink; node !== source; ) {
    const step = reached.get(node);
    if (step == null) return null;
    way.unshift(step.leg);
    node = step.before;
  }
  return way;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
