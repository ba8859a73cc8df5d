import { type Constraint, solve } from 'yalps';
import type { ShownTable } from '../../queue/statistics/count-table.ts';

/** What somebody finds out who has nothing but the published table. */
export interface Finding {
  readonly cell: string;
  readonly low: number;
  readonly high: number;
}

/**
 * An attacker with a solver of linear programs: cells and totals that are not shown are unknown, none is below nothing, and
 * rows and columns add up. It knows nothing of how the table was made, and shares no code with what made it.
 */
export function attack({ cells, rowTotals, columnTotals, total }: ShownTable): Finding[] {
  const shown = [...cells.map((line, at) => [...line, rowTotals[at] ?? null]), [...columnTotals, total]];
  const [height, width] = [shown.length - 1, (shown[0]?.length ?? 1) - 1];
  const name = (row: number, column: number) => `cell ${row} ${column}`;
  const variables = new Map<string, Map<string, number>>();
  const constraints = new Map<string, Constraint>();
  const lines = [
    ...Array.from({ length: height + 1 }, (_, row) => ({
      key: `row ${row}`,
      places: Array.from({ length: width + 1 }, (_, column) => [row, column] as const),
      sum: width,
      at: 1 as const,
    })),
    ...Array.from({ length: width + 1 }, (_, column) => ({
      key: `column ${column}`,
      places: Array.from({ length: height + 1 }, (_, row) => [row, column] as const),
      sum: height,
      at: 0 as const,
    })),
  ];
  for (const { key, places, sum, at } of lines) {
    let known = 0;
    for (const place of places) {
      const factor = place[at] === sum ? -1 : 1;
      const value = shown[place[0]]?.[place[1]] ?? null;
      if (value !== null) known += factor * value;
      else {
        const unknown = variables.get(name(...place)) ?? new Map();
        variables.set(name(...place), unknown.set(key, factor));
      }
    }
    constraints.set(key, { equal: -known });
  }
  return [...variables.keys()].map((cell) => {
    const bound = (direction: 'minimize' | 'maximize') => {
      const aimed = new Map(
        [...variables].map(([one, row]) => [one, new Map([...row, ['aim', one === cell ? 1 : 0]])]),
      );
      const { status, result } = solve({ direction, objective: 'aim', constraints, variables: aimed });
      if (status === 'unbounded') return Number.POSITIVE_INFINITY;
      if (status !== 'optimal')
        throw new Error(`expected bounds of ${cell}, found a table that is ${status}`);
      return result;
    };
    return { cell, low: bound('minimize'), high: bound('maximize') };
  });
}
