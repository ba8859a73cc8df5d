import { classOfUnit, isMarkUnit } from '../text/fold-table.ts';
import type { Normalised } from '../text/normalise.ts';
import { SPACE } from '../text/signs.ts';
import type { Tokens } from '../text/tokens.ts';
import { UNIT } from '../text/unit-class.ts';

/** A letter with its vowel signs, as Indic scripts space them; only those write one letter with several units. */
export const MAX_LETTER_UNITS = 3;
export const FIRST_SPACED = 0x900;
export const END_SPACED = 0xe00;

/** Whether a letter is of a script that writes it with several units. */
export function isSpaced(unit: number): boolean {
  return unit >= FIRST_SPACED && unit < END_SPACED;
}

/** Longer runs are cut; the rest is looked at as the next run. */
export const MAX_RUN = 240;

/** Most signs between two letters of a word that is spelled apart ("b . o . a . t", "[b][o][a][t]"). */
export const MAX_LETTER_GAP = 3;

/** How many single letters follow each other, the same signs between any two. */
export function letterRun(text: Normalised, tokens: Tokens, first: number): number {
  if (!isLetter(text, tokens, first)) return 0;
  const { units } = text;
  const gap = tokens.end[first] ?? 0;
  const size = (tokens.start[first + 1] ?? 0) - gap;
  if (size < 1 || size > MAX_LETTER_GAP) return 1;
  let run = 1;
  while (run < MAX_RUN && first + run < tokens.length && isLetter(text, tokens, first + run)) {
    const before = tokens.end[first + run - 1] ?? 0;
    if ((tokens.start[first + run] ?? 0) - before !== size) break;
    // Two spaces that folding made one are the end of the word.
    if (size === 1 && (text.to[before] ?? 0) - (text.from[before] ?? 0) > 1) break;
    // So are other signs; where a space was the first, the last letter belongs to what follows ("a b.o.a.t").
    if (!isSameText(units, before, gap, size)) return units[gap] === SPACE ? run - 1 : run;
    run += 1;
  }
  return run;
}

function isSameText(units: Uint16Array, one: number, other: number, length: number): boolean {
  for (let i = 0; i < length; i += 1) {
    if (units[one + i] !== units[other + i]) return false;
  }
  return true;
}

function isLetter(text: Normalised, tokens: Tokens, at: number): boolean {
  if (!mayBeLetter(text, tokens, at)) return false;
  const start = tokens.start[at] ?? 0;
  return isOneLetter(text, start, (tokens.end[at] ?? 0) - start);
}

/** The same in a hurry, which says yes of some short Indic words too. */
export function mayBeLetter({ units }: Normalised, tokens: Tokens, at: number): boolean {
  const start = tokens.start[at] ?? 0;
  const length = (tokens.end[at] ?? 0) - start;
  const unit = units[start] ?? 0;
  if (length > 1 && (length > MAX_LETTER_UNITS || !isSpaced(unit))) return false;
  return classOfUnit(unit) === UNIT.letter;
}

function isOneLetter(text: Normalised, start: number, length: number): boolean {
  for (let i = 1; i < length; i += 1) {
    if (!isMarkUnit(text.units[start + i] ?? 0)) return false;
  }
  return true;
}
