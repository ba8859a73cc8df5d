import type { CompiledLeaning } from '../compile/compile-leanings.ts';
import type { Leaning, RuleLeaning } from '../leanings.ts';
import type { Found, RuleHit } from './found.ts';
import { LeaningStretch } from './leaning-stretch.ts';
import { LeaningWeights } from './leaning-weights.ts';
import { type LeaningWord, leaningWords, wordBehind } from './leaning-words.ts';

/** A reader needs no more words to see why. */
const MOST_TOLD = 8;

/** In units: a text of some sentences, as those are that leanings were fitted to. A longer post is many of them. */
const REACH = 280;

/** What is known of one word, or of two side by side. */
interface WeighedWord extends LeaningWord {
  /** In tenths of the logarithm of the odds. */
  readonly weight: number;
}

/**
 * What rules find that go by how the words of a post lean: of each stretch of it that leans far enough, the words that say most for it, in
 * reading order.
 * @param least rules of fewer points are not asked
 */
export function leaningHits(found: Found, toward: Leaning, least: number): readonly RuleHit[] {
  const { rules, leaningRules, leanings } = found.compiled;
  const hits: RuleHit[] = [];
  let words: readonly WeighedWord[] | null = null;
  for (const index of leaningRules) {
    const rule = rules[index];
    if (rule?.leaning?.toward !== toward || rule.weight < least) continue;
    words ??= weighed(leaningWords(found), weightsOf(leanings[toward]));
    for (const run of runsOf(words))
      for (const { start, end } of tellingWords(run, rule.leaning)) hits.push({ rule: index, start, end });
  }
  return hits;
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

/** Words, and twos side by side, that say anything, by where they begin. */
function weighed(words: readonly LeaningWord[], weights: LeaningWeights): readonly WeighedWord[] {
  const told: WeighedWord[] = [];
  words.forEach(({ word, language, start, end }, at) => {
    const alone = weights.of(language, word);
    if (alone !== undefined) told.push({ word, language, start, end, weight: alone });
    const next = wordBehind(words, at);
    if (next === null) return;
    const both = weights.ofPair(language, word, next.word);
    if (both !== undefined)
      told.push({ word: `${word} ${next.word}`, language, start, end: next.end, weight: both });
  });
  return told;
}

/** Words of one language without another between them: what a neighbour says around an offer is no part of its wording. */
function runsOf(words: readonly WeighedWord[]): readonly (readonly WeighedWord[])[] {
  const runs: WeighedWord[][] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last?.[0]?.language === word.language) last.push(word);
    else runs.push([word]);
  }
  return runs;
}

function tellingWords(words: readonly WeighedWord[], rule: RuleLeaning): readonly WeighedWord[] {
  const told: WeighedWord[] = [];
  let best: { readonly lean: number; readonly from: number; readonly to: number } | null = null;
  const tell = () => {
    if (best !== null) told.push(...strongestOf(words.slice(best.from, best.to)));
    best = null;
  };
  const stretch = new LeaningStretch();
  let to = 0;
  let behind = 0;
  for (const [from, first] of words.entries()) {
    // What is left lies in the stretch before.
    if (from > 0 && to === words.length) break;
    const { start } = first;
    if (start >= behind) tell();
    for (let next = words[to]; next !== undefined && next.end <= start + REACH; next = words[to]) {
      stretch.add(next);
      to += 1;
    }
    const { lean } = stretch;
    if (
      lean >= rule.least &&
      stretch.known >= (rule.known ?? 1) &&
      lean > (best?.lean ?? Number.NEGATIVE_INFINITY)
    ) {
      best = { lean, from, to };
      behind = words[to - 1]?.end ?? 0;
    }
    stretch.remove(first);
  }
  tell();
  return told;
}

function strongestOf(words: readonly WeighedWord[]): readonly WeighedWord[] {
  const first = new Map<string, WeighedWord>();
  for (const one of words) if (one.weight > 0 && !first.has(one.word)) first.set(one.word, one);
  return [...first.values()]
    .toSorted((one, other) => other.weight - one.weight || one.start - other.start)
    .slice(0, MOST_TOLD)
    .toSorted((one, other) => one.start - other.start || one.end - other.end);
}
