// The two innermost loops of reading a post, in AssemblyScript. `readPlain` in text/read-text.ts and `sift` in match/sift.ts
// say the same in TypeScript, are what these are held to, and take over where there is no WebAssembly or a post is long.
// Names in capitals are put before this source when it is compiled: places in memory (layout.ts) and numbers of the engine.

// prettier-ignore
@inline function folded(at: i32): u32 { return load<u16>(at << 1, FOLDED); }
/** The unit before that at `at`; 0 before the first. */
@inline function foldedBefore(at: i32): u32 { return load<u16>(at << 1, FOLDED - 2); }
@inline function infoOf(unit: u32): u32 { return load<u32>(unit << 2, PLAIN); }
@inline function kindOf(info: u32): u32 { return (info >>> TRAITS_SHIFT) & CLASS; }
/** Letters and digits: the two kinds that words are made of, 1 and 2. */
@inline function isInWord(kind: u32): bool { return kind - 1 < 2; }
/** Of a unit that folds to several: where that is told, and how many they are. */
@inline function expansionOf(info: u32): u32 { return EXPANSIONS + ((info & EXPANSION) << EXPANSION_SHIFT); }

/** Notes where a word begins or ends, and what its letters up to there are hashed to. */
@inline function mark(place: u32, at: u32, hash: u32): void {
  store<u32>(place, at, BOUNDS);
  store<u32>(place, hash, HASHES);
}

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

/** What is known of the character of the first astral plane that begins at `at`, in bytes; 0 where there is none. */
@inline function astralAt(at: u32): u32 {
  const high: u32 = load<u16>(at, SOURCE) - 0xd800;
  const low: u32 = load<u16>(at, SOURCE + 2) - 0xdc00;
  return high < 0x40 && low < 0x400 ? load<u8>((high << 10) | low, ASTRAL) : 0;
}

