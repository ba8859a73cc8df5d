import { FIRST_HASH, hashOn } from '../text/tokens.ts';
import type { Element } from './element.ts';
import { SkeletonTable } from './skeleton-table.ts';

/** Names the elements that one spelling stands for; `NO_LIST` for the great majority that mean nothing. */
export type ElementList = number;
export const NO_LIST: ElementList = -1;

/**
 * The token table in flat arrays: threads share it and a file holds it. Whole words come first, then stems; a spelling's
 * number is that of its list. Two lists more stand for numbers written in digits.
 */
export interface TokenTableData {
  /** Letters of all spellings, one after another. */
  readonly letters: Uint16Array;
  /** Where each spelling's letters begin, and at last where they all end. */
  readonly letterAt: Int32Array;
  /** Whole words among the spellings; the others are stems. */
  readonly words: number;
  readonly elements: Int32Array;
  /** Where each list's elements begin, and at last where they all end. */
  readonly elementAt: Int32Array;
  readonly wordSlots: HashSlots;
  readonly stemSlots: HashSlots;
  /** In units. */
  readonly longestStem: number;
  /** One byte per folded pair of first units: 0 where no stem begins so, which is true of most tokens. */
  readonly stemStarts: Uint8Array;
}

/** An open-addressing hash table of spellings. */
export interface HashSlots {
  /** Pairs of a spelling's hash and its number (-1 for a free slot), so that letters are compared only for equal hashes. */
  readonly slots: Int32Array;
  /** One byte per folded hash: 0 where no spelling hashes so. Small enough to stay near the processor, as the slots do not. */
  readonly filter: Uint8Array;
}

/** Finds the elements of a token by its letters. Look-up cost hardly depends on how many terms there are. */
export class TokenTable {
  readonly data: TokenTableData;
  #skeletons: SkeletonTable | null = null;

  constructor(data: TokenTableData) {
    this.data = data;
  }

  /** Any number written in digits. */
  get anyNumber(): ElementList {
    return this.data.elementAt.length - 3;
  }

  /** A number that the age of a child alone would be, and any number. */
  get minorAge(): ElementList {
    return this.data.elementAt.length - 2;
  }

  /** What the token at `units[start, end)` stands for, as a whole word or by the stem it begins with. */
  lookup(units: Uint16Array, start: number, end: number, hash: number): ElementList {
    const word = this.lookupWord(units, start, end, hash);
    return word === NO_LIST ? this.#lookupStem(units, start, end) : word;
  }

  /** The same for whole words only: a stem would also take in whatever happens to follow it. */
  lookupWord(units: Uint16Array, start: number, end: number, hash: number): ElementList {
    return find(this.data, this.data.wordSlots, { units, start, end }, hash);
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
    const { data } = this;
    const length = end - start;
    if (data.stemStarts[startKey(units[start] ?? 0, length > 1 ? (units[start + 1] ?? 0) : 0)] === 0)
      return NO_LIST;
    const { filter } = data.stemSlots;
    const most = Math.min(length, data.longestStem);
    let hash = FIRST_HASH;
    let found = NO_LIST;
    for (let size = 1; size <= most; size += 1) {
      hash = hashOn(hash, units[start + size - 1] ?? 0);
      if (filter[foldHash(hash)] === 0) continue;
      const stem = find(data, data.stemSlots, { units, start, end: start + size }, hash);
      if (stem !== NO_LIST) found = stem;
    }
    return found;
  }
}

function find(
  data: TokenTableData,
  { slots, filter }: HashSlots,
  token: { units: Uint16Array; start: number; end: number },
  hash: number,
): ElementList {
  if (filter[foldHash(hash)] === 0) return NO_LIST;
  const mask = (slots.length >> 1) - 1;
  let slot = spread(hash) & mask;
  for (let id = slots[slot * 2 + 1] ?? -1; id >= 0; id = slots[slot * 2 + 1] ?? -1) {
    if (slots[slot * 2] === hash && isSame(data, id, token)) return id;
    slot = (slot + 1) & mask;
  }
  return NO_LIST;
}

function isSame(
  { letters, letterAt }: TokenTableData,
  id: number,
  { units, start, end }: { units: Uint16Array; start: number; end: number },
): boolean {
  const from = letterAt[id] ?? 0;
  if ((letterAt[id + 1] ?? 0) - from !== end - start) return false;
  for (let i = start; i < end; i += 1) if (letters[from + i - start] !== units[i]) return false;
  return true;
}

/** FNV's low bits are weak for short words. */
export function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

export const FILTER_SIZE = 0x10000;

export function foldHash(hash: number): number {
  return (hash ^ (hash >>> 13)) & (FILTER_SIZE - 1);
}

/** The filter's place for a spelling by its first two units; 0 stands for a second one that is missing. */
export function startKey(first: number, second: number): number {
  return foldHash((first << 16) | second);
}
