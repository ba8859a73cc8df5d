// Where a word may begin that was spelled apart; see match/glued-pieces.ts and match/letter-run.ts.

import { hasBit, mayStartStem } from './filters';
import { folded, foldedBefore, infoOf, isInWord, isWordLike, kindOf } from './units';

/** See `letterRun`: so many signs may stand between two letters of one word. */
@inline export function isLetterGap(size: i32): bool {
  return <u32>(size - 1) < MAX_LETTER_GAP;
}

/** Of the tokens that do not stand between spaces, the first so many in SUSPECTS, keeps those with which a word may begin. */
export function suspectGlued(glued: i32, tokens: i32, length: i32, hasRuns: bool): i32 {
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

/** Adds the tokens with which three single letters begin, few signs between each, to so many suspects. */
export function suspectRuns(glued: i32, tokens: i32): i32 {
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
