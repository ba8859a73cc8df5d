import { FIRST_HASH, hashOn } from '../text/hash.ts';

/** Small tables that tell of most tokens at once that they mean nothing; what passes them is looked up. */
export interface Sieve {
  /**
   * One bit per folded hash of a whole word that anchors a phrase or tells a language: 0 where none hashes so. All are 1 where
   * it would tell too little.
   */
  readonly words: Int32Array;
  /** The same for those that are worth a look wherever they stand: some phrase is that word alone, or it tells a language. */
  readonly alone: Int32Array;
  /** The same for pairs of words (`pairHash`): of an anchor and what stands beside it in its phrases. */
  readonly pairs: Int32Array;
  /** The same for every whole word. */
  readonly known: Int32Array;
  /** Whether every token is let through: then what is not known of it by itself is not known in any phrase either. */
  readonly isWhole: boolean;
  /** The same for stems. */
  readonly stems: Int32Array;
  /** One bit per key of a token's first units: whether stems may begin so. Those of short stems, then those of all others. */
  readonly stemStarts: Uint8Array;
  /** In units. */
  readonly longestStem: number;
}

const STEM_STARTS = 0x10000;
/** Stems of one unit to three are told by two units, all others by four, which tells a great deal more apart. */
const LONG = 4;
/** Where the bits of those begin, in bytes. */
export const LONG_STARTS = STEM_STARTS / 8;
const LOW_PRIME = 0x9e3779b1;
const HIGH_PRIME = 0x85ebca6b;
/** What keys of four units are mixed with (the golden ratio, and MurmurHash3 by Appleby). */
export const START_PRIMES = { LOW_PRIME, HIGH_PRIME } as const;

/** Whether a stem may begin at `units[start, end)`. */
export function mayStartStem({ stemStarts }: Sieve, units: Uint16Array, start: number, end: number): boolean {
  const length = end - start;
  const first = units[start] ?? 0;
  const second = length > 1 ? (units[start + 1] ?? 0) : 0;
  if (hasStart(stemStarts, 0, startKey(first, second))) return true;
  if (length < LONG) return false;
  const key = longStartKey(first, second, units[start + 2] ?? 0, units[start + 3] ?? 0);
  return hasStart(stemStarts, LONG_STARTS, key);
}

function hasStart(starts: Uint8Array, from: number, key: number): boolean {
  return (((starts[from + (key >>> 3)] ?? 0) >>> (key & 7)) & 1) !== 0;
}

/** The place of a spelling by its first two units; 0 stands for a second one that is missing. */
function startKey(first: number, second: number): number {
  const key = (first << 16) | second;
  return (key ^ (key >>> 13)) & (STEM_STARTS - 1);
}

/** The same by its first four. */
function longStartKey(first: number, second: number, third: number, fourth: number): number {
  const low = first | (second << 16);
  const high = third | (fourth << 16);
  return Math.imul(low ^ Math.imul(high, LOW_PRIME), HIGH_PRIME) >>> 16;
}

/** What `filterBit` cuts places to: the bits of the filter, a power of two, less one. */
export function filterMask(filter: Int32Array): number {
  return filter.length * 32 - 1;
}

/** The place of a hash in a filter. */
function filterBit(mask: number, hash: number): number {
  return (hash ^ (hash >>> 13)) & mask;
}

/** Whether a hash may be that of a spelling in the filter. */
export function hasBit(filter: Int32Array, hash: number): boolean {
  const bit = filterBit(filterMask(filter), hash);
  return (((filter[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) !== 0;
}

/** The hash of two words that stand side by side, by theirs. */
export function pairHash(first: number, second: number): number {
  return Math.imul(Math.imul(first, LOW_PRIME) ^ second, HIGH_PRIME);
}

/** What a sieve is built from. */
export interface Sifted {
  /** Spellings of all whole words. */
  readonly words: readonly string[];
  /** Those that are let through anywhere. */
  readonly alone: readonly string[];
  /** Those that are let through beside certain words, and the hashes of both. */
  readonly paired: readonly string[];
  readonly pairs: readonly number[];
  readonly stems: readonly string[];
}

/**
 * Where nearly all words are let through by themselves, most tokens of a post are: the look-up then tells the others sooner than
 * a filter so large that it lies far from the processor.
 */
const LEAST_WHOLE = 7 / 8;
const LETS_ALL_THROUGH = new Int32Array(16).fill(-1);

export function buildSieve({ words, alone, paired, pairs, stems }: Sifted): Sieve {
  const stemStarts = new Uint8Array(2 * LONG_STARTS);
  for (const stem of stems) markStart(stemStarts, stem);
  const isWhole = alone.length >= LEAST_WHOLE * words.length;
  const known = filterOf(words.map(hashOf));
  return {
    words: isWhole ? LETS_ALL_THROUGH : filterOf([...alone, ...paired].map(hashOf)),
    alone: isWhole ? LETS_ALL_THROUGH : filterOf(alone.map(hashOf)),
    // A word is asked about with both that stand beside it, so these have to tell twice as well.
    pairs: filterOf(isWhole ? [] : pairs, 2 * LEAST_BITS),
    known,
    isWhole,
    stems: filterOf(stems.map(hashOf)),
    stemStarts,
    longestStem: stems.reduce((most, { length }) => Math.max(most, length), 0),
  };
}

function markStart(starts: Uint8Array, stem: string): void {
  const [first = 0, second = 0, third = 0, fourth = 0] = Array.from({ length: LONG }, (_, at) =>
    at < stem.length ? stem.charCodeAt(at) : 0,
  );
  // A stem of one letter begins every token that begins with it.
  if (stem.length === 1) starts.fill(0xff, 0, LONG_STARTS);
  else if (stem.length < LONG) mark(starts, 0, startKey(first, second));
  else mark(starts, LONG_STARTS, longStartKey(first, second, third, fourth));
}

function mark(starts: Uint8Array, from: number, key: number): void {
  const at = from + (key >>> 3);
  starts[at] = (starts[at] ?? 0) | (1 << (key & 7));
}

/** Between eight and sixteen bits a spelling: more would tell a little more apart, and lie further from the processor. */
const LEAST_BITS = 8;

function filterOf(hashes: readonly number[], leastBits = LEAST_BITS): Int32Array {
  let bits = 512;
  while (bits < hashes.length * leastBits) bits *= 2;
  const filter = new Int32Array(bits / 32);
  for (const hash of hashes) {
    const bit = filterBit(bits - 1, hash);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return filter;
}

export function hashOf(spelling: string): number {
  let hash = FIRST_HASH;
  for (let i = 0; i < spelling.length; i += 1) hash = hashOn(hash, spelling.charCodeAt(i));
  return hash | 0;
}
