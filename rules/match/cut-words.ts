import { MAX_JOINED } from '../compile/joined-reading.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { FIRST_HASH, hashOn } from '../text/hash.ts';
import type { Normalised } from '../text/normalise.ts';
import { setToken, type Tokens } from '../text/tokens.ts';
import { MAX_LETTER_UNITS, MAX_RUN } from './letter-run.ts';
import { isKnown } from './token-traits.ts';

/** Single letters are words in some languages, and would be found in every other word. */
const MIN_WORD = 3;
/** Taken off each word, so that one long word is worth more than two short ones that happen to fill it. */
const PER_WORD = 2;
/** Endings that may follow a stem. */
const MAX_ENDING = 10;

const MAX_UNITS = MAX_RUN * MAX_LETTER_UNITS;
/** By position: the worth of the best cut from there on, and the length of its first word; 0 where a letter is left over. */
const worth = new Float64Array(MAX_UNITS + 1);
const lengths = new Uint8Array(MAX_UNITS + 1);
/** 1 where that first word is a stem, which takes the letters left over behind it as its ending. */
const stems = new Uint8Array(MAX_UNITS + 1);

/**
 * Cuts the token at `at` into words the rules know, so that as many letters as possible belong to one (dynamic
 * programming over positions, as in Viterbi segmentation); answers how many tokens it became. A known word is kept whole.
 */
export function cutWords(text: Normalised, tokens: Tokens, at: number, table: TokenTable): number {
  const start = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  if (isKnown({ text, tokens }, at, table)) return 1;
  weigh(text.units, { start, end }, table);
  let count = 0;
  let from = start;
  while (from < end) {
    const to = from + wordLength(from - start, end - start);
    // There is room for the words: each letter was a token of its own before.
    setToken(text, tokens, at + count, { start: from, end: to });
    count += 1;
    from = to;
  }
  return count;
}

function weigh(units: Uint16Array, { start, end }: { start: number; end: number }, table: TokenTable): void {
  const length = end - start;
  worth[length] = 0;
  for (let i = length - 1; i >= 0; i -= 1) {
    worth[i] = worth[i + 1] ?? 0;
    lengths[i] = 0;
    stems[i] = 0;
    let hash = FIRST_HASH;
    const most = Math.min(length - i, MAX_JOINED);
    for (let size = 1; size <= most; size += 1) {
      hash = hashOn(hash, units[start + i + size - 1] ?? 0);
      if (size < MIN_WORD) continue;
      const value = size - PER_WORD + (worth[i + size] ?? 0);
      if (value <= (worth[i] ?? 0)) continue;
      if (table.isWord(units, start + i, start + i + size, hash | 0)) take(i, size, value, 0);
    }
    const stem = table.stemLength(units, start + i, start + i + most);
    const value = stem - PER_WORD + (worth[i + stem] ?? 0);
    if (stem > 0 && value > (worth[i] ?? 0)) take(i, stem, value, 1);
  }
}

function take(at: number, length: number, value: number, isStem: 0 | 1): void {
  worth[at] = value;
  lengths[at] = length;
  stems[at] = isStem;
}

/** The word at a position with its ending, or the letters up to the next word. */
function wordLength(at: number, length: number): number {
  const own = lengths[at] ?? 0;
  if (own > 0 && stems[at] === 0) return own;
  let end = at + own;
  const most = own > 0 ? end + MAX_ENDING : length;
  while (end < Math.min(length, most) && lengths[end] === 0) end += 1;
  return end - at;
}
