import type { Sieve } from './sieve.ts';

/** Where in `records` a spelling's record begins; `NO_RECORD` for the great majority of words, which mean nothing. */
export type WordRecord = number;
export const NO_RECORD: WordRecord = 0;

/**
 * The token table in flat arrays: threads share it and a file holds it. What is known of a spelling lies side by side, so
 * that one word costs two or three reads of far memory: its slot and its record.
 */
export interface TokenTableData {
  /**
   * One record after another, whole words first, then stems, then what numbers in digits stand for. A record: the length of
   * the spelling and the count of its elements (`RECORD`), the languages that use it as bits, its elements, its letters two
   * to a number.
   */
  readonly records: Int32Array;
  /** Numbers of 32 bits for a set of languages. */
  readonly languageWords: number;
  /** Where the records of whole words end and those of stems begin. */
  readonly wordsEnd: WordRecord;
  readonly stemsEnd: WordRecord;
  /** A number in digits, and one that can be the age of a child alone. */
  readonly anyNumber: WordRecord;
  readonly minorAge: WordRecord;
  /**
   * Hash tables with open addressing: 0 for a free slot, else the place of a record in the lower `placeBits` bits and above
   * them as many of the hash as there is room for.
   */
  readonly wordSlots: Int32Array;
  readonly stemSlots: Int32Array;
  readonly placeBits: number;
  readonly sieve: Sieve;
}

/** Both numbers of a record's head share 32 bits; longer words than its mask are in no language. */
export const RECORD = { lengthMask: 0xffff, countShift: 16 } as const;
/** The first place is no record's, so that a slot of 0 can be a free one and `NO_RECORD` be 0. */
export const FIRST_RECORD: WordRecord = 1;

export function spellingLength({ records }: TokenTableData, record: WordRecord): number {
  return (records[record] ?? 0) & RECORD.lengthMask;
}

export function elementCount({ records }: TokenTableData, record: WordRecord): number {
  return (records[record] ?? 0) >>> RECORD.countShift;
}

/** The languages that use the spelling, as bits: one number of the set. */
export function languagesOf({ records }: TokenTableData, record: WordRecord, word: number): number {
  return records[record + 1 + word] ?? 0;
}

/** Where the record's elements begin. */
export function elementsOf({ languageWords }: TokenTableData, record: WordRecord): number {
  return record + 1 + languageWords;
}

/** Where the record's letters begin. */
export function lettersOf(data: TokenTableData, record: WordRecord): number {
  return elementsOf(data, record) + elementCount(data, record);
}

/** Where the next record begins. */
export function recordBehind(data: TokenTableData, record: WordRecord): WordRecord {
  return lettersOf(data, record) + ((spellingLength(data, record) + 1) >> 1);
}

/** One letter of a record's spelling. */
export function letterOf({ records }: TokenTableData, letters: number, at: number): number {
  return ((records[letters + (at >> 1)] ?? 0) >>> ((at & 1) << 4)) & 0xffff;
}
