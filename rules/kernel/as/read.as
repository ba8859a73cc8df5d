// Folding a post and cutting it into words, in one pass; see `readPlain` in text/read-text.ts.

import { expansionOf, foldedBefore, infoOf, isLetter, kindOf } from './units';

/**
 * See `readPlain`. Takes the units `[start, end)` of the source; answers where it stopped, and the rest in STATE. A word that
 * reaches to the end is whole where `isEnd` says so.
 *
 * Where words end is what a processor guesses wrong, so nothing here branches on it: every unit writes the bound that it
 * would be, and the place to write moves on where it is one. Only what is rare branches, digits and doubled letters among it.
 * Places in the text are counted in bytes here, so that no address has to be worked out.
 */
export function read(start: i32, end: i32, length: i32, tokens: i32, isEnd: bool): i32 {
  const stop: u32 = end << 1;
  let out: u32 = length << 1;
  let last: u32 = foldedBefore(length);
  let seen: u32 = 0;
  let dropped: u32 = 0;
  let digits: u32 = 0;
  let hash: u32 = FIRST_HASH;
  let inWord: u32 = 0;
  let place: u32 = 0;
  // What stands before it is one letter for a run of three or more.
  let runEnd: u32 = -1;
  let i: u32 = start << 1;
  // What no unit stands for, so that the end is met without being looked for.
  store<u16>(stop, 0xdfff, SOURCE);
  for (; i < stop; i += 2) {
    let source: u32 = load<u16>(i, SOURCE);
    let info = infoOf(source);
    // Nearly all units are taken here, in a loop of its own that needs few registers.
    while (<i32>info > 0) {
      const unit = info & 0xffff;
      if (unit == last) break;
      const isIn = isLetter(info);
      mark(place, out, hash);
      place += (isIn ^ inWord) << 2;
      inWord = isIn;
      seen |= info;
      hash = select<u32>((hash ^ unit) * HASH_PRIME, FIRST_HASH, isIn != 0);
      store<u16>(out, unit, FOLDED);
      out += 2;
      last = unit;
      i += 2;
      source = load<u16>(i, SOURCE);
      info = infoOf(source);
    }
    if (i >= stop) break;
    if (<i32>info <= 0) {
      if ((info & DROPPED) != 0) {
        if ((info & EXPANDED) == 0) {
          dropped |= info;
          continue;
        }
        const expansion = expansionOf(info);
        const behind = expansion + (load<u16>(expansion) << 1);
        // Runs of letters are not looked for here, and no other way of reading needs so much room.
        if (isLetter(infoOf(load<u16>(expansion, 4))) != 0 && load<u16>(expansion, 4) == last) break;
        if (out + (stop - i) + MAX_EXPANSION_BYTES > 2 * UNITS) break;
        dropped |= load<u16>(expansion, 2);
        for (let from = expansion; from < behind; from += 2) {
          const unit: u32 = load<u16>(from, 4);
          const own = infoOf(unit);
          mark(place, out, hash);
          if (last - ZERO < 10 && unit >= FIRST_OTHER_SCRIPT && inWord != 0) {
            place += 4;
            inWord = 0;
            hash = FIRST_HASH;
            mark(place, out, hash);
          }
          const isIn = isLetter(own);
          place += (isIn ^ inWord) << 2;
          inWord = isIn;
          seen |= own;
          hash = isIn != 0 ? (hash ^ unit) * HASH_PRIME : FIRST_HASH;
          store<u16>(out, unit, FOLDED);
          out += 2;
          last = unit;
        }
        continue;
      }
      if (kindOf(info) == DIGIT) {
        const unit = info & 0xffff;
        mark(place, out, hash);
        // Letters beside digits, outside of Latin, Greek and Cyrillic, are two words without anything between.
        if (last >= FIRST_OTHER_SCRIPT && inWord != 0) {
          place += 4;
          inWord = 0;
          hash = FIRST_HASH;
          mark(place, out, hash);
        }
        place += (1 ^ inWord) << 2;
        inWord = 1;
        store<u8>(place >>> 3, load<u8>(place >>> 3, MARKS) | OTHER_DIGIT, MARKS);
        digits += 1;
        seen |= info;
        hash = (hash ^ unit) * HASH_PRIME;
        store<u16>(out, unit, FOLDED);
        out += 2;
        last = unit;
        // What is dropped between them does not part them.
        let next: u32 = 0;
        while (i + 2 < stop) {
          next = infoOf(load<u16>(i, SOURCE + 2));
          // A tone of skin is two units.
          if (next == 0 && i + 4 < stop && astralAt(i + 2) == ASTRAL_DROPPED) {
            i += 4;
            continue;
          }
          if ((next & (DROPPED | EXPANDED)) != DROPPED) break;
          dropped |= next;
          next = 0;
          i += 2;
        }
        if (<i32>next > 0 && isLetter(next) != 0 && (next & 0xffff) >= FIRST_OTHER_SCRIPT) {
          mark(place, out, hash);
          place += 4;
          inWord = 0;
          hash = FIRST_HASH;
        }
        continue;
      }
      let low: u32 = 0;
      if (info == 0) {
        // Pictures of the first astral plane are signs of two units; some others are dropped, as the tones of skin.
        if (i + 2 >= stop) break;
        const astral = astralAt(i);
        if (astral == 0) break;
        if (astral == ASTRAL_DROPPED) {
          i += 2;
          continue;
        }
        low = load<u16>(i, SOURCE + 2);
      }
      // A sign is a token by itself.
      mark(place, out, hash);
      place += inWord << 2;
      inWord = 0;
      store<u32>(place, out, BOUNDS);
      if (low == 0) {
        last = info & 0xffff;
        seen |= info;
        // What was dropped is told by the lower half alone.
        if (kindOf(info) == SIGN && last >= FIRST_PICTURE) dropped |= PICTURE;
        hash = (FIRST_HASH ^ last) * HASH_PRIME;
        store<u16>(out, last, FOLDED);
      } else {
        seen |= KNOWN << TRAITS_SHIFT;
        dropped |= PICTURE;
        hash = (((FIRST_HASH ^ source) * HASH_PRIME) ^ low) * HASH_PRIME;
        store<u16>(out, source, FOLDED);
        out += 2;
        store<u16>(out, low, FOLDED);
        i += 2;
        last = low;
      }
      out += 2;
      mark(place + 4, out, hash);
      place += 8;
      hash = FIRST_HASH;
      continue;
    }
    // The same unit again. Spaces fold to one; letters do from the third on, in the text and in the hash of the word.
    if (last == SPACE || runEnd == out) continue;
    const isIn = isLetter(info);
    if (isIn != 0 && load<u16>(out, FOLDED - 4) == last) {
      out -= 2;
      runEnd = out;
      dropped |= REPEATED;
      store<u8>(place >>> 3, (load<u8>(place >>> 3, MARKS) & ~OTHER_DOUBLED) | OTHER_READING, MARKS);
      hash = FIRST_HASH;
      let before: u32 = 0;
      for (let at = load<u32>(place, BOUNDS - 4); at < out; at += 2) {
        const unit: u32 = load<u16>(at, FOLDED);
        hash = (hash ^ unit) * HASH_PRIME;
        noteDoubled(place, u32(unit == before) & u32(unit > NINE));
        before = unit;
      }
      continue;
    }
    mark(place, out, hash);
    noteDoubled(place, isIn);
    hash = select<u32>((hash ^ last) * HASH_PRIME, FIRST_HASH, isIn != 0);
    store<u16>(out, last, FOLDED);
    out += 2;
  }
  let whole = out;
  if (i >= stop && isEnd) {
    mark(place, out, hash);
    place += inWord << 2;
  } else if (inWord != 0) {
    // A word that is not whole has a beginning and no end.
    whole = load<u32>(place, BOUNDS - 4);
    for (let at = whole; at < out; at += 2) digits -= u32(load<u16>(at, FOLDED) - ZERO < 10);
  }
  settle(tokens, place >>> 3);
  store<i32>(STATE, out >>> 1);
  store<i32>(STATE, whole >>> 1, 8);
  store<u32>(STATE, seen, 12);
  store<u32>(STATE, dropped, 16);
  store<u32>(STATE, digits, 20);
  return i >>> 1;
}

