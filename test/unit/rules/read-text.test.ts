import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CompiledRules } from '../../../rules/compile/compiled-rules.ts';
import { TokenTable } from '../../../rules/compile/token-table.ts';
import { LAYOUT } from '../../../rules/kernel/layout.ts';
import { clearFound, emptyFound, type Found } from '../../../rules/match/found.ts';
import { listen } from '../../../rules/match/hearing.ts';
import { readTokens } from '../../../rules/match/look-up.ts';
import { matchTerms } from '../../../rules/match/match-terms.ts';
import { PostReader } from '../../../rules/match/post-reader.ts';
import { siftAndRejoin } from '../../../rules/match/rejoin.ts';
import { languagesOf } from '../../../rules/match/token-meaning.ts';
import { emptyNormalised, normalisedText, normaliseInto } from '../../../rules/text/normalise.ts';
import { emptyTokens, tokeniseInto } from '../../../rules/text/tokens.ts';
import { readHalf } from '../../evaluation/read-cases.ts';
import { compilePhrases } from '../../support/compiled-phrases.ts';
import { fc } from '../../support/properties.ts';

/** Words, stems and phrases in several scripts, short ones among them: each reason to look again is there. */
const phrases = compilePhrases([
  ...['boat', 'a', 'قارب', 'лодка', 'नाव', '船', '?', '😂', '0', '1800', 'boat a', 'a boat قارب', 'vi* boat'],
  ...[
    'नौका',
    'bo*',
    'vo*',
    'قا*',
    'перев*',
    'ና*',
    'x*',
    'visa',
    'voyage*',
    'hh',
    'oo a',
    `\u02ae a`,
    '৳ \u02af',
  ],
]);

/** Words that only anchor phrases of several words: those are told by the word beside them. */
const pairs = compilePhrases([
  ...[
    'boat visa',
    'a قارب',
    'boat قارب лодка',
    'नाव a',
    'vi* boat',
    'visa 😂',
    'лодка boat',
    'hh a',
    '0 boat',
  ],
  ...['aa boat', 'b visa', 'قارب नाव', 'voyage boat', 'x a'],
]);

/** What each way of reading says of a post, reused buffers and all: folding and then cutting, one pass, and the kernel. */
const careful = { text: emptyNormalised(), tokens: emptyTokens() };
const contenders = [contendersFor(phrases), contendersFor(pairs)];

function contendersFor(compiled: CompiledRules) {
  const table = new TokenTable(compiled.table);
  return {
    twin: emptyFound(compiled, table, new PostReader(compiled, null)),
    kernel: emptyFound(compiled, table, new PostReader(compiled)),
  };
}

function told({ text, tokens }: Pick<PostReader, 'text' | 'tokens'>) {
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
    other: [...tokens.other.subarray(0, tokenCount)],
    traits: tokens.traits,
    digits: tokens.digits,
  };
}

function candidates({ sifted }: PostReader) {
  return [...sifted.candidates.subarray(0, sifted.candidateCount)];
}

function suspects({ sifted }: PostReader) {
  return [...sifted.suspects.subarray(0, sifted.suspectCount)];
}

function matched(own: Found) {
  clearFound(own);
  siftAndRejoin(own.reader, own.table);
  readTokens(own);
  listen(own);
  matchTerms(own);
  const { meanings, tokens, lists } = own;
  const { knownCount } = meanings;
  // Of two ways to the same phrases, one may ask about words that the other leaves out.
  for (let at = 0; at < tokens.length; at += 1) languagesOf(own, at, 0);
  return {
    ...told(own.reader),
    known: [...meanings.known.subarray(0, knownCount)],
    recordOf: [...meanings.recordOf.subarray(0, tokens.length)],
    signature: [...meanings.signature.subarray(0, tokens.length)],
    languages: [...meanings.languages.subarray(0, knownCount * meanings.languageWords)],
    lists: [...lists.touched.subarray(0, lists.touchedCount)],
    hits: [...lists.hits.subarray(0, 3 * lists.length)],
  };
}

