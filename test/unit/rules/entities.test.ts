import { describe, expect, it } from 'vitest';
import { cpuMicroseconds } from '../../bench/cpu-time.ts';
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

  it.each([
    ['we leave on 24.12.2026 with you', ['date: 24.12.2026 = 24.12.2026']],
    ['we leave on 1.12.2026 18:00 with you', ['date: 1.12.2026 = 1.12.2026']],
    ['we leave on 2026-12-24 with you', ['date: 2026-12-24 = 2026-12-24']],
    [
      'on 24.12.2026 0000 000 000 answers',
      ['date: 24.12.2026 = 24.12.2026', 'phone: 0000 000 000 = 0000000000'],
    ],
    ['write to 01.12.20.26.11 please', ['phone: 01.12.20.26.11 = 0112202611']],
    ['write to 06-12 34 56 78 please', ['phone: 06-12 34 56 78 = 0612345678']],
    ['we leave on 2026/05/12 with you', ['date: 2026/05/12 = 2026/05/12']],
    ['we leave on 2026.05.12 with you', ['date: 2026.05.12 = 2026.05.12']],
    ['from 12.03-14.03 with you', ['date: 12.03 = 12.03', 'date: 14.03 = 14.03']],
    ['open 10:00-12:00 0151 2345678', ['phone: 0151 2345678 = 01512345678']],
    ['Admin1:0151 2345678', ['phone: 0151 2345678 = 01512345678']],
    ['version 1.2.3.4 of it', []],
    ['machine 192.168.1.1 of it', []],
  ])('tells dates and hours from telephone numbers: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    [
      '0532 123 45 67 0533 765 43 21',
      ['phone: 0532 123 45 67 = 05321234567', 'phone: 0533 765 43 21 = 05337654321'],
    ],
    ['4111111111111111', []],
    [
      '+44 20 7946 0000 is +442079460000',
      ['phone: +44 20 7946 0000 = +442079460000', 'phone: +442079460000 = +442079460000'],
    ],
  ])('tells how many telephone numbers there are: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['0000 0000000\n000 0000000', ['phone: 0000 0000000 = 00000000000', 'phone: 000 0000000 = 0000000000']],
    [
      '0000 0000000 \r\n 000 0000000',
      ['phone: 0000 0000000 = 00000000000', 'phone: 000 0000000 = 0000000000'],
    ],
    ['write to 0151/1234567 please', ['phone: 0151/1234567 = 01511234567']],
    ['write to 02 / 123.45.67 please', ['phone: 02 / 123.45.67 = 021234567']],
    ['write to +44 20/7946 0000 please', ['phone: +44 20/7946 0000 = +442079460000']],
    [
      'write to 0151234567/0301234567 please',
      ['phone: 0151234567 = 0151234567', 'phone: 0301234567 = 0301234567'],
    ],
  ])('ends a telephone number where it ends: %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    ['write to john.smith@example.com please', []],
    ['write to john.smith@example.com.', []],
    ['write to us@Example_Handle please', ['handle: @Example_Handle = @example_handle']],
    ['we are @vigie_test.', ['handle: @vigie_test = @vigie_test']],
    ['we are @vigie.test...', ['handle: @vigie.test = @vigie.test']],
    ['see t.me/example.', ['link: t.me/example = t.me/example']],
    ['see https://t.me/example', ['link: https://t.me/example = t.me/example']],
    ['see http://t.me/example/?', ['link: http://t.me/example/ = t.me/example']],
    ['see https://example.xn--p1ai/x', ['link: https://example.xn--p1ai/x = example.xn--p1ai/x']],
    ['see https://example.international,', ['link: https://example.international = example.international']],
    ['mail who@example.international please', []],
  ])('gives one thing one value: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('takes no hours for a telephone number', () => {
    expect(found('09.00-15.00 und 16.00-18.00 uhr').filter((one) => one.startsWith('phone'))).toEqual([]);
  });

  it('tells invitations apart that differ by capitals or by letters that stand twice', () => {
    const codes = ['AAAA', 'AAA', 'aaA'];
    const values = codes.map((code) => scorer.entities(`see https://T.me/joinchat/${code}/ now`)[0]?.value);
    expect(values).toEqual(codes.map((code) => `t.me/joinchat/${code}`));
    expect(scorer.entities('see t.mе/еxample now')[0]?.value).toBe('t.me/example');
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
    ['full dates', '1.1.2026.'],
    ['area codes', '000/'],
    ['addresses', 'a@a.'],
    ['lines', '0\n'],
    ['links', 'a.aa/'],
  ])(
    'is found in 100 KB of %s in time, best of ten',
    (_name, unit) => {
      const text = unit.repeat(100 * 1024).slice(0, 100 * 1024);
      const times = Array.from({ length: 10 }, () => cpuMicroseconds(() => scorer.entities(text)) / 1000);
      // Milliseconds; the built code takes a third of what the test runner's modules do.
      expect(Math.min(...times)).toBeLessThan(300 * slowness());
    },
    30_000,
  );
});