/** 1 for a letter among what stands for itself: letters and what parts words. */
@inline function isLetter(info: u32): u32 {
  return (info >>> TRAITS_SHIFT) & LETTER;
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

/**
 * Tells where in the source `[start, end)` each unit comes from that `read` made of it, from the unit at `length` on. Asked for
 * by few posts, so it is a pass of its own; it takes the same steps.
 */
export function locate(start: i32, end: i32, length: i32): void {
  let at = length;
  let last: u32 = foldedBefore(at);
  let before: u32 = 0;
  let runEnd = -1;
  for (let i = start; i < end; i += 1) {
    const source: u32 = load<u16>(i << 1, SOURCE);
    const info = infoOf(source);
    let unit = info & 0xffff;
    if (<i32>info > 0 && unit != last) {
      store<i32>(at << 2, i, FROM);
      store<i32>(at << 2, i + 1, TO);
      at += 1;
      before = last;
      last = unit;
      continue;
    }
    let count = 1;
    let to = i + 1;
    if ((info & DROPPED) != 0) {
      if ((info & EXPANDED) == 0) continue;
      count = load<u16>(expansionOf(info));
      unit = load<u16>(expansionOf(info) + (count << 1), 2);
      if (count > 1) last = load<u16>(expansionOf(info) + (count << 1));
    } else if (info == 0) {
      const low: u32 = load<u16>(i << 1, SOURCE + 2);
      i += 1;
      if (load<u8>(((source - 0xd800) << 10) | (low - 0xdc00), ASTRAL) != ASTRAL_SIGN) continue;
      count = 2;
      unit = low;
      to += 1;
    } else if (unit == last) {
      const isThird = <i32>info > 0 && isLetter(info) != 0 && before == unit;
      if (isThird) {
        at -= 1;
        runEnd = at;
        before = 0;
      }
      if (isThird || unit == SPACE || runEnd == at) {
        store<i32>(at << 2, to, TO - 4);
        continue;
      }
    }
    for (; count > 0; count -= 1, at += 1) {
      store<i32>(at << 2, to - 1 - i32(info == 0), FROM);
      store<i32>(at << 2, to, TO);
    }
    before = last;
    last = unit;
  }
}

@inline function hasBit(filter: u32, mask: u32, hash: u32): bool {
  const bit = (hash ^ (hash >>> 13)) & mask;
  return ((load<u32>(filter + ((bit >>> 5) << 2)) >>> (bit & 31)) & 1) != 0;
}

/** 1 for letters, digits and signs that stand for letters. */
@inline function isWordLike(info: u32): u32 {
  return u32(isInWord(kindOf(info))) | u32((info & LEET_SIGN) != 0);
}

/**
 * See `sift`. As in `read`, what differs from token to token is computed and not branched on. Most tokens stand between
 * spaces; of the others suspects are picked afterwards.
 * @returns the count of candidates; that of suspects is the first number in STATE
 */
export function sift(length: i32, tokens: i32, isByPairs: bool): i32 {
  const words = load<u32>(AT_WORD_FILTER);
  const mask = load<u32>(AT_WORD_FILTER_MASK);
  const starts = load<u32>(AT_STEM_STARTS);
  // Whoever looks at the units and the token behind the last ones sees spaces and no word.
  store<u32>(length << 1, SPACE | (SPACE << 16), FOLDED);
  store<u32>(tokens << 2, 0, TOKEN_HASH);
  store<u8>(tokens, 0, TOKEN_OTHER);
  if (hasSpaced(length)) noteSpaced(tokens);
  markDoubled(tokens);
  let candidates = 0;
  let glued = 0;
  let run = 0;
  let longestRun = 0;
  let endBefore = 0;
  // Those that are candidates whatever stands beside them.
  const sureBit: u32 = isByPairs ? SURE : 0;
  for (let at = 0; at < tokens; at += 1) {
    const from = load<i32>(at << 2, TOKEN_START);
    const to = load<i32>(at << 2, TOKEN_END);
    const hash = load<u32>(at << 2, TOKEN_HASH);
    const size = to - from;
    const units = load<u64>(from << 1, FOLDED);
    const isSpaced = u32((<u32>units & 0xffff) - FIRST_SPACED < END_SPACED - FIRST_SPACED);
    const other: u32 = load<u8>(at, TOKEN_OTHER);
    const isSure = u32(other != 0) | mayStartStem(starts, units, size);
    store<u32>(candidates << 2, at | (-isSure & sureBit), CANDIDATES);
    candidates += u32(hasBit(words, mask, hash)) | isSure;
    const isShort = u32(size == 1) | (u32(size <= <i32>MAX_LETTER_UNITS) & isSpaced);
    run = select<i32>(run + 1, 1, isLetterGap(from - endBefore)) & -(<i32>isShort);
    longestRun = max(longestRun, run);
    endBefore = to;
    store<i32>(glued << 2, at, SUSPECTS);
    glued += i32(((foldedBefore(from) ^ SPACE) | (folded(to) ^ SPACE)) != 0);
  }
  const suspects = suspectGlued(glued, tokens, length, longestRun >= 3);
  store<i32>(STATE, longestRun >= 3 ? suspectRuns(suspects, tokens) : suspects);
  return isByPairs ? keepPaired(candidates) : candidates;
}

/** Whether a text has letters of scripts that write them with several units. */
@inline function hasSpaced(length: i32): bool {
  const most = i16x8.splat(<i16>(END_SPACED - FIRST_SPACED - 1));
  let spaced = i16x8.splat(0);
  for (let at = 0; at < length; at += 8) {
    const above = i16x8.sub(v128.load(at << 1, FOLDED), i16x8.splat(<i16>FIRST_SPACED));
    spaced = v128.or(spaced, i16x8.eq(i16x8.min_u(above, most), above));
  }
  return v128.any_true(spaced);
}

/** Where letters are written with several units, reading does not see that one stands twice: notes the words in which one may. */
function noteSpaced(tokens: i32): void {
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
function markDoubled(tokens: i32): void {
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

/** Of so many candidates, keeps those that may be a phrase by themselves, or with one of the tokens beside them. */
function keepPaired(candidates: i32): i32 {
  const alone = load<u32>(AT_ALONE_FILTER);
  const mask = load<u32>(AT_ALONE_FILTER_MASK);
  let kept = 0;
  for (let i = 0; i < candidates; i += 1) {
    const entry = load<u32>(i << 2, CANDIDATES);
    const at = entry & ~SURE;
    const hash = load<u32>(at << 2, TOKEN_HASH);
    store<u32>(kept << 2, at, CANDIDATES);
    kept +=
      (entry >>> 31) |
      u32(hasBit(alone, mask, hash)) |
      mayBePair(load<u32>(TOKEN_HASH - 4 + (at << 2)), hash) |
      mayBePair(hash, load<u32>(at << 2, TOKEN_HASH + 4)) |
      u32((load<u8>(TOKEN_OTHER - 1 + at) | load<u8>(at, TOKEN_OTHER + 1)) != 0);
  }
  return kept;
}

/** Whether two words side by side may be an anchor and what stands beside it; see `pairHash`. */
@inline function mayBePair(first: u32, second: u32): u32 {
  const hash = ((first * LOW_PRIME) ^ second) * HIGH_PRIME;
  return u32(hasBit(load<u32>(AT_PAIR_FILTER), load<u32>(AT_PAIR_FILTER_MASK), hash));
}

/** Of the tokens that do not stand between spaces, the first so many in SUSPECTS, keeps those with which a word may begin. */
function suspectGlued(glued: i32, tokens: i32, length: i32, hasRuns: bool): i32 {
  let suspects = 0;
  for (let i = 0; i < glued; i += 1) {
    const at = load<i32>(i << 2, SUSPECTS);
    const from = load<i32>(at << 2, TOKEN_START);
    const to = load<i32>(at << 2, TOKEN_END);
    const isBehindSign = (infoOf(foldedBefore(from)) / LEET_SIGN) & 1;
    const isGlued = isWordLike(infoOf(folded(from))) & mayBeGlued(folded(to), folded(to + 1));
    store<i32>(suspects << 2, at, SUSPECTS);
    if ((isBehindSign | isGlued) != 0) suspects += i32(mayBeWord(at, tokens, length, hasRuns || suspects > 0));
  }
  return suspects;
}

/** See `letterRun`: so many signs may stand between two letters of one word. */
@inline function isLetterGap(size: i32): bool {
  return <u32>(size - 1) < MAX_LETTER_GAP;
}

/** Adds the tokens with which three single letters begin, few signs between each, to so many suspects. */
function suspectRuns(glued: i32, tokens: i32): i32 {
  for (let i = 0; i < glued; i += 1) store<i32>(i << 2, load<i32>(i << 2, SUSPECTS), ENTRIES);
  let suspects = 0;
  let next = 0;
  let run = 0;
  let endBefore = 0;
  for (let at = 0; at < tokens + 2; at += 1) {
    const from = load<i32>(at << 2, TOKEN_START);
    const to = load<i32>(at << 2, TOKEN_END);
    if (at >= tokens || !isOneLetter(from, to)) run = 0;
    else run = isLetterGap(from - endBefore) ? run + 1 : 1;
    endBefore = to;
    const isGlued = next < glued && load<i32>(next << 2, ENTRIES) == at - 2;
    next += i32(isGlued);
    store<i32>(suspects << 2, at - 2, SUSPECTS);
    suspects += i32(isGlued) | i32(run >= 3);
  }
  return suspects;
}

/** See `letterRun`: a letter with its vowel signs. */
function isOneLetter(from: i32, to: i32): bool {
  if (to - from > <i32>MAX_LETTER_UNITS || kindOf(infoOf(folded(from))) != LETTER) return false;
  for (let at = from + 1; at < to; at += 1) if ((infoOf(folded(at)) & MARK) == 0) return false;
  return to - from == 1 || folded(from) - FIRST_SPACED < END_SPACED - FIRST_SPACED;
}

/** See sieve.ts: whether a stem may begin with these units, the first in the lowest bits. Units behind the last do not matter. */
@inline function mayStartStem(starts: u32, units: u64, size: i32): u32 {
  const low = <u32>units;
  const short = (low << 16) | select<u32>(low >>> 16, 0, size > 1);
  const long = ((low ^ (<u32>(units >>> 32) * LOW_PRIME)) * HIGH_PRIME) >>> 16;
  return hasStart(starts, (short ^ (short >>> 13)) & 0xffff) | (u32(size >= 4) & hasStart(starts + LONG_STARTS, long));
}

@inline function hasStart(starts: u32, key: u32): u32 {
  return (load<u8>(starts + (key >>> 3)) >>> (key & 7)) & 1;
}

/** Whether letters follow a word with at most one other sign between, by the two units behind it. */
@inline function mayBeGlued(next: u32, after: u32): u32 {
  const info = infoOf(next);
  const isOther = u32(next != SPACE) & u32(next != APOSTROPHE) & u32(kindOf(info) == 0);
  const isJoined = isWordLike(info) | (isOther & isWordLike(infoOf(after)));
  const isShout = u32(after != SPACE) & u32(after != EXCLAMATION);
  return select<u32>(isShout, isJoined, next == EXCLAMATION);
}

/**
 * Whether what stands together from a token on can be a word as `gluedPieces` reads it, which says how; this asks filters
 * where that asks tables. Where `mayChange`, what stands before may become a space, when it is put together with what is before
 * it.
 */
function mayBeWord(first: i32, tokens: i32, length: i32, mayChange: bool): bool {
  const before = first > 0 ? load<i32>(first << 2, TOKEN_END - 4) : 0;
  const start = load<i32>(first << 2, TOKEN_START);
  let at = start;
  while (at > before && (infoOf(foldedBefore(at)) & LEET_SIGN) != 0) at -= 1;
  if (at > 0 && at < start && foldedBefore(at) != SPACE) {
    if (mayChange) return true;
    at = start;
  }
  const filter = load<u32>(AT_KNOWN_FILTER);
  const mask = load<u32>(AT_KNOWN_FILTER_MASK);
  const starts = load<u32>(AT_STEM_STARTS);
  let token = first;
  let letters = 0;
  let signs = 0;
  let others = 0;
  let wasOther = false;
  let hasLetters = false;
  // In other alphabets signs stand for other letters than the ones looked up here.
  let isOther = false;
  let hash: u32 = FIRST_HASH;
  let units: u64 = 0;
  while (at < length && letters < <i32>MAX_JOINED) {
    const unit = folded(at);
    if (unit == SPACE) break;
    const info = infoOf(unit);
    const kind = kindOf(info);
    let end = at + 1;
    if (isInWord(kind)) {
      // All that stands in a word is letters and digits.
      wasOther = false;
      end = min(token < tokens ? load<i32>(token << 2, TOKEN_END) : end, at + <i32>MAX_JOINED - letters);
      for (; at < end; at += 1, letters += 1) {
        const letter = folded(at);
        if (letters < 4) units |= <u64>letter << (letters << 4);
        hash = (hash ^ letter) * HASH_PRIME;
        hasLetters = hasLetters || letter > NINE;
        isOther = isOther || letter - FIRST_GREEK < FIRST_OTHER_SCRIPT - FIRST_GREEK;
      }
    } else if ((info & LEET_SIGN) != 0 && !isExclamation(at)) {
      const letter = <u32>load<u8>(unit & 0xff, SIGN_LETTERS);
      if (letters < 4) units |= <u64>letter << (letters << 4);
      hash = (hash ^ letter) * HASH_PRIME;
      hasLetters = true;
      letters += 1;
      signs += 1;
      wasOther = false;
    } else {
      if (wasOther || kind != 0 || unit == APOSTROPHE) return signs > 0 && isOther;
      others += 1;
      wasOther = true;
    }
    at = end;
    while (token < tokens && load<i32>(token << 2, TOKEN_END) <= at) token += 1;
    if (token < tokens && load<i32>(token << 2, TOKEN_START) < at) continue;
    if (wasOther || signs + others == 0 || letters < <i32>MIN_JOINED || !hasLetters) continue;
    if (hasBit(filter, mask, hash) || mayStartStem(starts, units, letters) != 0) return true;
  }
  return signs > 1 || (signs > 0 && isOther);
}

/** "Leave now!" ends a word, and hides no letter. */
@inline function isExclamation(at: i32): bool {
  return folded(at) == EXCLAMATION && (folded(at + 1) == SPACE || folded(at + 1) == EXCLAMATION);
}

@inline function slotOf(slots: u32, mask: u32, hash: u32): u32 {
  return slots + (((hash ^ (hash >>> 15)) & mask) << 2);
}

/** Where a record begins in memory, by the slot that leads to it. */
@inline function placeOf(entry: u32): u32 {
  return load<u32>(AT_RECORDS) + ((entry & ((1 << load<u32>(AT_PLACE_BITS)) - 1)) << 2);
}

/** See `TokenTable.lookupWord`: the record of the units `[from, from + size)`, or 0. `slots` and `mask` say of which table. */
function find(slots: u32, mask: u32, hash: u32, from: i32, size: i32): u32 {
  const bits = load<u32>(AT_PLACE_BITS);
  let slot = (hash ^ (hash >>> 15)) & mask;
  let entry = load<u32>(slots + (slot << 2));
  while (entry != 0) {
    if ((entry ^ hash) >>> bits == 0 && isSpelled(placeOf(entry), from, size)) return entry & ((1 << bits) - 1);
    slot = (slot + 1) & mask;
    entry = load<u32>(slots + (slot << 2));
  }
  return 0;
}

/** Letters are compared four at a time; what stands behind the last one is left out of account. */
function isSpelled(place: u32, from: i32, size: i32): bool {
  const head = load<u32>(place);
  if ((head & LENGTH_MASK) != size) return false;
  let letters = place + ((1 + load<u32>(AT_LANGUAGE_WORDS) + (head >>> COUNT_SHIFT)) << 2);
  let text = from << 1;
  let left = size;
  for (; left > 4; left -= 4, letters += 8, text += 8) if (load<u64>(letters) != load<u64>(text, FOLDED)) return false;
  return (load<u64>(letters) ^ load<u64>(text, FOLDED)) << ((4 - left) << 4) == 0;
}

/** See `TokenTable.lookup`, for what is no whole word: the record of the longest stem that fits, or 0. */
function findStem(from: i32, size: i32): u32 {
  if (mayStartStem(load<u32>(AT_STEM_STARTS), load<u64>(from << 1, FOLDED), size) == 0) return 0;
  const filter = load<u32>(AT_STEM_FILTER);
  const mask = load<u32>(AT_STEM_FILTER_MASK);
  const most = min(size, load<i32>(AT_LONGEST_STEM));
  let hash: u32 = FIRST_HASH;
  let found: u32 = 0;
  for (let length = 1; length <= most; length += 1) {
    hash = (hash ^ folded(from + length - 1)) * HASH_PRIME;
    if (!hasBit(filter, mask, hash)) continue;
    const stem = find(load<u32>(AT_STEM_SLOTS), load<u32>(AT_STEM_SLOTS_MASK), hash, from, length);
    if (stem != 0) found = stem;
  }
  return found;
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

/** The record of a token as it is spelled, or 0. */
function findToken(at: i32): u32 {
  const from = load<i32>(at << 2, TOKEN_START);
  const size = load<i32>(at << 2, TOKEN_END) - from;
  const hash = load<u32>(at << 2, TOKEN_HASH);
  const word = find(load<u32>(AT_WORD_SLOTS), load<u32>(AT_WORD_SLOTS_MASK), hash, from, size);
  return word == 0 ? findStem(from, size) : word;
}

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

/** See `matchPlain`: of the known tokens `[from, known)` answers how many phrases it laid down in HITS, or -1 where there is no room for them. */
export function match(from: i32, known: i32, tokens: i32, isAsSpelled: bool): i32 {
  const records = load<u32>(AT_RECORDS);
  const words = load<u32>(AT_LANGUAGE_WORDS);
  const phrases = load<u32>(AT_PHRASES);
  const end = load<u32>(AT_PHRASES_END);
  // A word that is spelled otherwise has another hash than the tags of phrases tell.
  const tags: u32 = isAsSpelled ? -1 : 0;
  let hits = 0;
  for (let i = from; i < known; i += 1) {
    const at = load<i32>(i << 2, KNOWN_TOKENS);
    const place = records + (load<u32>(at << 2, RECORD_OF) << 2);
    const first = place + ((1 + words) << 2);
    const last = first + (load<u32>(place) >>> COUNT_SHIFT << 2);
    for (let own = first; own < last; own += 4) {
      const element = load<u32>(own);
      if (element >= end) continue;
      let group = phrases + (element << 2);
      for (let left = load<u32>(group); left > 0; left -= 1, group += 8) {
        const language = load<i32>(group, 4);
        if (language >= 0 && load<u8>(language, SPEAKS) == 0) continue;
        hits = matchGroup(load<u32>(group, 8), at, tokens, tags, hits);
        if (hits < 0) return hits;
      }
    }
  }
  return hits;
}

/** The phrases of one language, listed at `place`, whose anchor is the token at `at`. */
function matchGroup(place: u32, at: i32, tokens: i32, tags: u32, hits: i32): i32 {
  let phrase = load<u32>(AT_PHRASES) + (place << 2);
  let left = load<u32>(phrase);
  if (hits + <i32>left > <i32>MAX_HITS) return -1;
  phrase += 4;
  for (; left > 0; left -= 1) {
    const head = load<u32>(phrase);
    const count = <i32>(head & COUNT_MASK);
    const anchor = <i32>((head >>> ANCHOR_SHIFT) & ANCHOR_MASK);
    const first = at - anchor;
    if (count == 1 || (isBeside((head & tags) >>> TAG_SHIFT, anchor + 1 < count ? at + 1 : at - 1) && isAt(phrase + 8, count, first, tokens))) {
      store<i32>(hits << 4, first, HITS);
      store<i32>(hits << 4, first + count, HITS + 4);
      store<u32>(hits << 4, (head >>> KIND_SHIFT) & KIND_MASK, HITS + 8);
      store<u32>(hits << 4, load<u32>(phrase, 4), HITS + 12);
      hits += 1;
    }
    phrase += select<u32>(8, (2 + count) << 2, count == 1);
  }
  return hits;
}

/** Whether the token beside an anchor can be what the tag of a phrase tells, by its hash. It may lie outside of the post. */
@inline function isBeside(tag: u32, at: i32): bool {
  const hash = load<u32>(TOKEN_HASH + (at << 2));
  return (u32(tag == 0) | u32(hash >>> TAG_SHIFT == tag)) != 0;
}

/** Whether a phrase's elements stand at the tokens from `first` on. */
function isAt(elements: u32, count: i32, first: i32, tokens: i32): bool {
  if (first < 0 || first + count > tokens) return false;
  for (let i = 0; i < count; i += 1) if (!means(first + i, load<u32>(elements + (i << 2)))) return false;
  return true;
}

/** See token-meaning.ts. */
function means(at: i32, element: u32): bool {
  if (((load<u32>(at << 2, SIGNATURE) >>> (element & 31)) & 1) == 0) return false;
  let record = load<u32>(at << 2, RECORD_OF);
  if (record == UNASKED) {
    record = findToken(at);
    store<u32>(at << 2, record, RECORD_OF);
    if (record == 0) store<u32>(at << 2, 0, SIGNATURE);
  }
  let place = load<u32>(AT_RECORDS) + (record << 2);
  const count = load<u32>(place) >>> COUNT_SHIFT;
  place += load<u32>(AT_LANGUAGE_WORDS) << 2;
  for (let i: u32 = 0; i < count; i += 1) {
    place += 4;
    if (load<u32>(place) == element) return true;
  }
  return false;
}
