import { ANY_NUMBER, MINOR_AGE, splitTerm } from '../compile/split-term.ts';

/** Shorter stems would catch half a language. Ethiopic letters are syllables, so two of them say as much. */
const MIN_STEM_LETTERS = 3;
const MIN_STEM_SYLLABLES = 2;
const PLACEHOLDERS: ReadonlySet<string> = new Set([ANY_NUMBER, MINOR_AGE]);
const MAX_TERM_TOKENS = 12;

/** What is wrong with a term, or null when it is fine. */
export function termFault(term: string): string | null {
  return splitTerm(term).length === 0
    ? 'expected at least one word, number or emoji, found only punctuation'
    : joiningFault(term);
}

/** The same for what joins two places, which may be signs alone. */
export function joiningFault(term: string): string | null {
  if (/\*(?=[^\s])/u.test(term)) return 'expected "*" at the end of a word only, once';
  const words = splitTerm(term);
  if (words.length > MAX_TERM_TOKENS)
    return `expected at most ${MAX_TERM_TOKENS} words, found ${words.length}`;
  for (const word of words) {
    if (!word.endsWith('*')) continue;
    const stem = word.slice(0, -1);
    const least = /[\u1200-\u139F]/.test(stem) ? MIN_STEM_SYLLABLES : MIN_STEM_LETTERS;
    if (stem.length < least)
      return `expected a stem of at least ${least} letters before "*", found "${stem}*"`;
  }
  return null;
}

/** The same for the name of a place and what is written with it, in full: a stem of a country's name would catch its people. */
export function nameFault(name: string): string | null {
  return name.includes('*') ? 'expected a name in full, without "*"' : joiningFault(name);
}

/** The same for a term that stands in a list of words: any number at all says nothing. */
export function wordFault(term: string): string | null {
  if (splitTerm(term).every((word) => PLACEHOLDERS.has(word)))
    return `expected a word beside the number, found only "${term}"; signs such as % are not read`;
  return termFault(term);
}
