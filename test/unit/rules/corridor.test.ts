import { describe, expect, it } from 'vitest';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

describe('the way that a post names', () => {
  it.each([
    ['we go from Turkey to Greece with you', 'TR', 'GR'],
    ['Turkey - Greece - Italy, each week', 'TR', 'IT'],
    ['🇹🇷 🇬🇷', 'TR', 'GR'],
    ['Istanbul - Athens', 'TR', 'GR'],
    ['Nador - Almería', 'MA', 'ES'],
    ['from Berlin to Munich by bus', 'DE', 'DE'],
    ['how is the weather in Turkey today', null, null],
    ['nothing is named here', null, null],
  ])('STA-05 "%s" leads from %s to %s', (text, from, to) => {
    expect(scorer.corridor(text)).toEqual({ from, to });
  });

  it('is the first one where there are several', () => {
    expect(scorer.corridor('Turkey - Greece. We had been in Libya - Italy before.')).toEqual({
      from: 'TR',
      to: 'GR',
    });
  });

  it('is known of any text, and never more than two letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { from, to } = scorer.corridor(text);
        for (const end of [from, to]) expect(end === null || /^[A-Z]{2}$/.test(end)).toBe(true);
      }),
    );
  });

  it('is known of a long post as soon as its assessment', () => {
    // Asking of each name whether any before covers it took 20 s for half as much.
    const text = 'Rome Paris '.repeat(9_000);
    const taken = cpuMicroseconds(() => {
      expect(scorer.corridor(text)).toMatchObject({ from: 'IT' });
    });
    expect(taken / 1000).toBeLessThan(2_000 * slowness());
  });

  it('changes no assessment', () => {
    const post = { text: 'We take you from Turkey to Greece tonight, 2500 euro, call +30 000 000 000' };
    const before = scorer.score(post);
    scorer.corridor('Libya - Italy');
    expect(scorer.score(post)).toEqual(before);
  });
});
