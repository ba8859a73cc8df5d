import { describe, expect, it } from 'vitest';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';
import { shippedScorer } from './shipped-packs.ts';

const scorer = await shippedScorer();

/** Kind, words of the post and value of each entity. */
function found(text: string): readonly string[] {
  return scorer
    .entities(text)
    .map(({ kind, start, end, value }) => `${kind}: ${text.slice(start, end)} = ${value}`);
}

describe('what a post names', () => {
  it.each([
    ['Call us on +44 20 7946 0000 today', 'phone: +44 20 7946 0000 = +442079460000'],
    ['للتواصل +٤٤ ٢٠ ٧٩٤٦ ٠٠٠٠ فقط', 'phone: +٤٤ ٢٠ ٧٩٤٦ ٠٠٠٠ = +442079460000'],
    ['write to 0000 000 000, please', 'phone: 0000 000 000 = 0000000000'],
    ['find me at @Example_Handle, please', 'handle: @Example_Handle = @example_handle'],
    ['see t.me/example_handle for more', 'link: t.me/example_handle = t.me/example_handle'],
    ['the price is 2,500 euro for each', 'price: 2,500 euro = 2500 EUR'],
    ['we go from Turkey to Greece with you', 'route: Turkey to Greece = turkey to greece'],
    ['we meet on 12.03. in the café with you', 'date: 12.03 = 12.03'],
    ['we leave tomorrow with all of you', 'date: tomorrow = tomorrow'],
  ])('%s', (text, expected) => {
    expect(found(text)).toContain(expected);
  });

  it('takes a range of sums for no telephone number', () => {
    expect(found('we ask 2500-3000 euro for each of you').some((one) => one.startsWith('phone'))).toBe(false);
  });

  it('takes a handle in a link for part of the link', () => {
    expect(found('look at example.org/@example_handle now')).toEqual([
      'link: example.org/@example_handle = example.org/@example_handle',
    ]);
  });

  it('lies in the text and in reading order, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '+44 20 7946 0000',
        '@example_handle',
        't.me/x',
        '2500 €',
        'Turkey to Greece',
        '12.03.',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ');
        let before = 0;
        for (const { start, end } of scorer.entities(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          before = end;
        }
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  it.each([
    ['digits', '0'],
    ['spaced digits', '1 '],
    ['handles', '@a'],
    ['dots', 'a.'],
    ['dates', '1.1.'],
    ['links', 'a.aa/'],
  ])(
    'is found in 100 KB of %s in time, best of ten',
    (_name, unit) => {
      const text = unit.repeat(100 * 1024).slice(0, 100 * 1024);
      const times = Array.from({ length: 10 }, () => {
        const before = process.cpuUsage();
        scorer.entities(text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      });
      // Milliseconds; the built code takes a third of what the test runner's modules do.
      expect(Math.min(...times)).toBeLessThan(300 * slowness());
    },
    30_000,
  );
});
