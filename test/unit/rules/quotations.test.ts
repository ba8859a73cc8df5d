import { describe, expect, it } from 'vitest';
import { findQuotations } from '../../../rules/text/quotations.ts';
import { slowness } from '../../support/machine-speed.ts';
import { fc } from '../../support/properties.ts';

const CLOSING: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”',
  '"': '"',
  '‹': '›',
  '「': '」',
  '『': '』',
};
/** Words enough outside of every quotation, so that a text is not taken for one as a whole. */
const OUTSIDE = 'x'.repeat(25);

/** What is right, the plain way: behind each opening mark the next 300 characters are looked through. */
function plainly(text: string): readonly { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const closing = CLOSING[text[at] ?? ''];
    if (closing === undefined) continue;
    const length = [...text.slice(at + 1, at + 301)].findIndex((mark) => closing.includes(mark));
    if (length < 0) continue;
    found.push({ start: at + 1, end: at + 1 + length });
    at += 1 + length;
  }
  return found;
}

describe('quotations', () => {
  it('are those that the plain way finds, whatever the marks', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'«»“”„"‹›「」『』a '),
      fc.constantFrom(299, 300, 301).map((length) => 'y'.repeat(length)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
        const text = parts.join('') + OUTSIDE;
        expect(findQuotations(text)).toEqual(plainly(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['“', '「', '„', '„x”', '"'])(
    'are found in 100,000 of %s in time, best of five',
    (mark) => {
      const text = mark.repeat(100_000 / mark.length);
      const times = Array.from({ length: 5 }, () => {
        const before = process.cpuUsage();
        findQuotations(text);
        const { user, system } = process.cpuUsage(before);
        return (user + system) / 1000;
      });
      expect(Math.min(...times)).toBeLessThan(100 * slowness());
    },
    30_000,
  );
});
