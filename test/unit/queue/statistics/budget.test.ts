import { describe, expect, it } from 'vitest';
import { budgetsOf, requireBudget } from '../../../../queue/statistics/budget.ts';

const NOW = new Date('2026-11-30T00:00:00Z');

describe('the budget of a month', () => {
  it.each([
    [0.1, 10],
    [1, 100],
    // In floating point it is a little less than 115 hundredths.
    [1.15, 115],
    [4, 400],
  ])('of a policy of epsilon %f has %i hundredths', (epsilonPerMonth, hundredths) => {
    const policy = { epsilonPerMonth };
    expect(new Set(budgetsOf(new Map(), policy, NOW).map(({ budget }) => budget))).toEqual(
      new Set([hundredths]),
    );
    expect(() => requireBudget(new Map(), ['2026-10'], hundredths, policy)).not.toThrow();
    expect(() => requireBudget(new Map(), ['2026-10'], hundredths + 1, policy)).toThrow(
      `left are ${epsilonPerMonth} of 2026-10`,
    );
  });
});
