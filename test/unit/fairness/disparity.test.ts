import { describe, expect, it } from 'vitest';
import { findDisparities } from '../../../queue/fairness/index.ts';
import { seeded } from '../../bench/workload.ts';
import { flaggedMonth, type Planted, RULES } from '../../support/fairness-months.ts';
import { TEST_POLICY } from '../../support/policy.ts';

const { fairness } = TEST_POLICY;
const RULE = RULES[2];
/** Flagged items that come to an end in three months at a desk of a few people. */
const ITEMS = 1200;

/** The rules that are put on hold in each of a hundred windows of three months. */
function held(seed: number, planted?: Planted): string[][] {
  const draw = seeded(seed);
  return Array.from({ length: 100 }, () =>
    findDisparities(flaggedMonth(ITEMS, draw, planted), fairness).map(({ rule }) => rule),
  );
}

describe('the watch on fairness', () => {
  it('FAI-03 holds a rule that flags one language wrongly, and no other, in 100 simulated windows', () => {
    const windows = held(1, { rule: RULE, language: 'ar', falseFlags: 0.9 });
    const found = windows.filter((rules) => rules.includes(RULE)).length;
    const others = windows.filter((rules) => rules.some((rule) => rule !== RULE)).length;
    expect({ found, others }).toEqual({ found: expect.any(Number), others: expect.any(Number) });
    expect(found).toBeGreaterThanOrEqual(95);
    expect(others).toBeLessThanOrEqual(2);
  });

  it('FAI-03 holds a rule that flags people at risk in one language', () => {
    const windows = held(2, { rule: RULE, language: 'fr', atRisk: 0.4 });
    expect(windows.filter((rules) => rules.includes(RULE)).length).toBeGreaterThanOrEqual(90);
    expect(windows.filter((rules) => rules.some((rule) => rule !== RULE)).length).toBeLessThanOrEqual(2);
  });

  it('FAI-03 FAI-09 accuses no rule where languages differ only because sources do, in 100 simulated windows', () => {
    expect(held(3).flat()).toEqual([]);
  });

  it('accuses nobody of what lies within the tolerance', () => {
    // Ten points more, where fifteen are tolerated.
    expect(held(4, { rule: RULE, language: 'ar', more: 0.1 }).flat()).toEqual([]);
  });

  it('says nothing of few items, of those that a held rule had a part in, and of those before a hold was lifted', () => {
    const planted = { rule: RULE, language: 'ar', falseFlags: 0.95 };
    const items = flaggedMonth(ITEMS, seeded(5), planted);
    expect(findDisparities(items, fairness).map(({ rule }) => rule)).toEqual([RULE]);
    expect(findDisparities(items.slice(0, 60), fairness)).toEqual([]);
    expect(findDisparities(items, fairness, new Set([RULE]))).toEqual([]);
    expect(findDisparities(items, fairness, new Set(), new Map([[RULE, 1]]))).toEqual([]);
  });

  it('tells the numbers by which anybody can check it', () => {
    const planted = { rule: RULE, language: 'ar', falseFlags: 0.95 };
    const [told] = findDisparities(flaggedMonth(ITEMS, seeded(6), planted), fairness);
    expect(told).toMatchObject({
      measure: 'falseFlags',
      dimension: 'language',
      group: 'ar',
      isConditioned: true,
    });
    expect(told?.gap.interval[0]).toBeGreaterThan(fairness.falseFlagGap);
    expect(told?.cases.n).toBeGreaterThan(fairness.fewest);
  });
});
