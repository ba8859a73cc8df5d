import { type Interval, intervalOf, isSame, type Place, Totals } from './attack.ts';
import type { CountTable, ShownTable } from './count-table.ts';

/** Smaller counts are never shown, nothing included. */
export const THRESHOLD = 10;

/** Of each held-back cell an attacker must be left with at least so many counts between the lowest and the highest. */
export const LEAST_WIDTH = 10;

export interface HeldCell extends Place {
  readonly interval: Interval;
}

export interface Withheld {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

const NONE: Withheld = { rows: [], columns: [] };

export interface Suppressed {
  readonly shown: ShownTable;
  /** Every cell that is not shown, with what can still be found out about it. */
  readonly held: readonly HeldCell[];
}

/**
 * Holds back every count under the threshold, nothing included, and as many others as it takes that none of them can be
 * worked out from rows, columns and totals: each keeps an interval of at least `LEAST_WIDTH`. So nobody can even tell a small
 * count from one that was held back beside it. The total is always shown.
 * @param withheld rows and columns whose totals are held back elsewhere, and therefore here
 * @param moved cells whose counts are not as they were counted
 * @returns `null` for a table whose total is under the threshold: of it nothing can be shown
 */
export function suppress(
  table: CountTable,
  withheld: Withheld = NONE,
  moved: readonly Place[] = [],
): Suppressed | null {
  const totals = new Totals(table);
  const corner = { row: totals.height, column: totals.width };
  if (totals.at(corner) < THRESHOLD) return null;
  const isWithheld = ({ row, column }: Place) =>
    (row === totals.height && withheld.columns.includes(table.columns[column] ?? '')) ||
    (column === totals.width && withheld.rows.includes(table.rows[row] ?? ''));
  const places = totals.places().filter((place) => !totals.isTotal(place));
  const isMoved = (place: Place) => moved.some((one) => isSame(one, place));
  let held = places.filter((place) => totals.at(place) < THRESHOLD || isWithheld(place) || isMoved(place));
  for (let place = firstNarrow(totals, held); place !== undefined; place = firstNarrow(totals, held)) {
    const more = cheapestCycle(totals, held, place);
    // Where no single way around is wide enough everything is held back but the total.
    held = more === null || more.length === 0 ? places : [...held, ...more];
    if (held.length === places.length) break;
  }
  const cells = held.map((place) => ({ ...place, interval: intervalOf(totals, held, place) }));
  const narrow = cells.find(({ interval }) => interval.high - interval.low < LEAST_WIDTH);
  // A table of a single cell that is its total has none; no other can come here, and if one did nothing may be shown.
  if (narrow !== undefined) return null;
  return { shown: show(table, totals, held), held: cells };
}

function firstNarrow(totals: Totals, held: readonly Place[]): Place | undefined {
  return held.find((place) => {
    const { low, high } = intervalOf(totals, held, place);
    return high - low < LEAST_WIDTH;
  });
}

/** Hiding a total hides more than hiding a cell. */
const MARGIN_COST = 20;

/**
 * The cells to hold back besides, so that the given one can grow by the least width while every total stays: the cheapest
 * closed way through the table on which each cell that has to shrink is large enough (Dijkstra 1959).
 */
function cheapestCycle(totals: Totals, held: readonly Place[], place: Place): Place[] | null {
  const own = totals.arc(place);
  const legs = totals
    .places()
    .filter((one) => !isSame(one, place) && !totals.isTotal(one))
    .flatMap((one) => {
      const { from, to, count } = totals.arc(one);
      const isHeld = held.some((other) => isSame(other, one));
      const cost = isHeld ? 0 : (1 + Math.log2(1 + count)) * (totals.isMargin(one) ? MARGIN_COST : 1);
      const grow = { from, to, cost, place: one, isHeld };
      return count >= LEAST_WIDTH ? [grow, { ...grow, from: to, to: from }] : [grow];
    });
  const best = new Map<number, { cost: number; way: readonly Place[] }>([[own.to, { cost: 0, way: [] }]]);
  const done = new Set<number>();
  for (;;) {
    const [node, here] =
      [...best].filter(([at]) => !done.has(at)).toSorted(([, a], [, b]) => a.cost - b.cost)[0] ?? [];
    if (node === undefined || here === undefined) return null;
    if (node === own.from) return [...here.way];
    done.add(node);
    for (const leg of legs.filter(({ from }) => from === node)) {
      const cost = here.cost + leg.cost;
      if (cost < (best.get(leg.to)?.cost ?? Number.POSITIVE_INFINITY))
        best.set(leg.to, { cost, way: leg.isHeld ? here.way : [...here.way, leg.place] });
    }
  }
}

function show(table: CountTable, totals: Totals, held: readonly Place[]): ShownTable {
  const value = (row: number, column: number): number | null => {
    const place = { row, column };
    return held.some((one) => isSame(one, place)) ? null : totals.at(place);
  };
  return {
    rows: table.rows,
    columns: table.columns,
    cells: table.rows.map((_, row) => table.columns.map((_, column) => value(row, column))),
    rowTotals: table.rows.map((_, row) => value(row, totals.width)),
    columnTotals: table.columns.map((_, column) => value(totals.height, column)),
    total: totals.at({ row: totals.height, column: totals.width }),
  };
}
