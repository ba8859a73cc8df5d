import { describe, expect, it } from 'vitest';
import type { Category } from '../../../rules/categories.ts';
import type { Signal } from '../../../rules/index.ts';
import { inReadingOrder } from '../../../rules/score/evidence.ts';
import { windowsOf } from '../../../rules/score/offer-windows.ts';
import { fc } from '../../support/properties.ts';

function found(category: Category, start: number, end: number): Signal {
  return { rule: `shared.${category}.${start}`, category, start, end, weight: 3 };
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
