// Which words of a post are worth a further look; see `sift` in match/sift.ts.

import { hasSpaced, markDoubled, noteSpaced } from './doubled';
import { hasBit, mayStartStem } from './filters';
import { isLetterGap, suspectGlued, suspectRuns } from './suspects';
import { folded, foldedBefore } from './units';

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
