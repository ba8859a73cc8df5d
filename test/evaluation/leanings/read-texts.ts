import type { CompiledRules } from '../../../rules/index.ts';
import { LEANING_NUMBER, LEANING_PLACE } from '../../../rules/leanings.ts';
import { leaningWords, wordBehind } from '../../../rules/match/leaning-words.ts';
import { createMatching } from '../../../rules/match/matching.ts';
import { sampleLines } from '../../bench/pipeline/sample-posts.ts';
import { type Case, readHalf } from '../read-cases.ts';
import { isAtRisk } from '../tally.ts';

/** A text to fit leanings to. */
export interface LeaningText {
  readonly lang: string;
  /** Its words, and each two side by side, once. */
  readonly words: readonly HeardWord[];
  readonly isReal: boolean;
  readonly is: 'offer' | 'call' | 'move' | 'harmless';
}

/** A word, or two side by side, and the language whose file lists it; `shared` where there is no letter in it. */
export interface HeardWord {
  readonly word: string;
  readonly language: string;
}

/** The same for the same word of the same language. */
export function keyOf({ word, language }: HeardWord): string {
  return `${language} ${word}`;
}

/** Cases that were read; those that nobody may read are what the fit is measured on. */
const READ = ['tuned', 'widened', 'lookalikes'] as const;
/** Counted apart, and neither an offer nor none. */
const LEFT_OUT = 'offer_driver_recruit';

/**
 * The read cases of the development set, and every other one of real harmless posts, where a file of them is given.
 * @param fixtures folder of the development set
 */
export async function readTexts(
  compiled: CompiledRules,
  fixtures: string,
  background: string | undefined,
): Promise<readonly LeaningText[]> {
  const wordsOf = reader(compiled);
  const cases = (await Promise.all(READ.map((half) => readHalf(fixtures, half)))).flat();
  const written = cases
    .filter(({ functionality }) => functionality !== LEFT_OUT)
    .map((one) => ({ lang: one.lang, words: wordsOf(one.text), isReal: false, is: kindOf(one) }));
  if (background === undefined) return written;
  const lines = await sampleLines(Number.POSITIVE_INFINITY, background);
  const real = lines
    .filter((_, at) => at % 2 === 0)
    .map((line) => {
      const { lang, text } = JSON.parse(line) as { lang: string; text: string };
      return { lang, words: wordsOf(text), isReal: true, is: 'harmless' as const };
    });
  return [...written, ...real];
}

function kindOf(one: Case): LeaningText['is'] {
  if (one.label === 'offer') return 'offer';
  if (isAtRisk(one)) return 'call';
  return one.label === 'protect' ? 'move' : 'harmless';
}

function reader(compiled: CompiledRules): (text: string) => readonly HeardWord[] {
  const { found, hear } = createMatching(compiled);
  return (text) => {
    hear(text);
    const words = leaningWords(found);
    const pairs = words.flatMap((own, at) => {
      const next = wordBehind(words, at);
      return next === null ? [] : [{ ...own, word: `${own.word} ${next.word}` }];
    });
    const known = new Map<string, HeardWord>();
    for (const { word, language } of [...words, ...pairs]) {
      const tag = hasLetters(word) ? compiled.languages[language] : 'shared';
      if (tag === undefined) continue;
      const one = { word, language: tag };
      known.set(keyOf(one), one);
    }
    return [...known.values()];
  };
}

function hasLetters(words: string): boolean {
  return /\p{L}/u.test(words.replaceAll(LEANING_NUMBER, '').replaceAll(LEANING_PLACE, ''));
}
