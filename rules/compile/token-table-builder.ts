import { FIRST_HASH, hashOn } from '../text/tokens.ts';
import type { Element } from './element.ts';
import { type ElementNumbering, RecordWriter } from './record-writer.ts';
import { ANY_NUMBER, isMinorAge, MINOR_AGE } from './split-term.ts';
import { filterBit, STEM_STARTS, spread, startKey } from './token-table.ts';
import type { TokenTableData, WordRecord } from './token-table-data.ts';

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

  build(numbering: ElementNumbering): TokenTableData {
    const numbers = this.#numberLists();
    const stems = [...this.#stems.keys()];
    const records = new RecordWriter(numbering);
    const words = [...this.#words].map(([word, own]) => {
      const elements = [...own, ...this.#stemsOf(word), ...numbersIn(word, numbers)];
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
    const stemStarts = new Uint8Array(STEM_STARTS);
    for (const stem of stems) markStart(stemStarts, stem);
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
      longestStem: Math.max(0, ...new Set(stems.map(({ length }) => length))),
      stemStarts,
      stemFilter: filterOf(stems),
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

/** Between sixteen and thirty-two bits a spelling. */
function filterOf(spellings: readonly string[]): Int32Array {
  let bits = 512;
  while (bits < spellings.length * 16) bits *= 2;
  const filter = new Int32Array(bits / 32);
  for (const spelling of spellings) {
    const bit = filterBit(filter, hashOf(spelling));
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return filter;
}

function hashOf(spelling: string): number {
  let hash = FIRST_HASH;
  for (let i = 0; i < spelling.length; i += 1) hash = hashOn(hash, spelling.charCodeAt(i));
  return hash | 0;
}
