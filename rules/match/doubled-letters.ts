import { hasBit, mayStartStem } from '../compile/sieve.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { isMarkUnit } from '../text/fold-table.ts';
import { hashUnits } from '../text/hash.ts';
import type { Normalised } from '../text/normalise.ts';
import { isSpelling, OTHER } from '../text/token-marks.ts';
import type { Tokens } from '../text/tokens.ts';
import { FIRST_SPACED, isSpaced, MAX_LETTER_UNITS } from './letter-run.ts';

/** Shorter words turn up by chance where a letter is left out. */
export const MIN_UNDOUBLED = 4;
/** Longer tokens are no words. */
export const MAX_UNDOUBLED = 40;
/** Doubled letters that are tried one by one; where there are more, all of them together are. */
export const MAX_TRIED = 4;

const scratch = new Uint16Array(MAX_UNDOUBLED);
const places = new Int32Array(MAX_TRIED);
const sizes = new Int32Array(MAX_TRIED);

/**
 * Marks tokens that no rule knows as they are spelled, and some rule does with a doubled letter left out ("booat"), so that no
 * sieve leaves them or the words beside them out. Runs of three and more were read as one letter before.
 */
export function markDoubled({ units }: Normalised, tokens: Tokens, table: TokenTable): void {
  const { start, end, hash, other, length } = tokens;
  for (let at = 0; at < length; at += 1) {
    const first = start[at] ?? 0;
    const own = other[at] ?? 0;
    // Where letters are written with several units, reading does not see that one stands twice.
    if ((own & OTHER.doubled) === 0 && !isSpaced(units[first] ?? 0)) continue;
    const range = { start: first, end: end[at] ?? 0 };
    // The filter alone would take one in twelve disguised words for known, where it lets any other word pass to be looked up.
    const isDoubled =
      !table.isWord(units, range.start, range.end, hash[at] ?? 0) &&
      lookupUndoubled(table, units, range) !== NO_RECORD;
    other[at] = (own & ~OTHER.doubled) | (isDoubled ? OTHER.reading : 0);
  }
}

/** What a token is with one of its doubled letters left out, or with all of them; `NO_RECORD` where no rule knows it. */
export function lookupUndoubled(
  table: TokenTable,
  units: Uint16Array,
  range: { readonly start: number; readonly end: number },
): WordRecord {
  const { start, end } = range;
  if (end - start <= MIN_UNDOUBLED || end - start > MAX_UNDOUBLED) return NO_RECORD;
  let count = 0;
  let length = 0;
  for (let at = start; at < end; ) {
    const size = repeatedAt(units, at, range);
    if (size === 0) {
      scratch[length] = units[at] ?? 0;
      length += 1;
      at += 1;
      continue;
    }
    if (count < MAX_TRIED) {
      places[count] = at;
      sizes[count] = size;
    }
    count += 1;
    at += size;
  }
  if (count === 0 || length < MIN_UNDOUBLED) return NO_RECORD;
  const bare = lookupScratch(table, length);
  if (count === 1 || count > MAX_TRIED) return bare;
  for (let i = 0; i < count; i += 1) {
    const known = lookupScratch(table, leaveOut(units, range, { at: places[i] ?? 0, size: sizes[i] ?? 0 }));
    if (known !== NO_RECORD) return known;
  }
  return bare;
}

/** How many units from here on say the letter before them once more, with its vowel signs; 0 for none. */
function repeatedAt(units: Uint16Array, at: number, range: { start: number; end: number }): number {
  const unit = units[at] ?? 0;
  if (!isSpelling(unit) || at === range.start) return 0;
  if (unit === units[at - 1]) return 1;
  if (unit < FIRST_SPACED || isMarkUnit(unit)) return 0;
  for (let size = 2; size <= MAX_LETTER_UNITS; size += 1) {
    if (at - size >= range.start && at + size <= range.end && isSameLetter(units, at, size)) return size;
  }
  return 0;
}

/** Whether a letter and its vowel signs, so many units, stand before `at` and there again. */
function isSameLetter(units: Uint16Array, at: number, size: number): boolean {
  for (let i = 0; i < size; i += 1) {
    const unit = units[at + i] ?? 0;
    if (unit !== units[at + i - size] || (i > 0 && !isMarkUnit(unit))) return false;
  }
  return true;
}

/** Writes the token without one part of it; answers its length. */
function leaveOut(
  units: Uint16Array,
  { start, end }: { start: number; end: number },
  left: { at: number; size: number },
): number {
  scratch.set(units.subarray(start, left.at));
  scratch.set(units.subarray(left.at + left.size, end), left.at - start);
  return end - start - left.size;
}

/** Asks the filters first, which lie near: nearly all that is tried here is no word. */
function lookupScratch(table: TokenTable, length: number): WordRecord {
  const { sieve } = table.data;
  const hash = hashUnits(scratch, 0, length);
  if (!hasBit(sieve.known, hash) && !mayStartStem(sieve, scratch, 0, length)) return NO_RECORD;
  return table.lookup(scratch, 0, length, hash);
}
