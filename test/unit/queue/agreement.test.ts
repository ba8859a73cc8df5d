import { describe, expect, it } from 'vitest';
import { agreementOf } from '../../../queue/review/agreement.ts';

describe('agreement with known answers', () => {
  it.each([
    // After Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    [263, 81, 0.2553, 0.3662],
    [148, 15, 0.0624, 0.1605],
    [20, 0, 0, 0.1611],
    [29, 1, 0.0061, 0.1718],
  ])('HUM-09 comes with an interval: of %i answers %i right', (n, right, low, high) => {
    const { interval } = agreementOf(n, right);
    expect(interval?.[0]).toBeCloseTo(low, 4);
    expect(interval?.[1]).toBeCloseTo(high, 4);
  });

  it('claims nothing where there is no answer yet', () => {
    expect(agreementOf(0, 0)).toEqual({ n: 0, right: 0, interval: null });
  });
});
