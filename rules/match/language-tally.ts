import type { LanguageIndex } from '../compile/element.ts';

/** Counts stay below two to the power of this; a post of a thousand million words is none. */
const PLANES = 30;

/**
 * In how many of the sets added each language was. Counters stand upright: plane k holds bit k of every count, so that a
 * set of languages is added in a few operations for all of them together, as a carry that moves from plane to plane.
 */
export class LanguageTally {
  /** Numbers of 32 bits in a set. */
  readonly #words: number;
  readonly #planes: Int32Array;
  /** Planes in use. */
  #height = 0;
  readonly #chosen: Int32Array;

  constructor(words: number) {
    this.#words = words;
    this.#planes = new Int32Array(PLANES * words);
    this.#chosen = new Int32Array(words);
  }

  clear(): void {
    this.#planes.fill(0, 0, this.#height * this.#words);
    this.#height = 0;
  }

  /** Counts one more for each language in the set that begins at `sets[at]`. */
  add(sets: Int32Array, at: number): void {
    const words = this.#words;
    const planes = this.#planes;
    for (let word = 0; word < words; word += 1) {
      let carry = sets[at + word] ?? 0;
      let plane = 0;
      for (let i = word; carry !== 0; i += words, plane += 1) {
        const before = planes[i] ?? 0;
        planes[i] = before ^ carry;
        carry &= before;
      }
      if (plane > this.#height) this.#height = plane;
    }
  }

  /** The highest count, and the first language that has it (-1 for none). */
  most(): { readonly count: number; readonly language: LanguageIndex } {
    const chosen = this.#chosen.fill(-1);
    let count = 0;
    for (let plane = this.#height - 1; plane >= 0; plane -= 1) {
      let any = 0;
      for (let word = 0; word < chosen.length; word += 1)
        any |= (chosen[word] ?? 0) & this.#plane(plane, word);
      if (any === 0) continue;
      count |= 1 << plane;
      for (let word = 0; word < chosen.length; word += 1)
        chosen[word] = (chosen[word] ?? 0) & this.#plane(plane, word);
    }
    return { count, language: count === 0 ? -1 : firstOf(chosen) };
  }

  /** In how many sets one language was. */
  countOf(language: LanguageIndex): number {
    let count = 0;
    for (let plane = 0; plane < this.#height; plane += 1)
      count |= ((this.#plane(plane, language >> 5) >>> (language & 31)) & 1) << plane;
    return count;
  }

  /** Sets `speaks` to 1 for each language that was in at least `least` sets; `least` is above 0. */
  mark(least: number, speaks: Uint8Array): void {
    if (least >>> this.#height !== 0) return;
    for (let word = 0; word < this.#words; word += 1) {
      let above = 0;
      let equal = -1;
      for (let plane = this.#height - 1; plane >= 0; plane -= 1) {
        const bits = this.#plane(plane, word);
        if (((least >>> plane) & 1) === 1) equal &= bits;
        else {
          above |= equal & bits;
          equal &= ~bits;
        }
      }
      markBits(above | equal, word, speaks);
    }
  }

  #plane(plane: number, word: number): number {
    return this.#planes[plane * this.#words + word] ?? 0;
  }
}

/** Sets `speaks` to 1 for each language in one number of a set. */
export function markBits(set: number, word: number, speaks: Uint8Array): void {
  for (let left = set; left !== 0; left &= left - 1) speaks[word * 32 + lowestBit(left)] = 1;
}

function firstOf(set: Int32Array): LanguageIndex {
  const word = set.findIndex((bits) => bits !== 0);
  return word * 32 + lowestBit(set[word] ?? 0);
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