/** Notes where a word begins or ends, and what its letters up to there are hashed to. */
@inline function mark(place: u32, at: u32, hash: u32): void {
  store<u32>(place, at, BOUNDS);
  store<u32>(place, hash, HASHES);
}

/** What is known of the character of the first astral plane that begins at `at`, in bytes; 0 where there is none. */
@inline function astralAt(at: u32): u32 {
  const high: u32 = load<u16>(at, SOURCE) - 0xd800;
  const low: u32 = load<u16>(at, SOURCE + 2) - 0xdc00;
  return high < 0x40 && low < 0x400 ? load<u8>((high << 10) | low, ASTRAL) : 0;
}

/** Notes of the word that ends at `place` that a letter of it stands twice, where `isDoubled` is 1. */
@inline function noteDoubled(place: u32, isDoubled: u32): void {
  store<u8>(place >>> 3, load<u8>(place >>> 3, MARKS) | (OTHER_DOUBLED & -isDoubled), MARKS);
}

/** Lays the words of a pass out as tokens behind those there are. */
@inline function settle(tokens: i32, words: u32): void {
  let at = tokens;
  for (let word: u32 = 0; word < words; word += 1, at += 1) {
    const bounds = load<u64>(word << 3, BOUNDS);
    store<i32>(at << 2, (<u32>bounds) >>> 1, TOKEN_START);
    store<i32>(at << 2, <u32>(bounds >>> 33), TOKEN_END);
    store<u32>(at << 2, load<u32>(word << 3, HASHES + 4), TOKEN_HASH);
    store<u8>(at, load<u8>(word, MARKS), TOKEN_OTHER);
    store<u8>(word, 0, MARKS);
  }
  store<u8>(words, 0, MARKS);
  store<i32>(STATE, at, 4);
}
