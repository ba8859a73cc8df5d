import { hashUnits } from '../text/tokens.ts';

/** What a token can stand for in the compiled rules: an index into one shared numbering of term elements. */
export type Element = number;

/**
 * Finds the elements of a token by its letters: whole tokens in an open-addressing hash table, stems (`word*`) in
 * buckets by their first two units. Look-up cost does not depend on how many terms there are.
 */
export class TokenTable {
  readonly #ids = new Map<string, number>();
  readonly #words: Uint16Array[] = [];
  readonly #elements: Element[][] = [];
  readonly #stems = new Map<number, { units: Uint16Array; element: Element }[]>();
  readonly #elementOfKey = new Map<string, Element>();
  #slots = new Int32Array(0);
  #mask = 0;
  #nextElement = 1;

  /** The element for a whole token or, when it ends in `*`, for a stem. */
  element(key: string): Element {
    const known = this.#elementOfKey.get(key);
    if (known !== undefined) return known;
    const element = this.#nextElement;
    this.#nextElement += 1;
    this.#elementOfKey.set(key, element);
    if (key.endsWith('*')) this.#addStem(toUnits(key.slice(0, -1)), element);
    else this.alias(key, element);
    return element;
  }

  /** Lets one more spelling stand for `element`. */
  alias(word: string, element: Element): void {
    const id = this.#ids.get(word);
    if (id === undefined) {
      this.#ids.set(word, this.#words.length);
      this.#words.push(toUnits(word));
      this.#elements.push([element]);
    } else {
      const list = this.#elements[id];
      if (list !== undefined && !list.includes(element)) list.push(element);
    }
  }

  #addStem(units: Uint16Array, element: Element): void {
    const key = stemKey(units[0] ?? 0, units[1] ?? 0);
    const bucket = this.#stems.get(key);
    if (bucket === undefined) this.#stems.set(key, [{ units, element }]);
    else bucket.push({ units, element });
  }

  /** Builds the hash table; call once, after the last `element` and `alias`. */
  seal(): void {
    let size = 16;
    while (size < this.#words.length * 3) size *= 2;
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    for (let id = 0; id < this.#words.length; id += 1) {
      const word = this.#words[id] ?? new Uint16Array(0);
      let slot = spread(hashUnits(word, 0, word.length)) & this.#mask;
      while ((this.#slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id;
    }
  }

  /** Elements of the token at `units[start, end)`, or undefined for the great majority that mean nothing. */
  lookup(units: Uint16Array, start: number, end: number, hash: number): readonly Element[] | undefined {
    let found = this.#lookupWhole(units, start, end, hash);
    const bucket = this.#stems.get(stemKey(units[start] ?? 0, end - start > 1 ? (units[start + 1] ?? 0) : 0));
    if (bucket !== undefined) {
      for (const stem of bucket) {
        if (stem.units.length <= end - start && isSame(stem.units, units, start)) {
          found = found === undefined ? [stem.element] : [...found, stem.element];
        }
      }
    }
    return found;
  }

  #lookupWhole(units: Uint16Array, start: number, end: number, hash: number): readonly Element[] | undefined {
    let slot = spread(hash) & this.#mask;
    for (;;) {
      const id = this.#slots[slot] ?? -1;
      if (id < 0) return undefined;
      const word = this.#words[id];
      if (word !== undefined && word.length === end - start && isSame(word, units, start))
        return this.#elements[id];
      slot = (slot + 1) & this.#mask;
    }
  }
}

/** FNV's low bits are weak for short words. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function stemKey(first: number, second: number): number {
  return first * 0x10000 + second;
}

function isSame(word: Uint16Array, units: Uint16Array, start: number): boolean {
  for (let i = 0; i < word.length; i += 1) {
    if (word[i] !== units[start + i]) return false;
  }
  return true;
}

function toUnits(word: string): Uint16Array {
  const units = new Uint16Array(word.length);
  for (let i = 0; i < word.length; i += 1) units[i] = word.charCodeAt(i);
  return units;
}
