import { mayBeLetter, skeletonInto } from '../text/arabic-skeleton.ts';
import type { Element } from './element.ts';

const MAX_LENGTH = 40;
/** Without dots, shorter stems stand for too many words. */
const MIN_STEM = 3;

interface Spelling {
  readonly units: Uint16Array;
  readonly elements: readonly Element[];
}

/** Words and stems of Arabic letters by their shape without dots. */
export class SkeletonTable {
  readonly #words = new Map<string, Spelling[]>();
  readonly #stems = new Map<string, Spelling[]>();
  readonly #scratch = new Uint16Array(MAX_LENGTH);

  addWord(word: Uint16Array, elements: readonly Element[]): void {
    this.#add(this.#words, { units: word, elements });
  }

  addStem(stem: Uint16Array, elements: readonly Element[]): void {
    this.#add(this.#stems, { units: stem, elements });
  }

  #add(to: Map<string, Spelling[]>, spelling: Spelling): void {
    const { length } = spelling.units;
    if (length < 2 || length > MAX_LENGTH) return;
    if (!skeletonInto(spelling.units, { start: 0, end: length }, this.#scratch)) return;
    const key = textOf(this.#scratch, length);
    const known = to.get(key);
    if (known === undefined) to.set(key, [spelling]);
    else known.push(spelling);
  }

  /** Elements of the words that the token can be: its dots are left out at will, never added. */
  lookup(units: Uint16Array, start: number, end: number): readonly Element[] | undefined {
    const length = end - start;
    if (length > MAX_LENGTH || !skeletonInto(units, { start, end }, this.#scratch)) return undefined;
    const found: Element[] = [];
    const take = (spellings: readonly Spelling[] | undefined) => {
      for (const spelling of spellings ?? [])
        if (isSpelled(spelling.units, units, start)) found.push(...spelling.elements);
    };
    take(this.#words.get(textOf(this.#scratch, length)));
    // A whole word that fits is likelier than any stem: without dots, stems fit half the language.
    if (found.length > 0) return [...new Set(found)];
    for (let size = MIN_STEM; size <= length; size += 1) take(this.#stems.get(textOf(this.#scratch, size)));
    return found.length === 0 ? undefined : [...new Set(found)];
  }
}

function isSpelled(word: Uint16Array, units: Uint16Array, start: number): boolean {
  return word.every((letter, i) => mayBeLetter(units[start + i] ?? 0, letter));
}

function textOf(units: Uint16Array, length: number): string {
  return String.fromCharCode(...units.subarray(0, length));
}
