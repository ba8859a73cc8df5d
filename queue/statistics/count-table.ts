/** Counts by two dimensions; of one dimension alone there is a single column. */
export interface CountTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then column; whole numbers of 0 and more. */
  readonly counts: readonly (readonly number[])[];
}

/** The same as it may be shown; `null` is a cell that is held back. */
export interface ShownTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  /** Always shown: a table whose total is small is none. */
  readonly total: number;
}

/** What stands for all categories that are too small, or too many, to be named. */
export const OTHER = 'other';

/** Categories that a dimension of a table names, alone or beside another one; the rest is one category. */
const MOST_ALONE = 40;
const MOST_BESIDE = 12;

export interface CountedPair {
  readonly row: string;
  readonly column: string;
  readonly count: number;
}

/**
 * A table of pairs, with its small categories put together until each has the threshold in all. The order is that of the
 * names, so that it tells no size.
 * @param threshold whole, more than 0
 * @param whole the side whose categories all keep their names, however small
 */
export function tableOf(
  pairs: readonly CountedPair[],
  threshold: number,
  whole?: 'rows' | 'columns',
): CountTable {
  const { counts, ...names } = sumsOf(pairs, threshold, whole);
  // What was taken back in a later month than it was counted in can leave less than nothing.
  return { ...names, counts: counts.map((line) => line.map((count) => Math.max(0, count))) };
}

/** The same table with its sums as they are: one below nothing is a cell of which more was taken back than counted. */
export function sumsOf(
  pairs: readonly CountedPair[],
  threshold: number,
  whole?: 'rows' | 'columns',
): CountTable {
  const rows = namesOf(pairs, 'row', whole === 'rows' ? 0 : threshold);
  const columns = namesOf(pairs, 'column', whole === 'columns' ? 0 : threshold);
  const counts = rows.map(() => columns.map(() => 0));
  for (const { row, column, count } of pairs) {
    const line = counts[placeOf(rows, row)];
    const at = placeOf(columns, column);
    if (line !== undefined) line[at] = (line[at] ?? 0) + count;
  }
  return { rows, columns, counts };
}

function placeOf(names: readonly string[], name: string): number {
  const place = names.indexOf(name);
  return place < 0 ? names.indexOf(OTHER) : place;
}

function namesOf(pairs: readonly CountedPair[], side: 'row' | 'column', threshold: number): string[] {
  const isAlone = new Set(pairs.map((pair) => (side === 'row' ? pair.column : pair.row))).size < 2;
  const most = isAlone ? MOST_ALONE : MOST_BESIDE;
  const totals = new Map<string, number>();
  for (const pair of pairs) totals.set(pair[side], (totals.get(pair[side]) ?? 0) + pair.count);
  const sorted = [...totals].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const named = sorted.filter(([, n], at) => n >= threshold && at < most);
  let rest = sorted.slice(named.length).reduce((sum, [, n]) => sum + n, 0);
  const hasRest = named.length < sorted.length;
  // A small rest beside named categories would be a small cell with a name of its own.
  while (hasRest && rest < threshold && named.length > 0) rest += named.pop()?.[1] ?? 0;
  return [...named.map(([name]) => name).toSorted(), ...(hasRest ? [OTHER] : [])];
}
