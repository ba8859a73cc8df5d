import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyNormalised, normalisedText, normaliseInto } from '../../../rules/text/normalise.ts';
import { readInto } from '../../../rules/text/read-text.ts';
import { emptyTokens, tokeniseInto } from '../../../rules/text/tokens.ts';

/** What each way of reading says of a post, reused buffers and all. */
const careful = { text: emptyNormalised(), tokens: emptyTokens() };
const fast = { text: emptyNormalised(), tokens: emptyTokens() };

function told({ text, tokens }: typeof careful) {
  const { length, undone, scripts } = text;
  const tokenCount = tokens.length;
  return {
    text: normalisedText(text),
    from: [...text.from.subarray(0, length)],
    to: [...text.to.subarray(0, length)],
    undone,
    scripts,
    start: [...tokens.start.subarray(0, tokenCount)],
    end: [...tokens.end.subarray(0, tokenCount)],
    hash: [...tokens.hash.subarray(0, tokenCount)],
    traits: tokens.traits,
  };
}

function expectSame(post: string): void {
  tokeniseInto(normaliseInto(post, careful.text), careful.tokens);
  readInto(post, fast.text, fast.tokens);
  expect(told(fast)).toEqual(told(careful));
}

/** Whatever ends a word, hides in one, doubles, pairs up or folds to several. */
const PIECES = [
  ...'aAbёа0٣ _-.,?!@/$€',
  ...['  ', 'aaa', 'ооо', 'ooo', 'ß', 'ﷲ', 'é', 'e\u0301', 'نمی‌خ', 'ـ', 'ل1800', '500৳', '中', '國', 'ま'],
  ...[
    '😂',
    '🇹🇷',
    '🇹',
    '\ud83c',
    '\udde6',
    '𝓫',
    '𞤀',
    '➜',
    '→',
    '1️⃣',
    '\u0000',
    '\u200b',
    '\n',
    '\t',
    '\u3000',
    'ǆ',
    'İ',
  ],
];

describe('reading in one pass says the same as folding and then cutting', () => {
  it.each(['', ' ', 'a', 'b о a t', 'Vоуage bооооat! ➜ 🇹🇷🇬🇷 +00 000', 'x'.repeat(5_000), ' a'.repeat(3_000)])(
    'of %j',
    expectSame,
  );

  it('of whatever is put together from what is hard', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
        expectSame(pieces.join(''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('of any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectSame), { numRuns: 500 });
  });
});
