import { placeCountry, placeHome } from '../compile/compile-places.ts';
import { OWNER } from '../compile/compiled-rules.ts';
import { PHRASE } from '../compile/phrase-index.ts';
import { NO_RECORD } from '../compile/token-table-data.ts';
import { isCollapsed } from '../text/normalise.ts';
import { hashUnits } from '../text/tokens.ts';
import { AddressFinder } from './addresses.ts';
import { lookupDisguised, lookupDotless } from './disguised-token.ts';
import type { Found } from './found.ts';
import { addListHit } from './list-hits.ts';
import { means, resetMeanings, setMeaning, setMeanings, setNoMeaning } from './meanings.ts';
import { numberRecord } from './number-token.ts';

const addresses = new AddressFinder();

/** Looks every token up once: what it can stand for in any term of any language. */
export function readTokens(found: Found): void {
  const { length } = found.tokens;
  resetMeanings(found.meanings, length);
  addresses.reset();
  found.touched ^= found.table.touch(found.tokens.hash, length);
  for (let at = 0; at < length; at += 1) {
    if (addresses.isPart(found.text, found.tokens, at)) setNoMeaning(found.meanings, at);
    else readToken(found, at);
  }
}

function readToken(found: Found, at: number): void {
  const { table, text, tokens, meanings } = found;
  const from = tokens.start[at] ?? 0;
  const to = tokens.end[at] ?? 0;
  if (to - from === 1 && isCollapsed(text, from)) {
    setMeaning(meanings, at, table, lookupLaughter(found, text.units[from] ?? 0));
    return;
  }
  let record = table.lookup(text.units, from, to, tokens.hash[at] ?? 0);
  if (record === NO_RECORD) record = numberRecord(found, from, to);
  if (record === NO_RECORD) record = lookupDisguised(found, at);
  if (record !== NO_RECORD) setMeaning(meanings, at, table, record);
  else readDotless(found, at);
}

function readDotless(found: Found, at: number): void {
  const records = lookupDotless(found, at);
  if (records.length === 0) setNoMeaning(found.meanings, at);
  else setMeanings(found.meanings, at, found.table, records);
}

const twice = new Uint16Array(2);

/** A word of one letter again and again ("hhhh") is listed as two of it. */
function lookupLaughter({ table }: Found, unit: number): number {
  twice.fill(unit);
  return table.lookup(twice, 0, 2, hashUnits(twice, 0, 2));
}

/** Verifies phrases around their anchor, of the languages that speak in the post. */
export function matchTerms(found: Found): void {
  const { compiled, meanings, speaks, tokens } = found;
  const { numbers } = compiled.phrases;
  const { from, to, elements } = meanings;
  touchPhrases(found);
  for (let at = 0; at < tokens.length; at += 1) {
    const end = to[at] ?? 0;
    for (let i = from[at] ?? 0; i < end; i += 1) {
      const element = elements[i] ?? 0;
      if (element >= numbers.length) continue;
      const last = element + 2 * (numbers[element] ?? 0);
      for (let group = element + 1; group < last; group += 2) {
        const language = numbers[group] ?? 0;
        if (language < 0 || speaks[language] === 1) matchGroup(found, numbers[group + 1] ?? 0, at);
      }
    }
  }
}

/** See `TokenTable.touch`: the same for what the tokens' elements anchor. */
function touchPhrases(found: Found): void {
  const { numbers } = found.compiled.phrases;
  const { elements, used } = found.meanings;
  let sum = 0;
  for (let i = 0; i < used; i += 1) {
    const element = elements[i] ?? 0;
    if (element < numbers.length) sum ^= numbers[element] ?? 0;
  }
  found.touched ^= sum;
}

/** The phrases of one language, listed at `place`, whose anchor is the token at `at`. */
function matchGroup(found: Found, place: number, at: number): void {
  const { numbers } = found.compiled.phrases;
  const { length } = found.tokens;
  let phrase = place + 1;
  for (let left = numbers[place] ?? 0; left > 0; left -= 1) {
    const head = numbers[phrase] ?? 0;
    const count = head & PHRASE.countMask;
    if (count === 1) {
      record(found, phrase, at, at + 1);
      phrase += 2;
      continue;
    }
    const first = at - ((head >>> PHRASE.anchorShift) & PHRASE.anchorMask);
    if (first >= 0 && first + count <= length && isAt(found, phrase + 2, count, first))
      record(found, phrase, first, first + count);
    phrase += 2 + count;
  }
}

/** Whether a phrase's elements stand at the tokens from `first` on. Its anchor is among them and looked at again. */
function isAt({ compiled, meanings }: Found, elements: number, count: number, first: number): boolean {
  const { numbers } = compiled.phrases;
  for (let i = 0; i < count; i += 1)
    if (!means(meanings, first + i, numbers[elements + i] ?? 0)) return false;
  return true;
}

function record(found: Found, phrase: number, start: number, end: number): void {
  const { numbers } = found.compiled.phrases;
  const owner = -((numbers[phrase] ?? 0) >>> PHRASE.kindShift);
  const group = numbers[phrase + 1] ?? 0;
  if (owner === 0) addListHit(found.lists, group, start, end);
  else if (owner === OWNER.place || owner === OWNER.placeTo) {
    if (isWordHere(found, group, start, end)) return;
    found.places.push({ isToward: owner === OWNER.placeTo, country: placeCountry(group), start, end });
  } else found.money.push({ owner, group, start, end });
}

/**
 * Names go everywhere, but a town of one language is often a word of another: "Van" in Turkey, "van" in English. Where its
 * own language does not speak and another that does uses the word, it is the word.
 */
function isWordHere({ speaks, meanings }: Found, group: number, start: number, end: number): boolean {
  const home = placeHome(group);
  if (home < 0 || end - start > 1 || speaks[home] === 1) return false;
  const { languages, languageWords: words } = meanings;
  for (let language = 0; language < speaks.length; language += 1) {
    const bits = languages[start * words + (language >> 5)] ?? 0;
    if (speaks[language] === 1 && ((bits >>> (language & 31)) & 1) === 1) return true;
  }
  return false;
}
