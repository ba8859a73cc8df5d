import type { Element } from './element.ts';
import type { LanguageSets } from './language-sets.ts';
import { FIRST_RECORD, RECORD, type WordRecord } from './token-table-data.ts';

/** What the elements of terms are called in the compiled rules, and which languages use each. */
export interface ElementNumbering {
  /** By the number an element had while terms were collected. */
  readonly idOf: Int32Array;
  readonly languages: LanguageSets;
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
