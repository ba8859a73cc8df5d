import { FIRST_HASH, hashOn, hashUnits } from '../text/hash.ts';
import { hasBit, mayStartStem } from './sieve.ts';
import { SkeletonTable } from './skeleton-table.ts';
import {
  NO_RECORD,
  RECORD,
  spellingLength,
  type TokenTableData,
  type WordRecord,
} from './token-table-data.ts';

/** Finds the record of a token by its letters. Look-up cost hardly depends on how many terms there are. */
export class TokenTable {
  readonly data: TokenTableData;
  readonly #records: Int32Array;
  readonly #wordSlots: Int32Array;
  readonly #stemSlots: Int32Array;
  readonly #placeBits: number;
  readonly #placeMask: number;
  /** From a record's head to its first element. */
  readonly #toElements: number;
  #skeletons: SkeletonTable | null = null;

  constructor(data: TokenTableData) {
    this.data = data;
    this.#records = data.records;
    this.#wordSlots = data.wordSlots;
    this.#stemSlots = data.stemSlots;
    this.#placeBits = data.placeBits;
    this.#placeMask = (1 << data.placeBits) - 1;
    this.#toElements = 1 + data.languageWords;
  }

  /** What the token at `units[start, end)` stands for, as a whole word or by the stem it begins with. */
  lookup(units: Uint16Array, start: number, end: number, hash: number): WordRecord {
    const word = this.#find(this.#wordSlots, hash, units, start, end);
    return word === NO_RECORD ? this.#lookupStem(units, start, end) : word;
  }

  /**
   * The same for whole words only: a stem would also take in whatever happens to follow it. The filter is asked first, which lies near: nearly
   * all that is tried is no word.
   */
  lookupWord(units: Uint16Array, start: number, end: number, hash: number): WordRecord {
    if (!hasBit(this.data.sieve.known, hash)) return NO_RECORD;
    return this.#find(this.#wordSlots, hash, units, start, end);
  }

  /** False where `lookup` certainly finds nothing; asks small filters only. */
  mayKnow(units: Uint16Array, start: number, end: number): boolean {
    const { sieve } = this.data;
    return hasBit(sieve.known, hashUnits(units, start, end)) || mayStartStem(sieve, units, start, end);
  }

  /** The length of the longest stem that begins at `start`; 0 when none does. */
  stemLength(units: Uint16Array, start: number, end: number): number {
    const stem = this.#lookupStem(units, start, end);
    return stem === NO_RECORD ? 0 : spellingLength(this.data, stem);
  }

  /** Whether these units, of the given hash, are a stem. */
  isStem(units: Uint16Array, start: number, end: number, hash: number): boolean {
    return (
      hasBit(this.data.sieve.stems, hash) &&
      this.#find(this.#stemSlots, hash, units, start, end) !== NO_RECORD
    );
  }

  /** Whether these units, of the given hash, are a whole word. */
  isWord(units: Uint16Array, start: number, end: number, hash: number): boolean {
    return this.lookupWord(units, start, end, hash) !== NO_RECORD;
  }

  /** Records of what a token can be whose Arabic letters may have lost their dots. */
  lookupSkeleton(units: Uint16Array, start: number, end: number): readonly WordRecord[] {
    // Built when the first such post arrives: few processes ever see one.
    this.#skeletons ??= new SkeletonTable(this.data);
    return this.#skeletons.lookup(units, start, end);
  }

  /** The longest stem that fits; its record takes in the elements of the shorter stems it begins with. */
  #lookupStem(units: Uint16Array, start: number, end: number): WordRecord {
    if (!mayStartStem(this.data.sieve, units, start, end)) return NO_RECORD;
    const { stems, longestStem } = this.data.sieve;
    const most = Math.min(end, start + longestStem);
    let hash = FIRST_HASH;
    let found = NO_RECORD;
    for (let at = start; at < most; at += 1) {
      hash = hashOn(hash, units[at] ?? 0);
      if (!hasBit(stems, hash)) continue;
      const stem = this.#find(this.#stemSlots, hash, units, start, at + 1);
      if (stem !== NO_RECORD) found = stem;
    }
    return found;
  }

  #find(slots: Int32Array, hash: number, units: Uint16Array, start: number, end: number): WordRecord {
    const mask = slots.length - 1;
    const tag = hash >>> this.#placeBits;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] ?? 0;
      if (entry === 0) return NO_RECORD;
      if (entry >>> this.#placeBits !== tag) continue;
      const record = entry & this.#placeMask;
      if (this.#isSpelled(record, units, start, end)) return record;
    }
  }

  #isSpelled(record: WordRecord, units: Uint16Array, start: number, end: number): boolean {
    const records = this.#records;
    const head = records[record] ?? 0;
    if ((head & RECORD.lengthMask) !== end - start) return false;
    let at = record + this.#toElements + (head >>> RECORD.countShift);
    const last = end - 1;
    let i = start;
    for (; i < last; i += 2, at += 1)
      if (records[at] !== ((units[i] ?? 0) | ((units[i + 1] ?? 0) << 16))) return false;
    return i === end || records[at] === units[i];
  }
}

/** FNV's low bits are weak for short words. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}
