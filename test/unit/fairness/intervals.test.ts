import { describe, expect, it } from 'vitest';
import {
  conditionedGap,
  normalQuantile,
  pooledGap,
  shareOf,
  wilson,
} from '../../../queue/fairness/intervals.ts';
import { seeded } from '../../bench/workload.ts';

const rounded = (values: readonly number[] | null | undefined, digits = 4) =>
  values?.map((value) => Number(value.toFixed(digits)));

describe('a share', () => {
  it('FAI-01 has the interval of Wilson as Newcombe (1998) prints it', () => {
    // Table I: 81/263, 15/148, 0/20, 1/29.
    expect(rounded(shareOf(81, 263).interval)).toEqual([0.2553, 0.3662]);
    expect(rounded(shareOf(15, 148).interval)).toEqual([0.0624, 0.1605]);
    expect(rounded(shareOf(0, 20).interval)).toEqual([0, 0.1611]);
    expect(rounded(shareOf(1, 29).interval)).toEqual([0.0061, 0.1718]);
  });

  it('says nothing of nothing', () => {
    expect(shareOf(0, 0)).toEqual({ n: 0, hits: 0, share: null, interval: null });
    expect(wilson(0, 0)).toBeNull();
  });
});

describe('a gap', () => {
  it('FAI-01 has the interval that Newcombe (1998) prints for method 10', () => {
    // Table II: 56/70 less 48/80, 9/10 less 3/10.
    const gap = pooledGap({ hits: 56, n: 70, otherHits: 48, otherN: 80 });
    expect(gap?.value).toBeCloseTo(0.2);
    expect(rounded(gap?.interval)).toEqual([0.0524, 0.3339]);
    expect(rounded(pooledGap({ hits: 9, n: 10, otherHits: 3, otherN: 10 })?.interval)).toEqual([
      0.1705, 0.809,
    ]);
  });

  it('within one stratum is the difference of the shares, with its usual variance', () => {
    const gap = conditionedGap([{ hits: 56, n: 70, otherHits: 48, otherN: 80 }]);
    const spread = 1.959964 * Math.sqrt((0.8 * 0.2) / 70 + (0.6 * 0.4) / 80);
    expect(gap?.value).toBeCloseTo(0.2, 10);
    expect(gap?.interval[1]).toBeCloseTo(0.2 + spread, 2);
    expect(conditionedGap([{ hits: 1, n: 3, otherHits: 0, otherN: 0 }])).toBeNull();
  });

  it('FAI-09 is none within sources where only the mix of sources differs (Simpson)', () => {
    // The same rates in each source, 0.8 and 0.2; the groups are mixed otherwise.
    const strata = [
      { hits: 80, n: 100, otherHits: 8, otherN: 10 },
      { hits: 2, n: 10, otherHits: 20, otherN: 100 },
    ];
    const pooled = pooledGap({ hits: 82, n: 110, otherHits: 28, otherN: 110 });
    expect(pooled?.interval[0]).toBeGreaterThan(0.3);
    const conditioned = conditionedGap(strata);
    expect(conditioned?.value).toBeCloseTo(0, 10);
    expect(conditioned?.interval[0]).toBeLessThan(0);
  });

  it.each([
    [[{ hits: 0, n: 5, otherHits: 0, otherN: 5 }], 0],
    [[{ hits: 1, n: 1, otherHits: 0, otherN: 1 }], 1],
    [
      [
        { hits: 3, n: 3, otherHits: 2, otherN: 2 },
        { hits: 0, n: 4, otherHits: 0, otherN: 1 },
      ],
      0,
    ],
  ])(
    'FAI-09 has an interval as wide as the cases are few where nothing or everything was hit',
    (strata, value) => {
      const gap = conditionedGap(strata);
      expect(gap?.value).toBeCloseTo(value, 10);
      const [low, high] = gap?.interval ?? [0, 0];
      expect(high - low).toBeGreaterThan(0.5);
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    },
  );

  it('covers the truth as often as it says, in 2000 draws', () => {
    const draw = seeded(17);
    const count = (n: number, rate: number) => Array.from({ length: n }, draw).filter((d) => d < rate).length;
    const covered = { pooled: 0, conditioned: 0 };
    for (let turn = 0; turn < 2000; turn += 1) {
      const strata = [0.1, 0.3].map((rate) => ({
        hits: count(40, rate + 0.1),
        n: 40,
        otherHits: count(60, rate),
        otherN: 60,
      }));
      const holds = (gap: { interval: readonly [number, number] } | null) =>
        gap !== null && gap.interval[0] <= 0.1 && 0.1 <= gap.interval[1];
      if (holds(conditionedGap(strata))) covered.conditioned += 1;
      const [one] = strata;
      if (one !== undefined && holds(pooledGap(one))) covered.pooled += 1;
    }
    expect(covered.pooled / 2000).toBeGreaterThan(0.935);
    expect(covered.conditioned / 2000).toBeGreaterThan(0.935);
    expect(covered.conditioned / 2000).toBeLessThan(0.975);
  });
});

describe('the normal quantile', () => {
  it.each([
    [0.975, 1.959964],
    [0.995, 2.575829],
    [0.9999, 3.719016],
    [0.99999, 4.264891],
  ])('of %d is %d', (probability, z) => {
    expect(normalQuantile(probability)).toBeCloseTo(z, 2);
  });
});
