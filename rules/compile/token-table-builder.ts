import { hashUnits } from '../text/tokens.ts';
import type { Element } from './element.ts';
import { offsetsOf } from './flat-lists.ts';
import { ANY_NUMBER, isMinorAge, MINOR_AGE } from './split-term.ts';
import { filterBit, STEM_STARTS, spread, startKey } from './token-table.ts';
import type { HashSlots, TokenTableData } from './token-table-data.ts';

/** Gathers the spellings of all terms, then lays them out flat. */
export class TokenTableBuilder {
  readonly #elementOfKey = new Map<string, Element>();
  readonly #words = new Map<string, Element[]>();
  readonly #stems = new Map<string, Element>();
  #next = 1;

  /** The element for a whole token or, when it ends in `*`, for a stem. */
  element(key: string): Element {
    const known = this.#elementOfKey.get(key);
    if (known !== undefined) return known;
    const element = this.#create(key);
    if (key.endsWith('*')) this.#stems.set(key.slice(0, -1), element);
    else this.#spell(key, element);
    return element;
  }

  /** The element for a word of many spellings, told from others that share some of them by its key. */
  spelled(key: string, spellings: readonly string[]): Element {
    const known = this.#elementOfKey.get(key);
    if (known !== undefined) return known;
    const element = this.#create(key);
    for (const spelling of spellings) this.#spell(spelling, element);
    return element;
  }

  #create(key: string): Element {
    const element = this.#next;
    this.#next += 1;
    this.#elementOfKey.set(key, element);
    return element;
  }

  #spell(word: string, element: Element): void {
    const list = this.#words.get(word);
    if (list === undefined) this.#words.set(word, [element]);
    else if (!list.includes(element)) list.push(element);
  }

  build(): TokenTableData {
    const numbers = this.#numberLists();
    const words = [...this.#words.keys()];
    const stems = [...this.#stems.keys()];
    const lists = [
      ...words.map((word) => [
        ...(this.#words.get(word) ?? []),
        ...this.#stemsOf(word),
        ...numbersIn(word, numbers),
      ]),
      ...stems.map((stem) => this.#stemsOf(stem)),
      numbers.any,
      numbers.minor,
    ];
    const { letters, letterAt } = layOutLetters([...words, ...stems]);
    const stemStarts = new Uint8Array(STEM_STARTS);
    for (const stem of stems) markStart(stemStarts, stem);
    return {
      letters,
      letterAt,
      words: words.length,
      ...layOutLists(lists),
      wordSlots: hashSlots({ letters, letterAt }, 0, words.length),
      stemSlots: hashSlots({ letters, letterAt }, words.length, words.length + stems.length),
      longestStem: Math.max(0, ...new Set(stems.map(({ length }) => length))),
      stemStarts,
    };
  }

  /** The elements of all stems that the word begins with; it may be one of them. */
  #stemsOf(word: string): readonly Element[] {
    const found: Element[] = [];
    for (let size = 1; size <= word.length; size += 1) {
      const element = this.#stems.get(word.slice(0, size));
      if (element !== undefined) found.push(element);
    }
    return found;
  }

  #numberLists(): NumberLists {
    const any = this.#words.get(ANY_NUMBER) ?? [];
    return { any, minor: [...any, ...(this.#words.get(MINOR_AGE) ?? [])] };
  }
}

interface NumberLists {
  readonly any: readonly Element[];
  readonly minor: readonly Element[];
}

/** A number that some term spells out is a number all the same. */
function numbersIn(word: string, numbers: NumberLists): readonly Element[] {
  if (!/^[0-9]+$/.test(word)) return [];
  return isMinorAge(Number(word)) ? numbers.minor : numbers.any;
}

/** A stem of one letter begins every token that begins with it. */
function markStart(starts: Uint8Array, stem: string): void {
  const first = stem.charCodeAt(0);
  if (stem.length > 1) starts[startKey(first, stem.charCodeAt(1))] = 1;
  else starts.fill(1);
}

function layOutLetters(spellings: readonly string[]): { letters: Uint16Array; letterAt: Int32Array } {
  const letterAt = offsetsOf(spellings);
  const letters = new Uint16Array(letterAt.at(-1) ?? 0);
  let at = 0;
  for (const spelling of spellings) {
    for (let i = 0; i < spelling.length; i += 1, at += 1) letters[at] = spelling.charCodeAt(i);
  }
  return { letters, letterAt };
}

function layOutLists(lists: readonly (readonly Element[])[]): {
  elements: Int32Array;
  elementAt: Int32Array;
} {
  return { elements: Int32Array.from(lists.flat()), elementAt: offsetsOf(lists) };
}

/** Of the spellings from `first` up to `end`. At most a third full, so that most look-ups end at their first slot. */
function hashSlots(
  { letters, letterAt }: { letters: Uint16Array; letterAt: Int32Array },
  first: number,
  end: number,
): HashSlots {
  let size = 16;
  while (size < (end - first) * 3) size *= 2;
  const slots = new Int32Array(size * 2).fill(-1);
  // Between sixteen and thirty-two bits a spelling.
  let bits = 512;
  while (bits < (end - first) * 16) bits *= 2;
  const filter = new Int32Array(bits / 32);
  for (let id = first; id < end; id += 1) {
    const hash = hashUnits(letters, letterAt[id] ?? 0, letterAt[id + 1] ?? 0);
    const bit = filterBit(filter, hash);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
    let slot = spread(hash) & (size - 1);
    while ((slots[slot * 2 + 1] ?? -1) >= 0) slot = (slot + 1) & (size - 1);
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = id;
  }
  return { slots, filter };
}
