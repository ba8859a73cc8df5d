import { leaningFault } from '../../../rules/lint/leaning-words.ts';
import { type HeardWord, keyOf, type LeaningText } from './read-texts.ts';

/** A word of fewer texts says more of these than of what it means. */
const FEWEST_TEXTS = 3;

/** Words of written texts that may weigh, in order: common enough, and no name, origin or faith. Real posts teach none. */
export function knownWords(texts: readonly LeaningText[]): readonly HeardWord[] {
  const uses = new Map<string, { readonly one: HeardWord; count: number }>();
  for (const { words, isReal } of texts) {
    if (isReal) continue;
    for (const one of words) {
      const before = uses.get(keyOf(one));
      if (before === undefined) uses.set(keyOf(one), { one, count: 1 });
      else before.count += 1;
    }
  }
  return [...uses.values()]
    .filter(({ one, count }) => count >= FEWEST_TEXTS && leaningFault(one.word, one.language) === null)
    .map(({ one }) => one)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
