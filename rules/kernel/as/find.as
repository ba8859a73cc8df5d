// What the rules know of a word as it is spelled; see `TokenTable`.

import { hasBit, mayStartStem } from './filters';
import { folded } from './units';

@inline export function slotOf(slots: u32, mask: u32, hash: u32): u32 {
  return slots + (((hash ^ (hash >>> 15)) & mask) << 2);
}

/** Where a record begins in memory, by the slot that leads to it. */
@inline export function placeOf(entry: u32): u32 {
  return load<u32>(AT_RECORDS) + ((entry & ((1 << load<u32>(AT_PLACE_BITS)) - 1)) << 2);
}

/** See `TokenTable.lookupWord`: the record of the units `[from, from + size)`, or 0. `slots` and `mask` say of which table. */
export function find(slots: u32, mask: u32, hash: u32, from: i32, size: i32): u32 {
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
export function findStem(from: i32, size: i32): u32 {
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

/** The record of a token as it is spelled, or 0. */
export function findToken(at: i32): u32 {
  const from = load<i32>(at << 2, TOKEN_START);
  const size = load<i32>(at << 2, TOKEN_END) - from;
  const hash = load<u32>(at << 2, TOKEN_HASH);
  const word = find(load<u32>(AT_WORD_SLOTS), load<u32>(AT_WORD_SLOTS_MASK), hash, from, size);
  return word == 0 ? findStem(from, size) : word;
}
