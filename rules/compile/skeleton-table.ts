import { mayBeLetter, skeletonInto } from '../text/arabic-skeleton.ts';
import {
  FIRST_RECORD,
  letterOf,
  lettersOf,
  recordBehind,
  spellingLength,
  type TokenTableData,
  type WordRecord,
} from './token-table-data.ts';

const MAX_LENGTH = 40;
/** Without dots, shorter stems stand for too many words. */
const MIN_STEM = 3;

/** Words and stems of Arabic letters by their shape without dots. */
export class SkeletonTable {
  readonly #data: TokenTableData;
  readonly #words = new Map<string, WordRecord[]>();
  readonly #stems = new Map<string, WordRecord[]>();
  readonly #scratch = new Uint16Array(MAX_LENGTH);
  readonly #spelling = new Uint16Array(MAX_LENGTH);

  constructor(data: TokenTableData) {
    this.#data = data;
    for (let record = FIRST_RECORD; record < data.stemsEnd; record = recordBehind(data, record))
      this.#add(record < data.wordsEnd ? this.#words : this.#stems, record);
  }

  #add(to: Map<string, WordRecord[]>, record: WordRecord): void {
    const length = spellingLength(this.#data, record);
    if (length < 2 || length > MAX_LENGTH) return;
    const letters = lettersOf(this.#data, record);
    for (let i = 0; i < length; i += 1) this.#spelling[i] = letterOf(this.#data, letters, i);
    if (!skeletonInto(this.#spelling, { start: 0, end: length }, this.#scratch)) return;
    const key = textOf(this.#scratch, length);
    const known = to.get(key);
    if (known === undefined) to.set(key, [record]);
    else known.push(record);
  }

  /** Records of the words that the token can be: its dots are left out at will, never added. */
  lookup(units: Uint16Array, start: number, end: number): readonly WordRecord[] {
    const length = end - start;
    if (length > MAX_LENGTH || !skeletonInto(units, { start, end }, this.#scratch)) return [];
    const found = this.#fitting(this.#words.get(textOf(this.#scratch, length)), units, start);
    // A whole word that fits is likelier than any stem: without dots, stems fit half the language.
    if (found.length > 0) return found;
    const stems: WordRecord[] = [];
    for (let size = MIN_STEM; size <= length; size += 1)
      stems.push(...this.#fitting(this.#stems.get(textOf(this.#scratch, size)), units, start));
    return stems;
  }

  #fitting(
    records: readonly WordRecord[] | undefined,
    units: Uint16Array,
    start: number,
  ): readonly WordRecord[] {
    return (records ?? []).filter((record) => {
      const letters = lettersOf(this.#data, record);
      const length = spellingLength(this.#data, record);
      for (let i = 0; i < length; i += 1)
        if (!mayBeLetter(units[start + i] ?? 0, letterOf(this.#data, letters, i))) return false;
      return true;
    });
  }
}

function textOf(units: Uint16Array, length: number): string {
  return String.fromCharCode(...units.subarray(0, length));
}
