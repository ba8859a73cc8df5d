import { skeletonInto } from '../text/arabic-skeleton.ts';
import type { Element } from './token-table.ts';

const MAX_LENGTH = 40;
/** Without dots, shorter words stand for too many others. */
const MIN_LENGTH = 3;

/** Words and stems of Arabic letters by their shape without dots. */
export class SkeletonTable {
  readonly #words = new Map<string, Element[]>();
  readonly #stems = new Map<string, Element[]>();
  readonly #scratch = new Uint16Array(MAX_LENGTH);

  addWord(word: Uint16Array, elements: readonly Element[]): void {
    this.#add(this.#words, word, elements);
  }

  addStem(stem: Uint16Array, elements: readonly Element[]): void {
    this.#add(this.#stems, stem, elements);
  }

  #add(to: Map<string, Element[]>, units: Uint16Array, elements: readonly Element[]): void {
    const { length } = units;
    if (length < 2 || length > MAX_LENGTH) return;
    if (!skeletonInto(units, { start: 0, end: length }, this.#scratch)) return;
    const key = textOf(this.#scratch, length);
    const known = to.get(key);
    if (known === undefined) to.set(key, [...elements]);
    else known.push(...elements.filter((element) => !known.includes(element)));
  }

  lookup(skeleton: Uint16Array, length: number): readonly Element[] | undefined {
    const found = [...(this.#words.get(textOf(skeleton, length)) ?? [])];
    for (let end = MIN_LENGTH; end <= length; end += 1)
      found.push(...(this.#stems.get(textOf(skeleton, end)) ?? []));
    return found.length === 0 ? undefined : found;
  }
}

function textOf(units: Uint16Array, length: number): string {
  return String.fromCharCode(...units.subarray(0, length));
}
