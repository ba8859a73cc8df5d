import { FIRST_HASH, hashOn } from '../text/tokens.ts';
import type { Element } from './element.ts';
import { SkeletonTable } from './skeleton-table.ts';
import { type ElementList, NO_LIST, type TokenTableData } from './token-table-data.ts';

/** Finds the elements of a token by its letters. Look-up cost hardly depends on how many terms there are. */
export class TokenTable {
  readonly data: TokenTableData;
  /** Any number written in digits. */
  readonly anyNumber: ElementList;
  /** A number that the age of a child alone would be, and any number. */
  readonly minorAge: ElementList;
  #skeletons: SkeletonTable | null = null;

  constructor(data: TokenTableData) {
    this.data = data;
    this.anyNumber = data.elementAt.length - 3;
    this.minorAge = data.elementAt.length - 2;
  }

  /** What the token at `units[start, end)` stands for, as a whole word or by the stem it begins with. */
  lookup(units: Uint16Array, start: number, end: number, hash: number): ElementList {
    const word = this.lookupWord(units, start, end, hash);
    return word === NO_LIST ? this.#lookupStem(units, start, end) : word;
  }

  /** The same for whole words only: a stem would also take in whatever happens to follow it. */
  lookupWord(units: Uint16Array, start: number, end: number, hash: number): ElementList {
    const { wordSlots } = this.data;
    return mayHold(wordSlots.filter, hash) ? this.#find(wordSlots.slots, hash, units, start, end) : NO_LIST;
  }

  /** The length of the longest stem that begins at `start`; 0 when none does. */
  stemLength(units: Uint16Array, start: number, end: number): number {
    const stem = this.#lookupStem(units, start, end);
    const { letterAt } = this.data;
    return stem === NO_LIST ? 0 : (letterAt[stem + 1] ?? 0) - (letterAt[stem] ?? 0);
  }

  /** Elements of a token whose Arabic letters may have lost their dots. */
  lookupSkeleton(units: Uint16Array, start: number, end: number): readonly Element[] {
    // Built when the first such post arrives: few processes ever see one.
    this.#skeletons ??= new SkeletonTable(this.data);
    return this.#skeletons.lookup(units, start, end);
  }

  /** The longest stem that fits; its list takes in those of the shorter stems it begins with. */
  #lookupStem(units: Uint16Array, start: number, end: number): ElementList {
    const { stemStarts, stemSlots, longestStem } = this.data;
    const { filter, slots } = stemSlots;
    const length = end - start;
    if (stemStarts[startKey(units[start] ?? 0, length > 1 ? (units[start + 1] ?? 0) : 0)] === 0)
      return NO_LIST;
    const most = start + Math.min(length, longestStem);
    let hash = FIRST_HASH;
    let found = NO_LIST;
    for (let at = start; at < most; at += 1) {
      hash = hashOn(hash, units[at] ?? 0);
      if (!mayHold(filter, hash)) continue;
      const stem = this.#find(slots, hash, units, start, at + 1);
      if (stem !== NO_LIST) found = stem;
    }
    return found;
  }

  #find(slots: Int32Array, hash: number, units: Uint16Array, start: number, end: number): ElementList {
    const mask = (slots.length >> 1) - 1;
    let slot = spread(hash) & mask;
    for (;;) {
      const id = slots[slot * 2 + 1] ?? NO_LIST;
      if (id < 0 || (slots[slot * 2] === hash && this.#isSpelled(id, units, start, end))) return id;
      slot = (slot + 1) & mask;
    }
  }

  #isSpelled(id: number, units: Uint16Array, start: number, end: number): boolean {
    const { letters, letterAt } = this.data;
    const from = letterAt[id] ?? 0;
    if ((letterAt[id + 1] ?? 0) - from !== end - start) return false;
    for (let i = start; i < end; i += 1) if (letters[from + i - start] !== units[i]) return false;
    return true;
  }
}

/** FNV's low bits are weak for short words. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The filter has a power of two of bits. */
export function filterBit(filter: Int32Array, hash: number): number {
  return (hash ^ (hash >>> 13)) & (filter.length * 32 - 1);
}

function mayHold(filter: Int32Array, hash: number): boolean {
  const bit = filterBit(filter, hash);
  return (((filter[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

export const STEM_STARTS = 0x10000;

/** The place of a spelling by its first two units; 0 stands for a second one that is missing. */
export function startKey(first: number, second: number): number {
  const key = (first << 16) | second;
  return (key ^ (key >>> 13)) & (STEM_STARTS - 1);
}
