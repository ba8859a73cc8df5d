import { placeCountry, placeHome } from '../compile/compile-places.ts';
import { OWNER } from '../compile/compiled-rules.ts';
import { usesElement } from '../compile/language-sets.ts';
import { NO_LIST } from '../compile/token-table-data.ts';
import { isCollapsed } from '../text/normalise.ts';
import { hashUnits } from '../text/tokens.ts';
import { AddressFinder } from './addresses.ts';
import { lookupDisguised, lookupDotless } from './disguised-token.ts';
import type { Found } from './found.ts';
import { addListHit } from './list-hits.ts';
import { means, resetMeanings, setMeaning, setOwnMeaning } from './meanings.ts';
import { numberList } from './number-token.ts';

const addresses = new AddressFinder();

/** Looks every token up once: what it can stand for in any term of any language. */
export function readTokens(found: Found): void {
  const { length } = found.tokens;
  resetMeanings(found.meanings, length);
  addresses.reset();
  for (let at = 0; at < length; at += 1) {
    if (addresses.isPart(found.text, found.tokens, at)) setMeaning(found.meanings, at, found.table, NO_LIST);
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
  let list = table.lookup(text.units, from, to, tokens.hash[at] ?? 0);
  if (list === NO_LIST) list = numberList(found, from, to);
  if (list === NO_LIST) list = lookupDisguised(found, at);
  if (list !== NO_LIST) setMeaning(meanings, at, table, list);
  else setOwnMeaning(meanings, at, lookupDotless(found, at));
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
  const { groupAt, groupLanguage } = compiled.phrases;
  const { from, to, elements } = meanings;
  for (let at = 0; at < tokens.length; at += 1) {
    const end = to[at] ?? 0;
    for (let i = from[at] ?? 0; i < end; i += 1) {
      const element = elements[i] ?? 0;
      const lastGroup = groupAt[element + 1] ?? 0;
      for (let group = groupAt[element] ?? 0; group < lastGroup; group += 1) {
        const language = groupLanguage[group] ?? 0;
        if (language < 0 || speaks[language] === 1) matchGroup(found, group, at);
      }
    }
  }
}

/** The phrases of one language whose anchor is the token at `at`. */
function matchGroup(found: Found, group: number, at: number): void {
  const { phraseAt, elementAt, anchor } = found.compiled.phrases;
  const { length } = found.tokens;
  const end = phraseAt[group + 1] ?? 0;
  for (let phrase = phraseAt[group] ?? 0; phrase < end; phrase += 1) {
    const own = anchor[phrase] ?? 0;
    const first = at - own;
    const elementFrom = elementAt[phrase] ?? 0;
    const count = (elementAt[phrase + 1] ?? 0) - elementFrom;
    if (first < 0 || first + count > length) continue;
    if (count === 1 || isAt(found, elementFrom, count, first)) record(found, phrase, first, first + count);
  }
}

/** Whether a phrase's elements stand at the tokens from `first` on. Its anchor is among them and looked at again. */
function isAt(found: Found, elementFrom: number, count: number, first: number): boolean {
  const { elements } = found.compiled.phrases;
  for (let i = 0; i < count; i += 1)
    if (!means(found.meanings, first + i, elements[elementFrom + i] ?? 0)) return false;
  return true;
}

function record(found: Found, phrase: number, start: number, end: number): void {
  const { phrases } = found.compiled;
  const owner = phrases.owner[phrase] ?? 0;
  if (owner >= 0) {
    addListHit(found.lists, owner, start, end);
    return;
  }
  const group = phrases.group[phrase] ?? 0;
  if (owner === OWNER.place || owner === OWNER.placeTo) {
    if (isWordHere(found, group, start, end)) return;
    found.places.push({ isToward: owner === OWNER.placeTo, country: placeCountry(group), start, end });
  } else found.money.push({ owner, group, start, end });
}

/**
 * Names go everywhere, but a town of one language is often a word of another: "Van" in Turkey, "van" in English. Where its
 * own language does not speak and another that does uses the word, it is the word.
 */
function isWordHere(found: Found, group: number, start: number, end: number): boolean {
  const home = placeHome(group);
  if (home < 0 || end - start > 1 || found.speaks[home] === 1) return false;
  const { meanings, compiled, speaks } = found;
  const last = meanings.to[start] ?? 0;
  for (let i = meanings.from[start] ?? 0; i < last; i += 1) {
    const element = meanings.elements[i] ?? 0;
    for (let language = 0; language < speaks.length; language += 1) {
      if (speaks[language] === 1 && usesElement(compiled.languagesByElement, element, language)) return true;
    }
  }
  return false;
}
