import type { Pack } from '../../rules/index.ts';
import { DISGUISES, type Disguise } from './disguises.ts';
import { fc } from './properties.ts';

/** A run of letters or digits of a term in a made-up post: where it stands there, and where in the post without disguises. */
interface Run {
  readonly shown: Place;
  readonly plain: Place;
  /** The disguise that it is in; null for none. */
  readonly disguise: string | null;
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** A post that was put together from terms of packs, each plain or in a disguise, and noise. */
export interface MadePost {
  readonly text: string;
  /** The same without disguises. */
  readonly plain: string;
  readonly runs: readonly Run[];
}

interface Piece {
  readonly words: string;
  /** `undefined` for noise. */
  readonly disguise: Disguise | null | undefined;
}

/** What one token can be of: letters of one word, a sign of Chinese, a number. */
const RUN = /\p{Script=Han}|[\p{L}\p{M}]+|\p{N}+/gu;

/** A term as somebody writes it: stems end where they are listed to, places for numbers hold one. */
function written(term: string): string {
  return term.replaceAll('*', '').replaceAll('{number}', '12').replaceAll('{minor-age}', '15');
}

/** All terms of the words of all packs, each once. */
export function termsOfPacks(packs: readonly Pack[]): readonly string[] {
  return [
    ...new Set(
      packs.flatMap(({ words }) =>
        Object.values(words ?? {})
          .flat()
          .map(written),
      ),
    ),
  ];
}

const noise = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom(
    '🚤',
    '👨‍👩‍👧',
    '🇹🇷',
    '𝒳',
    '\ud83d',
    '\udea4',
    '\u0336',
    '\u200d',
    '1500 €',
    '@handle',
    'x.com/abc',
    '"',
    '(',
    '…',
  ),
);

const SEPARATORS = [' ', '  ', '\n', ', ', '. ', ' - '] as const;

/** Posts of up to eight pieces, two of three of them terms. @param disguises the ones that terms are put into */
export function madePosts(
  terms: readonly string[],
  disguises: readonly Disguise[] = DISGUISES,
): fc.Arbitrary<MadePost> {
  const term = fc.record({
    words: fc.nat(terms.length - 1).map((at) => terms[at] ?? ''),
    disguise: fc.constantFrom(null, ...disguises),
  });
  const piece: fc.Arbitrary<Piece> = fc.oneof(
    { weight: 2, arbitrary: term },
    { weight: 1, arbitrary: noise.map((words) => ({ words, disguise: undefined })) },
  );
  return fc
    .array(fc.tuple(piece, fc.constantFrom(...SEPARATORS)), { minLength: 1, maxLength: 8 })
    .map(putTogether);
}

function putTogether(pieces: readonly (readonly [Piece, string])[]): MadePost {
  let text = '';
  let plain = '';
  const runs: Run[] = [];
  const add = (same: string) => {
    text += same;
    plain += same;
  };
  for (const [{ words, disguise }, separator] of pieces) {
    let done = 0;
    for (const { 0: run, index } of disguise === undefined ? [] : words.matchAll(RUN)) {
      add(words.slice(done, index));
      done = index + run.length;
      const isDisguised = disguise?.fits(run) === true;
      const shown = isDisguised ? disguise.apply(run) : run;
      runs.push({
        shown: { start: text.length, end: text.length + shown.length },
        plain: { start: plain.length, end: plain.length + run.length },
        disguise: isDisguised ? disguise.name : null,
      });
      text += shown;
      plain += run;
    }
    add(words.slice(done) + separator);
  }
  return { text, plain, runs };
}
