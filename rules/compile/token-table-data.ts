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
  /**
   * One bit per folded hash: 0 where no spelling hashes so. Sixteen bits a spelling let one miss in sixteen through, and
   * stay nearer the processor than the slots do.
   */
  readonly filter: Int32Array;
}
