// The phrases that stand around their anchors; see match/match-terms.ts.

import { findToken } from './find';

/** See `matchPlain`: of the known tokens `[from, known)` answers how many phrases it laid down in HITS, or -1 where there is no room for them. */
export function match(from: i32, known: i32, tokens: i32, isAsSpelled: bool): i32 {
  const records = load<u32>(AT_RECORDS);
  const words = load<u32>(AT_LANGUAGE_WORDS);
  const phrases = load<u32>(AT_PHRASES);
  const end = load<u32>(AT_PHRASES_END);
  // A word that is spelled otherwise has another hash than the tags of phrases tell.
  const tags: u32 = isAsSpelled ? -1 : 0;
  let hits = 0;
  for (let i = from; i < known; i += 1) {
    const at = load<i32>(i << 2, KNOWN_TOKENS);
    const place = records + (load<u32>(at << 2, RECORD_OF) << 2);
    const first = place + ((1 + words) << 2);
    const last = first + (load<u32>(place) >>> COUNT_SHIFT << 2);
    for (let own = first; own < last; own += 4) {
      const element = load<u32>(own);
      if (element >= end) continue;
      let group = phrases + (element << 2);
      for (let left = load<u32>(group); left > 0; left -= 1, group += 8) {
        const language = load<i32>(group, 4);
        if (language >= 0 && load<u8>(language, SPEAKS) == 0) continue;
        hits = matchGroup(load<u32>(group, 8), at, tokens, tags, hits);
        if (hits < 0) return hits;
      }
    }
  }
  return hits;
}

/** The phrases of one language, listed at `place`, whose anchor is the token at `at`. */
function matchGroup(place: u32, at: i32, tokens: i32, tags: u32, hits: i32): i32 {
  let phrase = load<u32>(AT_PHRASES) + (place << 2);
  let left = load<u32>(phrase);
  if (hits + <i32>left > <i32>MAX_HITS) return -1;
  phrase += 4;
  for (; left > 0; left -= 1) {
    const head = load<u32>(phrase);
    const count = <i32>(head & COUNT_MASK);
    const anchor = <i32>((head >>> ANCHOR_SHIFT) & ANCHOR_MASK);
    const first = at - anchor;
    if (count == 1 || (isBeside((head & tags) >>> TAG_SHIFT, anchor + 1 < count ? at + 1 : at - 1) && isAt(phrase + 8, count, first, tokens))) {
      store<i32>(hits << 4, first, HITS);
      store<i32>(hits << 4, first + count, HITS + 4);
      store<u32>(hits << 4, (head >>> KIND_SHIFT) & KIND_MASK, HITS + 8);
      store<u32>(hits << 4, load<u32>(phrase, 4), HITS + 12);
      hits += 1;
    }
    phrase += select<u32>(8, (2 + count) << 2, count == 1);
  }
  return hits;
}

/** Whether the token beside an anchor can be what the tag of a phrase tells, by its hash. It may lie outside of the post. */
@inline function isBeside(tag: u32, at: i32): bool {
  const hash = load<u32>(TOKEN_HASH + (at << 2));
  return (u32(tag == 0) | u32(hash >>> TAG_SHIFT == tag)) != 0;
}

/** Whether a phrase's elements stand at the tokens from `first` on. */
function isAt(elements: u32, count: i32, first: i32, tokens: i32): bool {
  if (first < 0 || first + count > tokens) return false;
  for (let i = 0; i < count; i += 1) if (!means(first + i, load<u32>(elements + (i << 2)))) return false;
  return true;
}

/** See token-meaning.ts. */
function means(at: i32, element: u32): bool {
  if (((load<u32>(at << 2, SIGNATURE) >>> (element & 31)) & 1) == 0) return false;
  let record = load<u32>(at << 2, RECORD_OF);
  if (record == UNASKED) {
    record = findToken(at);
    store<u32>(at << 2, record, RECORD_OF);
    if (record == 0) store<u32>(at << 2, 0, SIGNATURE);
  }
  let place = load<u32>(AT_RECORDS) + (record << 2);
  const count = load<u32>(place) >>> COUNT_SHIFT;
  place += load<u32>(AT_LANGUAGE_WORDS) << 2;
  for (let i: u32 = 0; i < count; i += 1) {
    place += 4;
    if (load<u32>(place) == element) return true;
  }
  return false;
}
