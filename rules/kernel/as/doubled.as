// Words that a rule knows with a doubled letter left out; see match/doubled-letters.ts.

import { hasBit } from './filters';
import { find, findStem } from './find';
import { folded, foldedBefore, infoOf } from './units';

/** Whether a text has letters of scripts that write them with several units. */
@inline export function hasSpaced(length: i32): bool {
  const most = i16x8.splat(<i16>(END_SPACED - FIRST_SPACED - 1));
  let spaced = i16x8.splat(0);
  for (let at = 0; at < length; at += 8) {
    const above = i16x8.sub(v128.load(at << 1, FOLDED), i16x8.splat(<i16>FIRST_SPACED));
    spaced = v128.or(spaced, i16x8.eq(i16x8.min_u(above, most), above));
  }
  return v128.any_true(spaced);
}

/** Where letters are written with several units, reading does not see that one stands twice: notes the words in which one may. */
export function noteSpaced(tokens: i32): void {
  for (let at = 0; at < tokens; at += 1) {
    const from = load<i32>(at << 2, TOKEN_START);
    if (folded(from) - FIRST_SPACED >= END_SPACED - FIRST_SPACED) continue;
    if (maySayTwice(from, load<i32>(at << 2, TOKEN_END))) store<u8>(at, load<u8>(at, TOKEN_OTHER) | OTHER_DOUBLED, TOKEN_OTHER);
  }
}

/**
 * Whether two units of a word stand in it once more, two or three units on, as a letter does that is written with so many. Nearly
 * no word has any (two in a thousand), and looking letter by letter takes 40 ns a word.
 */
function maySayTwice(from: i32, to: i32): bool {
  // Seven places at once: eight units are compared, and two of them in a row have to be alike.
  for (let at = from; at + 3 < to; at += 7) {
    const units = v128.load(at << 1, FOLDED);
    const two = i16x8.bitmask(i16x8.eq(units, v128.load((at + 2) << 1, FOLDED)));
    const three = i16x8.bitmask(i16x8.eq(units, v128.load((at + 3) << 1, FOLDED)));
    const within = (1 << min(to - at - 3, 7)) - 1;
    if (((two & (two >>> 1) & within) | (three & (three >>> 1) & (within >>> 1))) != 0) return true;
  }
  return false;
}

/** See `markDoubled`. Apart from the loop over all tokens, which so needs fewer registers: three words of fifty are asked about. */
export function markDoubled(tokens: i32): void {
  for (let first = 0; first < tokens; first += 16) {
    let marked = i8x16.bitmask(i8x16.shl(v128.load(first, TOKEN_OTHER), TO_TOP_OF_BYTE));
    for (; marked != 0; marked &= marked - 1) {
      const at = first + ctz(marked);
      if (at >= tokens) return;
      const other: u32 = load<u8>(at, TOKEN_OTHER) & ~OTHER_DOUBLED;
      const isDoubled = isDoubledWord(load<i32>(at << 2, TOKEN_START), load<i32>(at << 2, TOKEN_END), load<u32>(at << 2, TOKEN_HASH));
      store<u8>(at, other | (isDoubled ? OTHER_READING : 0), TOKEN_OTHER);
    }
  }
}

/** See `markDoubled`: whether a rule knows a word with a doubled letter left out, and none as it is spelled. */
function isDoubledWord(start: i32, end: i32, hash: u32): bool {
  if (end - start <= <i32>MIN_UNDOUBLED || end - start > <i32>MAX_UNDOUBLED) return false;
  const filter = load<u32>(AT_KNOWN_FILTER);
  const mask = load<u32>(AT_KNOWN_FILTER_MASK);
  const slots = load<u32>(AT_WORD_SLOTS);
  const slotsMask = load<u32>(AT_WORD_SLOTS_MASK);
  if (hasBit(filter, mask, hash) && find(slots, slotsMask, hash, start, end - start) != 0) return false;
  let left = -1;
  do {
    const count = left < 0 ? leaveAllOut(start, end) : leaveOut(start, end, left);
    const length = load<i32>(STATE);
    if (count == 0 || length < <i32>MIN_UNDOUBLED) return false;
    const other = load<u32>(STATE, 4);
    // Nearly all that is tried is no word, and the filter lies nearer than the table.
    if (hasBit(filter, mask, other) && find(slots, slotsMask, other, UNDOUBLED_AT, length) != 0) return true;
    if (findStem(UNDOUBLED_AT, length) != 0) return true;
    if (count == 1 || count > <i32>MAX_TRIED) return false;
    left += 1;
    if (left == count) return false;
  } while (true);
}

/** `leaveOut` of all doubled letters, without branches where each letter is one unit, as in most words that have any. */
@inline function leaveAllOut(start: i32, end: i32): i32 {
  let length = 0;
  let hash: u32 = FIRST_HASH;
  let before: u32 = 0;
  let seen: u32 = 0;
  for (let at = start; at < end; at += 1) {
    const unit = folded(at);
    const isNew = u32(unit != before) | u32(unit <= NINE);
    store<u16>(length << 1, unit, UNDOUBLED);
    length += isNew;
    hash = select<u32>((hash ^ unit) * HASH_PRIME, hash, isNew != 0);
    before = unit;
    seen |= unit;
  }
  if (seen >= FIRST_SPACED) return leaveOut(start, end, -1);
  store<i32>(STATE, length);
  store<u32>(STATE, hash, 4);
  return end - start - length;
}

/**
 * Writes a word to UNDOUBLED without the doubled letter numbered `left`, or without any where that is -1; answers how many there
 * are. STATE holds the length of what was written, and its hash.
 */
function leaveOut(start: i32, end: i32, left: i32): i32 {
  let count = 0;
  let length = 0;
  let hash: u32 = FIRST_HASH;
  for (let at = start; at < end; ) {
    let size = repeatedAt(at, start, end);
    if (size > 0) {
      count += 1;
      if (left < 0 || left == count - 1) {
        at += size;
        continue;
      }
    }
    for (size = max(size, 1); size > 0; size -= 1, at += 1, length += 1) {
      hash = (hash ^ folded(at)) * HASH_PRIME;
      store<u16>(length << 1, folded(at), UNDOUBLED);
    }
  }
  store<i32>(STATE, length);
  store<u32>(STATE, hash, 4);
  return count;
}

/** See `repeatedAt` in match/doubled-letters.ts. */
function repeatedAt(at: i32, start: i32, end: i32): i32 {
  const unit = folded(at);
  if (unit <= NINE || at == start) return 0;
  if (unit == foldedBefore(at)) return 1;
  if (unit < FIRST_SPACED || (infoOf(unit) & MARK) != 0) return 0;
  for (let size = 2; size <= <i32>MAX_LETTER_UNITS && at - size >= start && at + size <= end; size += 1) {
    let same = 0;
    while (same < size && folded(at + same) == folded(at + same - size) && (same == 0 || (infoOf(folded(at + same)) & MARK) != 0)) same += 1;
    if (same == size) return size;
  }
  return 0;
}
