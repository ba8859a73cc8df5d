import { describe, expect, it } from 'vitest';
import { OTHER, tableOf } from '../../../../queue/statistics/count-table.ts';
import { LEAST_WIDTH, suppress, THRESHOLD } from '../../../../queue/statistics/suppress.ts';
import { fc } from '../../../support/properties.ts';
import { attack } from '../../../support/table-attacker.ts';

/** Mostly small counts, as in real tables, some of them large. */
const COUNT = fc.oneof(fc.nat(12), fc.nat(40), fc.nat(5000));
const TABLE = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
  .chain(([height, width]) =>
    fc.array(fc.array(COUNT, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  )
  .map((counts) => ({
    rows: counts.map((_, at) => `row ${at}`),
    columns: (counts[0] ?? []).map((_, at) => `column ${at}`),
    counts,
  }));

describe('a one-off table', () => {
  it('STA-01 shows no count under ten, nothing included, and leaves whoever solves its equations no narrow cell', () => {
    fc.assert(
      fc.property(TABLE, (table) => {
        const result = suppress(table);
        const total = table.counts.flat().reduce((sum, count) => sum + count, 0);
        expect(result === null).toBe(total < THRESHOLD);
        if (result === null) return;
        const { shown } = result;
        const visible = [...shown.cells.flat(), ...shown.rowTotals, ...shown.columnTotals].filter(
          (one) => one !== null,
        );
        expect(visible.filter((count) => count < THRESHOLD)).toEqual([]);
        for (const { cell, low, high } of attack(shown))
          expect(high - low, `${cell} of ${JSON.stringify(shown)}`).toBeGreaterThanOrEqual(
            LEAST_WIDTH - 1e-6,
          );
      }),
      { numRuns: 150 },
    );
  });

  it('STA-01 knows the very bounds that a solver of linear programs finds', () => {
    fc.assert(
      fc.property(TABLE, (table) => {
        const result = suppress(table);
        if (result === null) return;
        const found = new Map(attack(result.shown).map(({ cell, low, high }) => [cell, { low, high }]));
        for (const { row, column, interval } of result.held) {
          const bounds = found.get(`cell ${row} ${column}`);
          expect(bounds?.low).toBeCloseTo(interval.low, 4);
          expect(bounds?.high).toBeCloseTo(interval.high, 4);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('STA-01 is found out by the attacker where only the small counts are held back', () => {
    const counts = [
      [50, 3, 40],
      [30, 25, 60],
    ];
    const careless = {
      rows: ['a', 'b'],
      columns: ['x', 'y', 'z'],
      cells: counts.map((line) => line.map((count) => (count < THRESHOLD ? null : count))),
      rowTotals: [93, 115],
      columnTotals: [80, 28, 100],
      total: 208,
    };
    expect(attack(careless)).toEqual([{ cell: 'cell 0 1', low: 3, high: 3 }]);
    const shown = suppress({ rows: careless.rows, columns: careless.columns, counts })?.shown;
    expect(shown?.cells.flat().filter((one) => one === null).length).toBe(4);
  });

  it('STA-01 hides a total that is held back elsewhere, and what it follows from', () => {
    const table = {
      rows: ['a', 'b', 'c'],
      columns: ['x', 'y'],
      counts: [
        [50, 30],
        [40, 35],
        [20, 60],
      ],
    };
    const shown = suppress(table, { rows: [], columns: ['y'] })?.shown;
    expect(shown?.columnTotals[1]).toBeNull();
    if (shown === undefined) throw new Error('expected a table');
    const found = attack(shown).find(({ cell }) => cell === 'cell 3 1');
    expect((found?.high ?? 0) - (found?.low ?? 0)).toBeGreaterThanOrEqual(LEAST_WIDTH);
  });

  it('shows everything where no count is small', () => {
    const table = { rows: ['a', 'b'], columns: ['x'], counts: [[12], [10]] };
    expect(suppress(table)).toMatchObject({ held: [], shown: { cells: [[12], [10]], total: 22 } });
  });
});

describe('the categories of a table', () => {
  const pair = (row: string, count: number) => ({ row, column: 'all', count });

  it('STA-01 are put together where they are small, until together they are not', () => {
    expect(tableOf([pair('fa', 50), pair('so', 4), pair('ti', 3)], THRESHOLD)).toEqual({
      rows: [OTHER],
      columns: ['all'],
      counts: [[57]],
    });
    expect(tableOf([pair('ar', 80), pair('fa', 50), pair('so', 9), pair('ti', 3)], THRESHOLD)).toEqual({
      rows: ['ar', 'fa', OTHER],
      columns: ['all'],
      counts: [[80], [50], [12]],
    });
  });

  it('lose no count, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y'), fc.nat(30))),
        (all) => {
          const table = tableOf(
            all.map(([row, column, count]) => ({ row, column, count })),
            THRESHOLD,
          );
          const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
          expect(sum(table.counts.flat())).toBe(sum(all.map(([, , count]) => count)));
        },
      ),
    );
  });
});
