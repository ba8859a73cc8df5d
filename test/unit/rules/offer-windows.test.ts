import { describe, expect, it } from 'vitest';
import type { Category } from '../../../rules/categories.ts';
import type { Signal } from '../../../rules/index.ts';
import { inReadingOrder } from '../../../rules/score/evidence.ts';
import { findOffer } from '../../../rules/score/find-offer.ts';
import { windowsOf } from '../../../rules/score/offer-windows.ts';
import { fc } from '../../support/properties.ts';

function found(category: Category, start: number, end: number, weight = 3): Signal {
  return { rule: `shared.${category}.${start}`, category, start, end, weight };
}

function windows(signals: readonly Signal[]): readonly (readonly Signal[])[] {
  return windowsOf({ signals, told: signals, counterSignals: [] }).map((window) => window.signals);
}

describe('windows of a post that reaches further than an offer', () => {
  it('hold a way that takes in what was found last', () => {
    const [call, way, van] = [
      found('contact', 0, 10),
      found('route', 340, 420),
      found('transport', 350, 360),
    ];
    expect(windows([call, way, van])).toEqual([[call], [van], [way, van]]);
  });

  it('hold all that was found, however much of it lies in other signs', () => {
    const signal = fc
      .tuple(fc.nat(1500), fc.integer({ min: 1, max: 200 }))
      .map(([start, length]) => found('route', start, start + length));
    fc.assert(
      fc.property(fc.array(signal, { minLength: 1, maxLength: 12 }), (some) => {
        const told = new Set(windows(some.toSorted(inReadingOrder)).flat());
        expect(some.filter((one) => !told.has(one))).toEqual([]);
      }),
    );
  });
});

describe('the offer of a post of several windows', () => {
  const GATE = { threshold: 10, plainThreshold: 10, terseThreshold: 10, disputedThreshold: 10, kinds: 2 };
  const terms = {
    gate: { ...GATE, protectionThreshold: 10 },
    sorts: { sums: new Set<string>(), addresses: new Set<string>() },
  };
  const far = (start: number, weight: number) => [
    found('provider', start, start + 3, 4),
    found('route', start + 4, start + 7),
    found('transport', start + 8, start + 11, weight),
  ];
  const ways = [found('route', 0, 3, 9), found('route', 4, 7, 9)];

  it.each([
    ['that meets the gate, whatever weighs more elsewhere', [...ways, ...far(900, 3)], true, 10],
    ['that meets it with the most points', [...far(0, 3), ...far(900, 4), ...far(1800, 3)], true, 11],
    ['that misses the fewest points', [...ways, ...far(900, 2), ...far(1800, 1)], false, 9],
    [
      'that has the most points where all miss more than those',
      [found('route', 0, 3), ...ways.map((way) => ({ ...way, start: way.start + 900, end: way.end + 900 }))],
      false,
      18,
    ],
  ])('is the one %s', (_which, signals, isMet, score) => {
    const evidence = { signals, told: signals, counterSignals: [] };
    expect(findOffer(evidence, 'x'.repeat(2000), terms)).toMatchObject({
      offer: { isMet, score },
      passage: null,
    });
  });
});
