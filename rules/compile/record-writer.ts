import type { Element } from './element.ts';
import type { LanguageSets } from './language-sets.ts';
import type { Neighbour, Neighbours } from './phrase-index.ts';
import { FIRST_RECORD, RECORD, type WordRecord } from './token-table-data.ts';

/** What the elements of terms are called in the compiled rules, and which languages use each. */
export interface ElementNumbering {
  /** By the number an element had while terms were collected. */
  readonly idOf: Int32Array;
  readonly languages: LanguageSets;
  /** Of those that anchor phrases, by their numbers of then. */
  readonly neighbours: Neighbours;
}

/** Whether an element tells a language. */
function isHeard({ languages }: ElementNumbering, element: Element): boolean {
  const first = element * languages.words;
  return languages.bits.subarray(first, first + languages.words).some((bits) => bits !== 0);
}

/**
 * The words beside which a word with these elements is worth a look; null where it is worth one anywhere. None for a word
 * that neither anchors phrases nor tells a language: it is asked about by phrases anchored elsewhere.
 */
export function neighboursOfWord(
  numbering: ElementNumbering,
  elements: readonly Element[],
): readonly Neighbour[] | null {
  const all: Neighbour[] = [];
  for (const element of elements) {
    const own = numbering.neighbours.get(element);
    if (own === null || isHeard(numbering, element)) return null;
    if (own !== undefined) all.push(...own);
  }
  return all;
}

/** Writes the records of spellings one behind another; see `TokenTableData`. */
export class RecordWriter {
  readonly #numbering: ElementNumbering;
  readonly #numbers: number[] = new Array<number>(FIRST_RECORD).fill(0);

  constructor(numbering: ElementNumbering) {
    this.#numbering = numbering;
  }

  /** Where the next record will begin. */
  get length(): WordRecord {
    return this.#numbers.length;
  }

  write(spelling: string, elements: readonly Element[]): WordRecord {
    const { idOf, languages } = this.#numbering;
    const record = this.#numbers.length;
    this.#numbers.push(spelling.length | (elements.length << RECORD.countShift));
    for (let word = 0; word < languages.words; word += 1) {
      let bits = 0;
      for (const element of elements) bits |= languages.bits[element * languages.words + word] ?? 0;
      this.#numbers.push(bits);
    }
    for (const element of elements) this.#numbers.push(idOf[element] ?? 0);
    for (let i = 0; i < spelling.length; i += 2) {
      const second = i + 1 < spelling.length ? spelling.charCodeAt(i + 1) : 0;
      this.#numbers.push(spelling.charCodeAt(i) | (second << 16));
    }
    return record;
  }

  toArray(): Int32Array {
    return Int32Array.from(this.#numbers);
  }
}
