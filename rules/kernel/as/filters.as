// Bits that say of a word, or of how it begins, that no rule knows it; see compile/sieve.ts.

@inline export function hasBit(filter: u32, mask: u32, hash: u32): bool {
  const bit = (hash ^ (hash >>> 13)) & mask;
  return ((load<u32>(filter + ((bit >>> 5) << 2)) >>> (bit & 31)) & 1) != 0;
}

/** See sieve.ts: whether a stem may begin with these units, the first in the lowest bits. Units behind the last do not matter. */
@inline export function mayStartStem(starts: u32, units: u64, size: i32): u32 {
  const low = <u32>units;
  const short = (low << 16) | select<u32>(low >>> 16, 0, size > 1);
  const long = ((low ^ (<u32>(units >>> 32) * LOW_PRIME)) * HIGH_PRIME) >>> 16;
  return hasStart(starts, (short ^ (short >>> 13)) & 0xffff) | (u32(size >= 4) & hasStart(starts + LONG_STARTS, long));
}

@inline function hasStart(starts: u32, key: u32): u32 {
  return (load<u8>(starts + (key >>> 3)) >>> (key & 7)) & 1;
}
