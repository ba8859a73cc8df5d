// What each word of a post can stand for; see match/look-up.ts.

import { findToken, placeOf, slotOf } from './find';
import { folded } from './units';

/**
 * Reads the slots of candidates in a row, then the heads of the records they lead to: the processor then waits for far memory
 * once for many of them rather than once for each (its reads overlap as long as none depends on another).
 */
export function reach(candidates: i32): void {
  const slots = load<u32>(AT_WORD_SLOTS);
  const mask = load<u32>(AT_WORD_SLOTS_MASK);
  for (let i = 0; i < candidates; i += 1) {
    const at = load<u32>(i << 2, CANDIDATES);
    store<u32>(i << 2, load<u32>(slotOf(slots, mask, load<u32>(at << 2, TOKEN_HASH))), ENTRIES);
  }
  for (let i = 0; i < candidates; i += 1) store<u32>(i << 2, load<u32>(placeOf(load<u32>(i << 2, ENTRIES))), HEADS);
}

/**
 * See `lookUpPlain`. Takes the candidates `[first, end)`; answers which it stopped at, and how many tokens are known by now
 * as the first number in STATE.
 */
export function lookUp(first: i32, end: i32, known: i32): i32 {
  const records = load<u32>(AT_RECORDS);
  const words = load<u32>(AT_LANGUAGE_WORDS);
  const phrases = load<u32>(AT_PHRASES);
  const phrasesEnd = load<u32>(AT_PHRASES_END);
  let i = first;
  for (; i < end; i += 1) {
    const at = load<i32>(i << 2, CANDIDATES);
    const from = load<i32>(at << 2, TOKEN_START);
    const other = load<u8>(at, TOKEN_OTHER);
    if ((other & OTHER_READING) != 0 && load<i32>(at << 2, TOKEN_END) - from == 1) break;
    let record = findToken(at);
    if (record == 0 && other != 0) {
      record = numberOf(from, load<i32>(at << 2, TOKEN_END));
      if (record == 0) break;
    }
    store<u32>(at << 2, record, RECORD_OF);
    let signature: u32 = 0;
    if (record != 0) {
      let place = records + (record << 2);
      const count = load<u32>(place) >>> COUNT_SHIFT;
      for (let word: u32 = 0; word < words; word += 1) {
        place += 4;
        store<u32>((known * words + word) << 2, load<u32>(place), LANGUAGES);
      }
      const first = load<u32>(place, 4);
      for (let element: u32 = 0; element < count; element += 1) {
        place += 4;
        signature |= 1 << (load<u32>(place) & 31);
      }
      store<u32>(i << 2, load<u32>(phrases + (select<u32>(first, 0, first < phrasesEnd) << 2)), HEADS);
      store<i32>(known << 2, at, KNOWN_TOKENS);
      known += 1;
    }
    store<u32>(at << 2, signature, SIGNATURE);
  }
  store<i32>(STATE, known);
  return i;
}

/** See `numberRecord`: the record of a number in digits; 0 where other letters are among them. */
function numberOf(from: i32, end: i32): u32 {
  let value: u32 = 0;
  for (let at = from; at < end; at += 1) {
    const digit = folded(at) - 0x30;
    if (digit > 9) return 0;
    // No age of a child is anywhere near a thousand.
    value = min<u32>(value * 10 + digit, 1000);
  }
  return value - FIRST_MINOR_AGE <= LAST_MINOR_AGE - FIRST_MINOR_AGE
    ? load<u32>(AT_MINOR_AGE)
    : load<u32>(AT_ANY_NUMBER);
}
