import { emptyNormalised, normalisedText, normaliseInto } from '../text/normalise.ts';
import { emptyTokens, tokeniseInto } from '../text/tokens.ts';

/** A rare letter (bidental percussive) that no language in the packs uses and that folds to itself. */
const STEM_MARK = '\u02AD';

/** Reused: two fresh sets of arrays for each of the packs' ten thousand terms were most of the cost of loading them. */
const scratch = { text: emptyNormalised(), tokens: emptyTokens() };

/**
 * The tokens of a term exactly as the scorer will see them in a post. A trailing `*` on a word makes it a stem; it is
 * swapped for a rare letter first, since normalising would drop the asterisk as punctuation.
 */
export function splitTerm(term: string): readonly string[] {
  const normalised = normaliseInto(term.replaceAll('*', STEM_MARK), scratch.text);
  const tokens = tokeniseInto(normalised, scratch.tokens);
  const text = normalisedText(normalised);
  const words: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const word = text.slice(tokens.start[i], tokens.end[i]);
    words.push(word.endsWith(STEM_MARK) ? `${word.slice(0, -STEM_MARK.length)}*` : word);
  }
  return words;
}
