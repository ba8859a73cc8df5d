import { isPeople, placeCountry, placeHome } from '../compile/compile-places.ts';
import { OWNER } from '../compile/compiled-rules.ts';
import { PHRASE, phraseSize } from '../compile/phrase-index.ts';
import { RECORD } from '../compile/token-table-data.ts';
import { TOO_MANY } from '../kernel/kernel.ts';
import type { Found } from './found.ts';
import { addListHit } from './list-hits.ts';
import { FIRST_MERGED } from './meanings.ts';
import { speaksIn } from './stretches.ts';
import { languagesOf, means } from './token-meaning.ts';

/** Finds the phrases of the languages that speak in the post; of a post that is heard by stretches, in each of them. */
export function matchTerms(found: Found): void {
  const { stretches, speaks } = found;
  const { count, ends } = stretches;
  if (count === 0) {
    matchWithin(found, 0, found.meanings.knownCount);
    return;
  }
  let from = 0;
  for (let stretch = 0; stretch < count; stretch += 1) {
    const to = ends[stretch] ?? from;
    // Whoever matches, the kernel among them, reads there who speaks.
    speaks.set(speaksIn(stretches, stretch, speaks.length));
    matchWithin(found, from, to);
    from = to;
  }
  speaks.set(speaksIn(stretches, count, speaks.length));
}

/** Finds those whose anchor is one of the known tokens `[from, to)`. */
function matchWithin(found: Found, from: number, to: number): void {
  const { kernel } = found.reader;
  // A token that can be any of several words has a record of its own, of which the kernel knows nothing.
  const isPlain = found.meanings.mergedLength === FIRST_MERGED;
  const count = kernel !== null && isPlain ? kernel.match(found.meanings, found.tokens, from, to) : TOO_MANY;
  if (kernel === null || count === TOO_MANY) {
    matchPlain(found, from, to);
    return;
  }
  const { hits } = kernel;
  for (let i = 0; i < 4 * count; i += 4)
    record(found, -(hits[i + 2] ?? 0), hits[i + 3] ?? 0, { start: hits[i] ?? 0, end: hits[i + 1] ?? 0 });
}

/** Verifies phrases around their anchor. */
function matchPlain(found: Found, from: number, to: number): void {
  const { compiled, meanings, speaks } = found;
  const { numbers } = compiled.phrases;
  const { records, languageWords } = found.table.data;
  const { recordOf, known, merged } = meanings;
  for (let i = from; i < to; i += 1) {
    const at = known[i] ?? 0;
    const record = recordOf[at] ?? 0;
    const source = record > 0 ? records : merged;
    const place = Math.abs(record);
    const first = place + 1 + languageWords;
    const end = first + ((source[place] ?? 0) >>> RECORD.countShift);
    for (let j = first; j < end; j += 1) {
      const element = source[j] ?? 0;
      if (element >= numbers.length) continue;
      const last = element + 2 * (numbers[element] ?? 0);
      for (let group = element + 1; group < last; group += 2) {
        const language = numbers[group] ?? 0;
        if (language < 0 || speaks[language] === 1) matchGroup(found, numbers[group + 1] ?? 0, at);
      }
    }
  }
}

/** The phrases of one language, listed at `place`, whose anchor is the token at `at`. */
function matchGroup(found: Found, place: number, at: number): void {
  const { numbers } = found.compiled.phrases;
  const { length } = found.tokens;
  const before = tagOf(found, at - 1);
  const behind = tagOf(found, at + 1);
  let phrase = place + 1;
  for (let left = numbers[place] ?? 0; left > 0; left -= 1) {
    const head = numbers[phrase] ?? 0;
    const count = head & PHRASE.countMask;
    const anchor = (head >>> PHRASE.anchorShift) & PHRASE.anchorMask;
    if (count === 1 || isTold(head >>> PHRASE.tagShift, anchor + 1 < count ? behind : before)) {
      const start = at - anchor;
      const end = start + count;
      const isThere = count === 1 || (start >= 0 && end <= length && isAt(found, phrase + 2, count, start));
      const owner = -((head >>> PHRASE.kindShift) & PHRASE.kindMask);
      if (isThere) record(found, owner, numbers[phrase + 1] ?? 0, { start, end });
    }
    phrase += phraseSize(count);
  }
}

/** What a phrase with this token beside its anchor is tagged with; `ANY_TAG` where it may be read otherwise than it is spelled. */
function tagOf({ meanings, tokens }: Found, at: number): number {
  const isInside = at >= 0 && at < tokens.length;
  return isInside && meanings.isAsSpelled ? (tokens.hash[at] ?? 0) >>> PHRASE.tagShift : ANY_TAG;
}

const ANY_TAG = -1;

/** Whether a phrase of this tag (0 for none) can stand beside a token; of "班车" nearly none of a hundred phrases can. */
function isTold(tag: number, beside: number): boolean {
  return tag === 0 || tag === beside || beside === ANY_TAG;
}

/** Whether a phrase's elements stand at the tokens from `first` on. Its anchor is among them and looked at again. */
function isAt(found: Found, elements: number, count: number, first: number): boolean {
  const { numbers } = found.compiled.phrases;
  for (let i = 0; i < count; i += 1) if (!means(found, first + i, numbers[elements + i] ?? 0)) return false;
  return true;
}

/** @param owner one of `OWNER`, or 0 for the list that is its group */
function record(found: Found, owner: number, group: number, range: { start: number; end: number }): void {
  const { start, end } = range;
  if (owner === 0) addListHit(found.lists, group, start, end);
  else if (owner === OWNER.place || owner === OWNER.placeTo) {
    const country = placeCountry(group);
    // Names go everywhere, and what makes a people's name of one does not: "dan" is "people of" in Hausa, "from" in Turkish.
    if (isPeople(country) ? found.speaks[placeHome(group)] !== 1 : isWordHere(found, group, start, end))
      return;
    found.places.push({ isToward: owner === OWNER.placeTo, country, start, end });
  } else found.money.push({ owner, group, start, end });
}

/**
 * Names go everywhere, but a town of one language is often a word of another: "Van" in Turkey, "van" in English. Where its
 * own language does not speak and another that does uses the word, it is the word.
 */
function isWordHere(found: Found, group: number, start: number, end: number): boolean {
  const { speaks } = found;
  const home = placeHome(group);
  if (home < 0 || end - start > 1 || speaks[home] === 1) return false;
  for (let language = 0; language < speaks.length; language += 1) {
    if (speaks[language] === 1 && ((languagesOf(found, start, language >> 5) >>> (language & 31)) & 1) === 1)
      return true;
  }
  return false;
}
