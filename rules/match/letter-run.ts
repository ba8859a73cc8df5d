import { classOfUnit } from '../text/fold-table.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';

/** A letter with its vowel signs, as Indic scripts space them. */
export const MAX_LETTER_UNITS = 3;
/** Longer runs are cut; the rest is looked at as the next run. */
export const MAX_RUN = 240;

const SPACE = 0x20;

/** How many single letters follow each other, each one same separator after the one before. */
export function letterRun(text: Normalised, tokens: Tokens, first: number): number {
  if (!isLetter(text, tokens, first)) return 0;
  let separator = -1;
  let run = 1;
  while (run < MAX_RUN && first + run < tokens.length && isLetter(text, tokens, first + run)) {
    const before = tokens.end[first + run - 1] ?? 0;
    const start = tokens.start[first + run] ?? 0;
    if (start - before !== 1) break;
    const unit = text.units[before] ?? 0;
    // Two spaces that folding made one are the end of the word.
    if ((text.to[before] ?? 0) - (text.from[before] ?? 0) > 1) break;
    // So is a second kind of separator; where a space was the first, the last letter belongs to what follows ("a b.o.a.t").
    if (separator >= 0 && unit !== separator) return separator === SPACE ? run - 1 : run;
    separator = unit;
    run += 1;
  }
  return run;
}

function isLetter(text: Normalised, tokens: Tokens, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  const length = (tokens.end[at] ?? 0) - start;
  const unit = text.units[start] ?? 0;
  if (classOfUnit(unit) !== UNIT.letter) return false;
  // Only scripts with vowel signs of their own write one letter with several units.
  return (
    length === 1 ||
    (length <= MAX_LETTER_UNITS && unit >= 0x900 && unit < 0xe00 && isOneLetter(text, start, length))
  );
}

const VOWEL_SIGN = /^\p{M}$/u;

function isOneLetter(text: Normalised, start: number, length: number): boolean {
  for (let i = 1; i < length; i += 1) {
    if (!VOWEL_SIGN.test(String.fromCharCode(text.units[start + i] ?? 0))) return false;
  }
  return true;
}
