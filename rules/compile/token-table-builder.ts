import type { Element } from './element.ts';
import { type ElementNumbering, neighboursOfWord, RecordWriter } from './record-writer.ts';
import { buildSieve, hashOf, pairHash } from './sieve.ts';
import { ANY_NUMBER, isMinorAge, MINOR_AGE } from './split-term.ts';
import { spread } from './token-table.ts';
import type { TokenTableData, WordRecord } from './token-table-data.ts';

/** Gathers the spellings of all terms, then lays them out flat. */
export class TokenTableBuilder {
  readonly #elementOfKey = new Map<string, Element>();
  readonly #words = new Map<string, Element[]>();
  readonly #stems = new Map<string, Element>();
  /** Of elements with one spelling only. */
  readonly #hashes = new Map<Element, number>();
  #next = 1;

  /** The element for a whole token or, when it ends in `*`, for a stem. */
  element(key: string): Element {
    const known = this.#elementOfKey.get(key);
    if (known !== undefined) return known;
    const element = this.#create(key);
    if (key.endsWith('*')) this.#stems.set(key.slice(0, -1), element);
    else {
      this.#spell(key, element);
      if (key !== ANY_NUMBER && key !== MINOR_AGE) this.#hashes.set(element, hashOf(key));
    }
    return element;
  }

  /** Whether some term holds the word, or a stem that the word begins with and that is longer than `least` units. */
  knows(word: string, least: number): boolean {
    if (this.#words.has(word)) return true;
    for (let size = least + 1; size <= word.length; size += 1)
      if (this.#stems.has(word.slice(0, size))) return true;
    return false;
  }

  /** The hash of the only spelling an element has; 0 where it has several. */
  hashOf(element: Element): number {
    return this.#hashes.get(element) ?? 0;
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

  build(numbering: ElementNumbering): TokenTableData {
    const numbers = this.#numberLists();
    const stems = [...this.#stems.keys()];
    const records = new RecordWriter(numbering);
    const alone: string[] = [];
    const paired: string[] = [];
    const pairs: number[] = [];
    const words = [...this.#words].map(([word, own]) => {
      const elements = [...own, ...this.#stemsOf(word), ...numbersIn(word, numbers)];
      const neighbours = neighboursOfWord(numbering, elements);
      if (neighbours === null) alone.push(word);
      else if (neighbours.length > 0) paired.push(word);
      for (const { hash, isBehind } of neighbours ?? [])
        pairs.push(isBehind ? pairHash(hashOf(word), hash) : pairHash(hash, hashOf(word)));
      return { spelling: word, record: records.write(word, elements) };
    });
    const wordsEnd = records.length;
    const stemRecords = stems.map((stem) => ({
      spelling: stem,
      record: records.write(stem, this.#stemsOf(stem)),
    }));
    const stemsEnd = records.length;
    const anyNumber = records.write('', numbers.any);
    const minorAge = records.write('', numbers.minor);
    const placeBits = bitsFor(records.length);
    return {
      records: records.toArray(),
      languageWords: numbering.languages.words,
      wordsEnd,
      stemsEnd,
      anyNumber,
      minorAge,
      wordSlots: hashSlots(words, placeBits),
      stemSlots: hashSlots(stemRecords, placeBits),
      placeBits,
      sieve: buildSieve({ words: [...this.#words.keys()], alone, paired, pairs, stems }),
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

interface Placed {
  readonly spelling: string;
  readonly record: WordRecord;
}

/** How many bits the greatest place takes. */
function bitsFor(places: number): number {
  return 32 - Math.clz32(places);
}

/** At most five eighths full: most look-ups end at their first slot, and all slots lie in the same stretch of memory. */
function hashSlots(placed: readonly Placed[], placeBits: number): Int32Array {
  let size = 16;
  while (size * 5 < placed.length * 8) size *= 2;
  const slots = new Int32Array(size);
  for (const { spelling, record } of placed) {
    const hash = hashOf(spelling);
    let slot = spread(hash) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = ((hash >>> placeBits) << placeBits) | record;
  }
  return slots;
}
