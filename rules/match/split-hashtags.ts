import type { TokenTable } from '../compile/token-table.ts';
import { languagesOf, NO_RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { FIRST_HASH, hashOn } from '../text/hash.ts';
import type { Normalised } from '../text/normalise.ts';
import { openGap, setToken, type Tokens } from '../text/tokens.ts';
import { TRAIT } from '../text/unit-class.ts';

const HASH_SIGN = 0x23;
/** Shorter tags are one word, and longer ones no words that anybody put together to be read. */
const MIN_TAG = 6;
const MAX_TAG = 40;
/** Two letters join others ("PakistanToItaly") and are in so many words that they count as two. */
const MIN_WORD = 2;
const SHORT_WORD = 2;
/** "#iamhere" could be anything; one word of this length says what the others are about. */
const MIN_LONGEST = 4;
const MAX_WORDS = 5;
/** Whoever writes more tags says nothing new with them; looking costs up to 800 words a tag, and each that is split moves all behind it. */
const MAX_TAGS = 64;
const NEVER = MAX_TAG;

/** By place in the tag: the fewest words that read it from there to its end, and the length of the first of them. */
const fewest = new Uint8Array(MAX_TAG + 1);
const lengths = new Uint8Array(MAX_TAG + 1);
const records = new Int32Array(MAX_TAG + 1);

/**
 * Reads a hashtag of several words as those words ("#boatToItaly", "#vizesizavrupa"), where rules know each of them and one language
 * has them all; names of places are in every language. One that is a word that rules know, or of which anything is left over, stays whole.
 */
export function splitHashtags(text: Normalised, tokens: Tokens, table: TokenTable): void {
  if ((tokens.traits & TRAIT.hashSign) === 0) return;
  let tags = 0;
  for (let at = 0; at < tokens.length && tags < MAX_TAGS; at += 1) {
    const start = tokens.start[at] ?? 0;
    const length = (tokens.end[at] ?? 0) - start;
    if (length < MIN_TAG || length > MAX_TAG || start === 0 || text.units[start - 1] !== HASH_SIGN) continue;
    // A stem ("vize*") would take in whatever follows it.
    if (table.isWord(text.units, start, start + length, tokens.hash[at] ?? 0)) continue;
    tags += 1;
    const count = cut(text.units, { start, length }, table);
    if (count <= 1) continue;
    write(text, tokens, at, count);
    at += count - 1;
  }
}

/** How many words the tag is read as; 0 where it stays whole. */
function cut(units: Uint16Array, tag: { start: number; length: number }, table: TokenTable): number {
  weigh(units, tag, table);
  if ((fewest[0] ?? NEVER) >= NEVER) return 0;
  let count = 0;
  let longest = 0;
  for (let at = 0; at < tag.length; at += lengths[at] ?? 0) {
    count += 1;
    longest = Math.max(longest, lengths[at] ?? 0);
  }
  return count <= MAX_WORDS && longest >= MIN_LONGEST && shareLanguage(tag.length, table) ? count : 0;
}

function weigh(
  units: Uint16Array,
  { start, length }: { start: number; length: number },
  table: TokenTable,
): void {
  fewest[length] = 0;
  for (let at = length - 1; at >= 0; at -= 1) {
    fewest[at] = NEVER;
    let hash = FIRST_HASH;
    for (let size = 1; size <= length - at; size += 1) {
      hash = hashOn(hash, units[start + at + size - 1] ?? 0);
      const words = (fewest[at + size] ?? NEVER) + (size <= SHORT_WORD ? 2 : 1);
      // Of as many words the longer first one, which comes later.
      if (size < MIN_WORD || words >= NEVER || words > (fewest[at] ?? NEVER)) continue;
      const record = table.lookupWord(units, start + at, start + at + size, hash | 0);
      if (record === NO_RECORD) continue;
      fewest[at] = words;
      lengths[at] = size;
      records[at] = record;
    }
  }
}

/** Whether one language uses all of the words that are of any language. */
function shareLanguage(length: number, { data }: TokenTable): boolean {
  let isAnySpoken = false;
  let isAnyShared = false;
  for (let set = 0; set < data.languageWords; set += 1) {
    let shared = ~0;
    for (let at = 0; at < length; at += lengths[at] ?? 0) {
      const record = records[at] ?? NO_RECORD;
      if (!isOfAnyLanguage(data, record)) continue;
      isAnySpoken = true;
      shared &= languagesOf(data, record, set);
    }
    isAnyShared ||= shared !== 0;
  }
  return isAnyShared || !isAnySpoken;
}

/** Names of places and signs are words of none. */
function isOfAnyLanguage(data: TokenTable['data'], record: WordRecord): boolean {
  for (let set = 0; set < data.languageWords; set += 1) if (languagesOf(data, record, set) !== 0) return true;
  return false;
}

function write(text: Normalised, tokens: Tokens, at: number, count: number): void {
  const first = tokens.start[at] ?? 0;
  const end = tokens.end[at] ?? 0;
  openGap(tokens, at, count - 1);
  let start = first;
  for (let token = at; start < end; token += 1) {
    const next = start + (lengths[start - first] ?? 0);
    setToken(text, tokens, token, { start, end: next });
    start = next;
  }
}