function expectSame(post: string): void {
  tokeniseInto(normaliseInto(post, careful.text), careful.tokens);
  for (const { twin, kernel } of contenders) {
    twin.reader.read(post);
    expect(told(twin.reader)).toEqual(told(careful));
    kernel.reader.read(post);
    expect(told(kernel.reader)).toEqual(told(careful));
    twin.reader.sift(twin.table);
    kernel.reader.sift(kernel.table);
    expect(candidates(kernel.reader)).toEqual(candidates(twin.reader));
    // The kernel suspects fewer, and joins the same.
    expect(suspects(twin.reader)).toEqual(expect.arrayContaining(suspects(kernel.reader)));
    expect(matched(kernel)).toEqual(matched(twin));
  }
}

/** Whatever ends a word, hides in one, doubles, pairs up or folds to several. */
const PIECES = [
  ...'aAbёа0٣ _-.,?!@/$€',
  ...['  ', 'aaa', 'ооо', 'ooo', 'ß', 'ﷲ', 'é', 'e\u0301', 'نمی‌خ', 'ـ', 'ل1800', '500৳', '中', '國', 'ま'],
  ...['boat', 'قارب', 'b o a t', 'b.o.a.t', 'b-oat', 'vi$a', "l'île", 'क ख ग', 'ከወር', '👋🏽'],
  ...['😂', '🇹🇷', '🇹', '\ud83c', '\udde6', '𝓫', '𞤀', '➜', '→', '1️⃣', '🏻', '9🏻'],
  ...['bboat', 'vooyyage', 'नौनौका', 'नौकाका'],
  ...['ো', 'ේ', 'ොා', '…', '：', 'ａ', '１', 'ㅤ', '\ufffd', 'ŉ', '½', '1\u200dা', 'aa\u200da'],
  ...['\u0000', '\u200b', '\n', '\t', '\u3000', 'ǆ', 'İ', '\u0336', 'ٯ'],
];

const anyPieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('reading in one pass, in TypeScript and in the kernel, says the same as folding and then cutting, and both match the same', () => {
  it.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a letter', 'a'],
    ['letters of two alphabets', 'b о a t'],
    ['signs and disguises', 'Vоуage bооооat! ➜ 🇹🇷🇬🇷 +00 000'],
    ['many sentences', 'boat visa a. قارب лодка boat\n'.repeat(40)],
    ['one letter again and again', 'x'.repeat(5_000)],
    ['single letters', ' a'.repeat(3_000)],
    ['a post too long for the kernel', 'a b '.repeat(LAYOUT.POST_UNITS / 3)],
    ['more phrases than there is room for', '0 '.repeat(LAYOUT.MAX_HITS + 1)],
    ['a post that grows out of its memory at once', `${'ﷺ'.repeat(2_000)} word 1`],
    ['a post that grows out of its memory in plain letters', `${'ﷺ'.repeat(9)} ${'word '.repeat(1_197)}`],
    ['a post that grows out of its memory at the end', `${'word '.repeat(1_000)}${'ﷺ'.repeat(500)}`],
  ])('of %s', (_name, post) => {
    expectSame(post);
  });

  it('of a sign at the end, behind which letters of an earlier post stand in the same memory', () => {
    for (const earlier of ['ё'.repeat(20), 'ω'.repeat(20), 'b'.repeat(20)]) {
      expectSame(earlier);
      expectSame('b-oat1ё€');
    }
  });

  it('of a tone of skin between a digit and a letter of another script, known from a post before', () => {
    for (const post of [
      '9🏻سنوات',
      '3000🏽دولار',
      'Trieste 5🏽عمرہ',
      '9\u200d🏻\u200d🏽نعم',
      '5🏽',
      '5\ud83c',
      '5\ud83cن',
    ]) {
      expectSame(post);
      expectSame(post);
    }
  });

  it('of whatever is put together from what is hard', () => {
    fc.assert(fc.property(anyPieces, expectSame), { numRuns: 3_000 });
  });

  it('of any string', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectSame), { numRuns: 500 });
  });

  it('of posts in every language of the development set', async () => {
    for (const { text } of await readHalf(join(import.meta.dirname, '../../fixtures/evaluation'), 'tuned'))
      expectSame(text);
  });
});
