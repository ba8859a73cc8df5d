import type { Element, LanguageIndex } from './element.ts';
import { offsetsOf } from './flat-lists.ts';

/** A term's tokens before they are laid out; `anchor` is the one looked for first. */
export interface Phrase {
  readonly elements: readonly Element[];
  readonly anchor: number;
  /** -1 for terms of any language. */
  readonly language: LanguageIndex;
  /** The list it stands in or one of `OWNER`. */
  readonly owner: number;
  /** The country of a place, what a word of money stands for and whose it is; else 0. */
  readonly group: number;
}

/** All terms in flat arrays, by the element of their anchor and then by language. */
export interface PhraseIndex {
  /** Where the groups of each element begin, and at last where they all end. */
  readonly groupAt: Int32Array;
  readonly groupLanguage: Int16Array;
  /** Where the phrases of each group begin, and at last where they all end. */
  readonly phraseAt: Int32Array;
  readonly anchor: Uint8Array;
  readonly owner: Int32Array;
  readonly group: Int32Array;
  /** Where the elements of each phrase begin, and at last where they all end. */
  readonly elementAt: Int32Array;
  readonly elements: Int32Array;
}

export function layOutPhrases(phrases: readonly Phrase[], elements: number): PhraseIndex {
  const sorted = phrases
    .map((phrase, order) => ({ phrase, order, key: phrase.elements[phrase.anchor] ?? 0 }))
    .sort((a, b) => a.key - b.key || a.phrase.language - b.phrase.language || a.order - b.order);
  const groupAt = new Int32Array(elements + 1);
  const groupLanguage: number[] = [];
  const phraseAt: number[] = [];
  let lastKey = 0;
  let lastLanguage = Number.NaN;
  sorted.forEach(({ phrase, key }, at) => {
    if (key !== lastKey || phrase.language !== lastLanguage) {
      // Elements between this one and the last have no groups.
      if (key !== lastKey) groupAt.fill(phraseAt.length, lastKey + 1, key + 1);
      groupLanguage.push(phrase.language);
      phraseAt.push(at);
      lastKey = key;
      lastLanguage = phrase.language;
    }
  });
  groupAt.fill(phraseAt.length, lastKey + 1);
  phraseAt.push(sorted.length);
  return {
    groupAt,
    groupLanguage: Int16Array.from(groupLanguage),
    phraseAt: Int32Array.from(phraseAt),
    anchor: Uint8Array.from(sorted, ({ phrase }) => phrase.anchor),
    owner: Int32Array.from(sorted, ({ phrase }) => phrase.owner),
    group: Int32Array.from(sorted, ({ phrase }) => phrase.group),
    elementAt: offsetsOf(sorted.map(({ phrase }) => phrase.elements)),
    elements: Int32Array.from(sorted.flatMap(({ phrase }) => phrase.elements)),
  };
}
