import type { Element } from '../compile/element.ts';
import type { TokenTable } from '../compile/token-table.ts';
import { languagesOf, NO_RECORD, RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { FIRST_TOKENS, roomFor } from '../text/token-room.ts';

/** What each token of a post can stand for. The arrays serve one post after another. */
export interface Meanings {
  /** By token: its record in the table, or minus the place of one put together in `merged`, `NO_RECORD` or `UNASKED`. */
  recordOf: Int32Array;
  /** By token: one bit for each of its elements, so that most phrases are told apart without looking further. */
  signature: Int32Array;
  /** Tokens with a record, in reading order; only the first `knownCount` count. */
  known: Int32Array;
  knownCount: number;
  /** Of each of them: the languages that use it, as bits (`languageWords` numbers), and its script (`letterGroup`). */
  languages: Int32Array;
  script: Uint8Array;
  readonly languageWords: number;
  /** Records of the table's form for tokens that can be any of several words. The first place is none's. */
  merged: Int32Array;
  mergedLength: number;
  /** Whether every token that means something is the word that its letters spell. */
  isAsSpelled: boolean;
}

/** Nobody has looked the token up yet. */
export const UNASKED: WordRecord = -0x8000_0000;

/** Where the first record that is put together is placed. */
export const FIRST_MERGED = 1;
const MERGED_ROOM = 64;

export function emptyMeanings(languageWords: number, size = FIRST_TOKENS): Meanings {
  return {
    recordOf: new Int32Array(size),
    signature: new Int32Array(size),
    known: new Int32Array(size),
    knownCount: 0,
    languages: new Int32Array(size * languageWords),
    script: new Uint8Array(size),
    languageWords,
    merged: new Int32Array(MERGED_ROOM),
    mergedLength: FIRST_MERGED,
    isAsSpelled: true,
  };
}

/** Forgets the last post and makes room for so many tokens, which mean nothing until something is said of them. */
export function resetMeanings(
  meanings: Meanings,
  tokens: number,
  record: typeof NO_RECORD | typeof UNASKED,
): void {
  const room = roomFor(meanings.recordOf.length, tokens);
  if (room !== meanings.recordOf.length) Object.assign(meanings, emptyMeanings(meanings.languageWords, room));
  meanings.recordOf.fill(record, 0, tokens);
  meanings.signature.fill(record === UNASKED ? -1 : 0, 0, tokens);
  meanings.knownCount = 0;
  meanings.mergedLength = FIRST_MERGED;
  meanings.isAsSpelled = true;
}

/** Says that the token means nothing. */
export function setNoMeaning(meanings: Meanings, at: number): void {
  meanings.recordOf[at] = NO_RECORD;
  meanings.signature[at] = 0;
}

/** Says that the token stands for what the record lists, in the table's records. Told of tokens in reading order. */
export function setMeaning(meanings: Meanings, at: number, records: Int32Array, record: WordRecord): void {
  meanings.recordOf[at] = record;
  describe(meanings, at, records, record);
}

/** Reads off a record what is asked most. */
function describe(meanings: Meanings, at: number, numbers: Int32Array, place: number): void {
  const { languages, languageWords: words, knownCount: index } = meanings;
  for (let word = 0; word < words; word += 1)
    languages[index * words + word] = numbers[place + 1 + word] ?? 0;
  const first = place + 1 + words;
  const end = first + ((numbers[place] ?? 0) >>> RECORD.countShift);
  let bits = 0;
  for (let i = first; i < end; i += 1) bits |= 1 << ((numbers[i] ?? 0) & 31);
  meanings.signature[at] = bits;
  meanings.known[index] = at;
  meanings.knownCount = index + 1;
}

/** Says that the token can be any of several words: puts their records together. */
export function setMeanings(
  meanings: Meanings,
  at: number,
  table: TokenTable,
  words: readonly WordRecord[],
): void {
  const { records, languageWords } = table.data;
  const elements = new Set<Element>();
  const languages = new Array<number>(languageWords).fill(0);
  for (const record of words) {
    for (let word = 0; word < languageWords; word += 1)
      languages[word] = (languages[word] ?? 0) | languagesOf(table.data, record, word);
    const first = record + 1 + languageWords;
    for (let i = 0; i < (records[record] ?? 0) >>> RECORD.countShift; i += 1)
      elements.add(records[first + i] ?? 0);
  }
  const place = meanings.mergedLength;
  const record = [elements.size << RECORD.countShift, ...languages, ...elements];
  ensureMerged(meanings, place + record.length);
  meanings.merged.set(record, place);
  meanings.mergedLength = place + record.length;
  meanings.recordOf[at] = -place;
  describe(meanings, at, meanings.merged, place);
}

function ensureMerged(meanings: Meanings, length: number): void {
  if (length <= meanings.merged.length) return;
  const larger = new Int32Array(Math.max(length, meanings.merged.length * 2));
  larger.set(meanings.merged);
  meanings.merged = larger;
}
