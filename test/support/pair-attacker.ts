import { type Constraint, solve } from 'yalps';
import type { ShownTable } from '../../queue/statistics/count-table.ts';
import type { Finding } from './table-attacker.ts';

/**
 * Somebody who has two tables of the same things: counts of each thing by all the dimensions of both are unknown and not below
 * nothing, and every number that either table shows is a sum of them. Shares no code with what made the tables.
 * @returns how far each held-back cell of both can be narrowed down
 * @throws Error where no counts fit both tables: then they give away that something is amiss, and by how much
 */
export function attackPair(first: ShownTable, second: ShownTable): Finding[] {
  const variables = new Map<string, Map<string, number>>();
  const places = (table: ShownTable) =>
    table.rows.flatMap((_, row) => table.columns.map((_name, column) => ({ row, column })));
  const constraints = new Map<string, Constraint>();
  const aims = new Map<string, string[]>();
  for (const one of places(first)) {
    for (const other of places(second)) {
      const name = `${one.row} ${one.column} ${other.row} ${other.column}`;
      const sums = new Map<string, number>();
      for (const [which, table, { row, column }] of [
        ['first', first, one],
        ['second', second, other],
      ] as const) {
        const shown = {
          [`${which} cell ${row} ${column}`]: table.cells[row]?.[column],
          [`${which} row ${row}`]: table.rowTotals[row],
          [`${which} column ${column}`]: table.columnTotals[column],
          [`${which} total`]: table.total,
        };
        for (const [key, count] of Object.entries(shown)) {
          if (count == null) aims.set(key, [...(aims.get(key) ?? []), name]);
          else {
            sums.set(key, 1);
            constraints.set(key, { equal: count });
          }
        }
      }
      variables.set(name, sums);
    }
  }
  return [...aims].map(([cell, parts]) => {
    const own = new Set(parts);
    const aimed = new Map(
      [...variables].map(([name, sums]) => [name, new Map([...sums, ['aim', own.has(name) ? 1 : 0]])]),
    );
    const bound = (direction: 'minimize' | 'maximize') => {
      const { status, result } = solve({ direction, objective: 'aim', constraints, variables: aimed });
      if (status !== 'optimal') throw new Error(`expected counts that fit both tables, found them ${status}`);
      return result;
    };
    return { cell, low: bound('minimize'), high: bound('maximize') };
  });
}
