import type { CompiledLeaning } from '../compile/compile-leanings.ts';
import type { Leaning } from '../leanings.ts';
import type { Found } from './found.ts';
import { LeaningWeights } from './leaning-weights.ts';
import { type LeaningWord, leaningWords, wordBehind } from './leaning-words.ts';

/** What is known of one word, or of two side by side. */
export interface WeighedWord extends LeaningWord {
  /** In tenths of the logarithm of the odds. */
  readonly weight: number;
}

/**
 * The words of a post, and twos side by side, that say anything for or against a leaning: those of one language without another between
 * them together, since what a neighbour says around an offer is no part of its wording.
 */
export function weighedRuns(found: Found, toward: Leaning): readonly (readonly WeighedWord[])[] {
  return runsOf(weighed(leaningWords(found), weightsOf(found.compiled.leanings[toward])));
}

/** Made when a post first asks: few do, and a start has no time for it. */
const made = new WeakMap<readonly CompiledLeaning[], LeaningWeights>();

function weightsOf(leanings: readonly CompiledLeaning[]): LeaningWeights {
  const before = made.get(leanings);
  if (before !== undefined) return before;
  const weights = new LeaningWeights(leanings);
  made.set(leanings, weights);
  return weights;
}

/** By where they begin. */
function weighed(words: readonly LeaningWord[], weights: LeaningWeights): readonly WeighedWord[] {
  const told: WeighedWord[] = [];
  words.forEach(({ word, language, start, end }, at) => {
    const own = weights.of(language, word);
    const sign = weights.ofSign(word);
    if (own === undefined && sign === undefined) return;
    const alone = own?.alone ?? sign?.alone;
    if (alone !== undefined) told.push({ word, language, start, end, weight: alone });
    const next = wordBehind(words, at);
    if (next === null) return;
    const both = own?.before.get(next.word) ?? sign?.before.get(next.word);
    if (both !== undefined)
      told.push({ word: `${word} ${next.word}`, language, start, end: next.end, weight: both });
  });
  return told;
}

function runsOf(words: readonly WeighedWord[]): readonly (readonly WeighedWord[])[] {
  const runs: WeighedWord[][] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.[0]?.language === word.language) last.push(word);
    else runs.push([word]);
  }
  return runs;
}

/** A reader needs no more words to see why. */
const MOST_TOLD = 8;

/** The words that say most for a leaning, or against it, each once, in reading order. */
export function tellingWords(words: readonly WeighedWord[], isFor: boolean): readonly WeighedWord[] {
  const first = new Map<string, WeighedWord>();
  for (const one of words) if (one.weight > 0 === isFor && !first.has(one.word)) first.set(one.word, one);
  return [...first.values()]
    .toSorted((one, other) => Math.abs(other.weight) - Math.abs(one.weight) || one.start - other.start)
    .slice(0, MOST_TOLD)
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}
