import { LeaningStretch } from './leaning-stretch.ts';
import type { WeighedWord } from './weighed-words.ts';

/** In units: a text of some sentences, as those are that leanings were fitted to. A longer post is many of them. */
export const LEANING_REACH = 280;

/** A stretch of a post by the words in it that say anything, and how they lean together. */
export interface LeaningWindow {
  /** Of its first word, and behind its last. */
  readonly from: number;
  readonly to: number;
  /** The sum of the weights of its words over the root of their number, in tenths of the logarithm of the odds. */
  readonly lean: number;
  /** How many words, and twos of them, are known. */
  readonly known: number;
}

/** The longest stretch from each word on, as long as it reaches further than the one before. */
export function* leaningWindows(words: readonly WeighedWord[]): Generator<LeaningWindow> {
  const stretch = new LeaningStretch();
  let to = 0;
  for (const [from, first] of words.entries()) {
    // What is left lies in the stretch before.
    if (from > 0 && to === words.length) return;
    const end = first.start + LEANING_REACH;
    for (let next = words[to]; next !== undefined && next.end <= end; next = words[to]) {
      stretch.add(next);
      to += 1;
    }
    yield { from, to, lean: stretch.lean, known: stretch.known };
    stretch.remove(first);
  }
}
