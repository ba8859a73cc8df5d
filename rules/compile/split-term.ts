import { emptyNormalised, isCollapsed, normalisedText, normaliseInto } from '../text/normalise.ts';
import { emptyTokens, tokeniseInto } from '../text/tokens.ts';

/** Rare letters (phonetic symbols) that no language in the packs uses and that fold to themselves. */
const STEM_MARK = '\u02AD';
/** Stands for any number written in digits, `{number}` in a term. */
export const ANY_NUMBER = '\u02AE';
/** Stands for a number from 3 to 17, `{minor-age}` in a term. */
export const MINOR_AGE = '\u02AF';

export const MINOR_AGES = { first: 3, last: 17 } as const;

/** Whether a number can be the age, in years, that an unaccompanied child would give. */
export function isMinorAge(value: number): boolean {
  return value >= MINOR_AGES.first && value <= MINOR_AGES.last;
}

/** Reused: two fresh sets of arrays for each of the packs' ten thousand terms were most of the cost of loading them. */
const scratch = { text: emptyNormalised(), tokens: emptyTokens() };

/**
 * The tokens of a term exactly as the scorer will see them in a post. A trailing `*` on a word makes it a stem; it and
 * the placeholders are swapped for rare letters first, since normalising would drop their punctuation.
 */
export function splitTerm(term: string): readonly string[] {
  const source = term
    .replaceAll('{number}', ANY_NUMBER)
    .replaceAll('{minor-age}', MINOR_AGE)
    .replaceAll('*', STEM_MARK);
  const normalised = normaliseInto(source, scratch.text);
  const tokens = tokeniseInto(normalised, scratch.tokens);
  const text = normalisedText(normalised);
  const words: string[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const word = text.slice(tokens.start[i], tokens.end[i]);
    // "Hhhh" is laughter and folds to one letter, as which it would be found everywhere.
    if (word.length === 1 && isCollapsed(normalised, tokens.start[i] ?? 0)) words.push(word + word);
    else words.push(word.endsWith(STEM_MARK) ? `${word.slice(0, -STEM_MARK.length)}*` : word);
  }
  return words;
}
