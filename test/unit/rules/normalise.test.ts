import { describe, expect, it } from 'vitest';
import { emptyNormalised, normalise, normaliseInto } from '../../../rules/text/normalise.ts';
import { fc } from '../../support/properties.ts';

describe('normalise', () => {
  it.each([
    ['fullwidth letters', 'Ｂｏａｔ', 'boat'],
    ['mathematical letters', '𝓫𝓸𝓪𝓽', 'boat'],
    ['squared letters', '🅱🅾🅰🆃', 'boat'],
    ['circled digits', '①②', '12'],
    ['dotted and dotless Turkish i', 'İZMİR ırmak', 'izmir irmak'],
    ['Arabic-Indic and Persian digits', '٢٨۵', '285'],
    ['Ethiopic homophones', 'ሠላም', 'ሰላም'],
    ['tatweel', 'قـــارب', 'قارب'],
    ['harakat and hamza seats', 'أُوروبا', 'اوروبا'],
    ['Persian yeh and keheh', 'ترکیه', 'تركيه'],
    ['zero-width joiners', 'می‌بریم', 'ميبريم'],
    ['look-alikes in a mixed token', 'bоаt', 'boat'],
    ['repeated letters', 'boooooat', 'boat'],
    ['strike-through', 'b̶o̶a̶t̶', 'boat'],
  ])('folds %s', (_what, disguised, plain) => {
    expect(normalise(disguised)).toBe(plain);
  });

  it('lets the memory of a huge text go with the next one', () => {
    const into = emptyNormalised();
    normaliseInto('boat '.repeat(100_000), into);
    expect(into.units.length).toBeGreaterThan(64 * 1024);
    normaliseInto('boat', into);
    expect(into.units.length).toBeLessThanOrEqual(64 * 1024);
  });

  it('leaves tokens of one script alone', () => {
    expect(normalise('сор')).toBe('сор');
  });

  it('is idempotent on any string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
    );
  });

  it('is idempotent on mixed scripts and long runs', () => {
    const units = [
      'a',
      'а',
      'o',
      'о',
      'b',
      'д',
      'α',
      'A',
      '\u200b',
      '\u0301',
      'ـ',
      'ي',
      'ی',
      ' ',
      '\ud83d',
      '\ude00',
      '𝓪',
    ];
    const text = fc.array(fc.constantFrom(...units), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (sample) => {
        const once = normalise(sample);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it('maps offsets in order and inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const { from, to, length } = normaliseInto(text, emptyNormalised());
        for (let i = 0; i < length; i += 1) {
          expect(from[i]).toBeLessThan(to[i] ?? 0);
          expect(to[i]).toBeLessThanOrEqual(text.length);
          if (i > 0) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1] ?? 0);
        }
      }),
    );
  });
});
