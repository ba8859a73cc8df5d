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

/** How much room there is at first; it doubles as it fills. */
const FIRST_NUMBERS = 0x10000;

/** Writes the records of spellings one behind another; see `TokenTableData`. */
export class RecordWriter {
  readonly #numbering: ElementNumbering;
  #numbers = new Int32Array(FIRST_NUMBERS);
  #length: WordRecord = FIRST_RECORD;

  constructor(numbering: ElementNumbering) {
    this.#numbering = numbering;
  }

  /** Where the next record will begin. */
  get length(): WordRecord {
    return this.#length;
  }

  write(spelling: string, elements: readonly Element[]): WordRecord {
    const { idOf, languages } = this.#numbering;
    const record = this.#length;
    this.#makeRoom(1 + languages.words + elements.length + ((spelling.length + 1) >> 1));
    this.#push(spelling.length | (elements.length << RECORD.countShift));
    for (let word = 0; word < languages.words; word += 1) {
      let bits = 0;
      for (const element of elements) bits |= languages.bits[element * languages.words + word] ?? 0;
      this.#push(bits);
    }
    for (const element of elements) this.#push(idOf[element] ?? 0);
    for (let i = 0; i < spelling.length; i += 2) {
      const second = i + 1 < spelling.length ? spelling.charCodeAt(i + 1) : 0;
      this.#push(spelling.charCodeAt(i) | (second << 16));
    }
    return record;
  }

  toArray(): Int32Array {
    return this.#numbers.slice(0, this.#length);
  }

  #makeRoom(count: number): void {
    const least = this.#length + count;
    if (least <= this.#numbers.length) return;
    const longer = new Int32Array(Math.max(least, 2 * this.#numbers.length));
    longer.set(this.#numbers);
    this.#numbers = longer;
  }

  #push(number: number): void {
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }
}
