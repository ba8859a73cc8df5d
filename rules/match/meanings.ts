import type { Element } from '../compile/element.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD, RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';

/**
 * What each token of a post can stand for, copied out of the table once: whatever is asked later of the same tokens finds
 * it side by side. The arrays serve one post after another.
 */
export interface Meanings {
  /** Each token's range in `elements`; an empty one says that it means nothing to any rule. */
  from: Int32Array;
  to: Int32Array;
  /** One bit for each of the token's elements, so that most phrases are told apart without looking further. */
  signature: Int32Array;
  /** The languages that use each token, as bits; `languageWords` numbers a token. */
  languages: Int32Array;
  readonly languageWords: number;
  elements: Int32Array;
  /** How far `elements` is filled. */
  used: number;
}

/** A word has one or two elements; few have more than this. */
const ELEMENTS_PER_TOKEN = 4;

export function emptyMeanings({ data }: TokenTable, size = FIRST_TOKENS): Meanings {
  return {
    ...roomForTokens(size, data.languageWords),
    languageWords: data.languageWords,
    elements: new Int32Array(size * ELEMENTS_PER_TOKEN),
    used: 0,
  };
}

function roomForTokens(
  size: number,
  words: number,
): Pick<Meanings, 'from' | 'to' | 'signature' | 'languages'> {
  return {
    from: new Int32Array(size),
    to: new Int32Array(size),
    signature: new Int32Array(size),
    languages: new Int32Array(size * words),
  };
}

/** Forgets the last post and makes room for so many tokens. */
export function resetMeanings(meanings: Meanings, tokens: number): void {
  const room = roomFor(meanings.from.length, tokens);
  if (room !== meanings.from.length) {
    Object.assign(meanings, roomForTokens(room, meanings.languageWords));
    meanings.elements = new Int32Array(room * ELEMENTS_PER_TOKEN);
  }
  meanings.used = 0;
}

/** Says that the token means nothing to any rule. */
export function setNoMeaning(meanings: Meanings, at: number): void {
  const { languages, languageWords: words, used } = meanings;
  meanings.from[at] = used;
  meanings.to[at] = used;
  meanings.signature[at] = 0;
  for (let word = 0; word < words; word += 1) languages[at * words + word] = 0;
}

/** Says that the token stands for what the record lists. */
export function setMeaning(meanings: Meanings, at: number, table: TokenTable, record: WordRecord): void {
  if (record === NO_RECORD) {
    setNoMeaning(meanings, at);
    return;
  }
  const { records } = table.data;
  const { languages, languageWords: words } = meanings;
  for (let word = 0; word < words; word += 1) languages[at * words + word] = records[record + 1 + word] ?? 0;
  const from = meanings.used;
  const count = (records[record] ?? 0) >>> RECORD.countShift;
  ensureElements(meanings, from + count);
  const { elements } = meanings;
  const source = record + 1 + words;
  let bits = 0;
  for (let i = 0; i < count; i += 1) {
    const element = records[source + i] ?? 0;
    elements[from + i] = element;
    bits |= 1 << (element & 31);
  }
  meanings.from[at] = from;
  meanings.to[at] = from + count;
  meanings.used = from + count;
  meanings.signature[at] = bits;
}

/** Says that the token can be any of several words. */
export function setMeanings(
  meanings: Meanings,
  at: number,
  table: TokenTable,
  records: readonly WordRecord[],
): void {
  const from = meanings.used;
  const languages = new Int32Array(meanings.languageWords);
  let signature = 0;
  for (const record of records) {
    const before = meanings.used;
    setMeaning(meanings, at, table, record);
    signature |= meanings.signature[at] ?? 0;
    languages.forEach((bits, word) => {
      languages[word] = bits | (meanings.languages[at * languages.length + word] ?? 0);
    });
    meanings.used = withoutKnown(meanings.elements, { from, before, to: meanings.used });
  }
  meanings.from[at] = from;
  meanings.to[at] = meanings.used;
  meanings.signature[at] = signature;
  meanings.languages.set(languages, at * languages.length);
}

/** Drops from `elements[before, to)` what stands in `elements[from, before)`; answers where the kept ones end. */
function withoutKnown(
  elements: Int32Array,
  { from, before, to }: { from: number; before: number; to: number },
): number {
  let kept = before;
  for (let i = before; i < to; i += 1) {
    const element = elements[i] ?? 0;
    if (elements.subarray(from, before).includes(element)) continue;
    elements[kept] = element;
    kept += 1;
  }
  return kept;
}

function ensureElements(meanings: Meanings, length: number): void {
  if (length <= meanings.elements.length) return;
  const larger = new Int32Array(Math.max(length, meanings.elements.length * 2));
  larger.set(meanings.elements);
  meanings.elements = larger;
}

/** Whether the token can stand for the element. */
export function means({ from, to, signature, elements }: Meanings, at: number, element: Element): boolean {
  if ((((signature[at] ?? 0) >>> (element & 31)) & 1) === 0) return false;
  const end = to[at] ?? 0;
  for (let i = from[at] ?? 0; i < end; i += 1) if (elements[i] === element) return true;
  return false;
}
