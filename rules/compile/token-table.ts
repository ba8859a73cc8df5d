import { hashUnits } from '../text/tokens.ts';
import type { Element } from './element.ts';
import { SkeletonTable } from './skeleton-table.ts';

interface Stem {
  readonly units: Uint16Array;
  /** The element by itself, as a list ready to be handed out. */
  readonly alone: readonly Element[];
}

/**
 * Finds the elements of a token by its letters: whole tokens in an open-addressing hash table, stems (`word*`) in
 * buckets by their first two units. Look-up cost does not depend on how many terms there are.
 */
export class TokenTable {
  readonly #ids = new Map<string, number>();
  readonly #words: Uint16Array[] = [];
  readonly #elements: Element[][] = [];
  readonly #stems = new Map<number, Stem[]>();
  /** One byte per folded pair of first units: 0 where no stem begins so, which is true of most tokens. */
  readonly #stemStarts = new Uint8Array(0x10000);
  readonly #elementOfKey = new Map<string, Element>();
  /** One byte per folded hash: 0 where no word hashes so. Small enough to stay near the processor, as the slots do not. */
  readonly #filter = new Uint8Array(0x10000);
  /** Pairs of a word's hash and its id (-1 for a free slot), so that letters are compared only for equal hashes. */
  #slots = new Int32Array(0);
  #mask = 0;
  #nextElement = 1;
  #skeletons: SkeletonTable | null = null;

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

  /** The element of a placeholder, as a list ready to be handed out. */
  named(key: string): readonly Element[] {
    const id = this.#ids.get(key);
    return id === undefined ? [] : (this.#elements[id] ?? []);
  }

  #addStem(units: Uint16Array, element: Element): void {
    const key = stemKey(units[0] ?? 0, units[1] ?? 0);
    const stem = { units, alone: [element] };
    this.#stemStarts[foldKey(key)] = 1;
    const bucket = this.#stems.get(key);
    if (bucket === undefined) this.#stems.set(key, [stem]);
    else bucket.push(stem);
  }

  /** Builds the hash table; call once, after the last `element` and `alias`. */
  seal(): void {
    let size = 16;
    while (size < this.#words.length * 3) size *= 2;
    this.#slots = new Int32Array(size * 2).fill(-1);
    this.#mask = size - 1;
    this.#words.forEach((word, id) => {
      const hash = hashUnits(word, 0, word.length);
      this.#filter[foldKey(hash)] = 1;
      let slot = spread(hash) & this.#mask;
      while ((this.#slots[slot * 2 + 1] ?? -1) >= 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot * 2] = hash;
      this.#slots[slot * 2 + 1] = id;
      // A listed word may begin with a stem as well; settled here, its look-up needs no second search.
      const stems = this.#lookupStems(word, 0, word.length);
      if (stems !== undefined) this.#elements[id]?.push(...stems);
    });
  }

  /** Elements of the token at `units[start, end)`, or undefined for the great majority that mean nothing. */
  lookup(units: Uint16Array, start: number, end: number, hash: number): readonly Element[] | undefined {
    return this.lookupWord(units, start, end, hash) ?? this.#lookupStems(units, start, end);
  }

  /** The same for whole words only: a stem would also take in whatever happens to follow it. */
  lookupWord(units: Uint16Array, start: number, end: number, hash: number): readonly Element[] | undefined {
    if (this.#filter[foldKey(hash)] === 0) return undefined;
    const slots = this.#slots;
    let slot = spread(hash) & this.#mask;
    for (let id = slots[slot * 2 + 1] ?? -1; id >= 0; id = slots[slot * 2 + 1] ?? -1) {
      if (slots[slot * 2] === hash) {
        const word = this.#words[id];
        if (word !== undefined && word.length === end - start && isSame(word, units, start))
          return this.#elements[id];
      }
      slot = (slot + 1) & this.#mask;
    }
    return undefined;
  }

  /** The length of the longest stem that begins at `start`; 0 when none does. */
  stemLength(units: Uint16Array, start: number, end: number): number {
    const key = stemKey(units[start] ?? 0, end - start > 1 ? (units[start + 1] ?? 0) : 0);
    if (this.#stemStarts[foldKey(key)] === 0) return 0;
    let longest = 0;
    for (const { units: stem } of this.#stems.get(key) ?? []) {
      if (stem.length > longest && stem.length <= end - start && isSame(stem, units, start))
        longest = stem.length;
    }
    return longest;
  }

  /** Elements of a token whose Arabic letters may have lost their dots. */
  lookupSkeleton(units: Uint16Array, start: number, end: number): readonly Element[] | undefined {
    this.#skeletons ??= this.#buildSkeletons();
    return this.#skeletons.lookup(units, start, end);
  }

  /** Built when the first such post arrives: few processes ever see one. */
  #buildSkeletons(): SkeletonTable {
    const skeletons = new SkeletonTable();
    this.#words.forEach((word, id) => {
      skeletons.addWord(word, this.#elements[id] ?? []);
    });
    for (const bucket of this.#stems.values()) {
      for (const stem of bucket) skeletons.addStem(stem.units, stem.alone);
    }
    return skeletons;
  }

  #lookupStems(units: Uint16Array, start: number, end: number): readonly Element[] | undefined {
    const key = stemKey(units[start] ?? 0, end - start > 1 ? (units[start + 1] ?? 0) : 0);
    if (this.#stemStarts[foldKey(key)] === 0) return undefined;
    let found: readonly Element[] | undefined;
    for (const stem of this.#stems.get(key) ?? []) {
      if (stem.units.length > end - start || !isSame(stem.units, units, start)) continue;
      found = found === undefined ? stem.alone : [...found, ...stem.alone];
    }
    return found;
  }
}

/** FNV's low bits are weak for short words. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** A 32-bit integer, so that maps hold it without a heap number. */
function stemKey(first: number, second: number): number {
  return (first << 16) | second;
}

function foldKey(key: number): number {
  return (key ^ (key >>> 13)) & 0xffff;
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
