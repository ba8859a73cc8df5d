import type { Element, LanguageIndex } from './element.ts';

/** A term's tokens before they are laid out. */
export interface Phrase {
  readonly elements: readonly Element[];
  /** Which of them is looked for first; told once all terms are known. */
  anchor: number;
  /** -1 for terms of any language. */
  readonly language: LanguageIndex;
  /** The list it stands in or one of `OWNER`. */
  readonly owner: number;
  /** The country of a place, what a word of money stands for and whose it is; else 0. */
  readonly group: number;
}

/**
 * All terms in one flat array, by the element of their anchor and then by language. An element that anchors any has the
 * place of what it anchors for its number; the numbers of all others lie behind the array. At that place: the count of
 * languages; for each of them its index and the place of its phrases; there, their count and the phrases themselves: a head
 * (`PHRASE`), the list or group that owns it, and, of a phrase of several tokens, all its elements.
 */
export interface PhraseIndex {
  readonly numbers: Int32Array;
}

/**
 * How the head of a phrase is put together. `kind` is 0 for a list and -`OWNER` for its other owners; `tag` is what the hash
 * of the word beside the anchor begins with, 0 where that is not told (`besideAnchor`).
 */
export const PHRASE = {
  countMask: 0x3f,
  anchorShift: 6,
  anchorMask: 0x3f,
  kindShift: 12,
  kindMask: 7,
  tagShift: 15,
} as const;
const MAX_TOKENS = PHRASE.countMask;
const FIRST_PLACE = 1;

/** Numbers that a phrase of so many tokens takes: one token alone is its own anchor, which was met already. */
export function phraseSize(count: number): number {
  return count === 1 ? 2 : 2 + count;
}

/** A word that stands beside an anchor in one of its phrases, by its hash. */
export interface Neighbour {
  readonly hash: number;
  readonly isBehind: boolean;
}

/**
 * By the element of each anchor: the words that all its phrases are told by; null where some phrase has no word beside its
 * anchor, or one with several spellings.
 */
export type Neighbours = ReadonlyMap<Element, readonly Neighbour[] | null>;

/** Which of its tokens a phrase is told by, beside its anchor: the next one, or for the last the one before. */
function besideAnchor({ elements, anchor }: Phrase): {
  readonly element: Element;
  readonly isBehind: boolean;
} {
  const isBehind = anchor + 1 < elements.length;
  return { element: elements[isBehind ? anchor + 1 : anchor - 1] ?? 0, isBehind };
}

function neighboursOf(
  phrases: readonly Phrase[],
  hashOfElement: (element: Element) => number,
): readonly Neighbour[] | null {
  const neighbours: Neighbour[] = [];
  for (const phrase of phrases) {
    const { element, isBehind } = besideAnchor(phrase);
    const hash = phrase.elements.length > 1 ? hashOfElement(element) : 0;
    if (hash === 0) return null;
    neighbours.push({ hash, isBehind });
  }
  return neighbours;
}

/**
 * @param hashOfElement the hash of an element's only spelling, 0 where it has several
 * @returns the index, by each element's number while terms were collected the one it has now, and what stands beside anchors
 */
export function layOutPhrases(
  phrases: readonly Phrase[],
  elements: number,
  hashOfElement: (element: Element) => number,
): { readonly index: PhraseIndex; readonly idOf: Int32Array; readonly neighbours: Neighbours } {
  const anchored = byAnchor(phrases, elements).map(([element, own]) => {
    return { element, languages: byLanguage(own), neighbours: neighboursOf(own, hashOfElement) };
  });
  const idOf = new Int32Array(elements);
  let length = FIRST_PLACE;
  for (const { element, languages } of anchored) {
    idOf[element] = length;
    length += sizeOf(languages);
  }
  let next = length;
  for (let element = 0; element < elements; element += 1) {
    if (idOf[element] !== 0) continue;
    idOf[element] = next;
    next += 1;
  }
  const numbers = new Int32Array(length);
  for (const { element, languages } of anchored)
    write(numbers, idOf[element] ?? 0, languages, { idOf, hashOfElement });
  const neighbours = new Map(anchored.map(({ element, neighbours: own }) => [element, own]));
  return { index: { numbers }, idOf, neighbours };
}

/** In the order in which anchors were first met. */
function byAnchor(
  phrases: readonly Phrase[],
  elements: number,
): readonly (readonly [anchor: Element, phrases: readonly Phrase[]])[] {
  const own = new Array<Phrase[] | undefined>(elements).fill(undefined);
  const anchors: [Element, Phrase[]][] = [];
  for (const phrase of phrases) {
    const element = phrase.elements[phrase.anchor] ?? 0;
    const known = own[element];
    if (known !== undefined) known.push(phrase);
    else {
      const first = [phrase];
      own[element] = first;
      anchors.push([element, first]);
    }
  }
  return anchors;
}

type ByLanguage = readonly (readonly [language: LanguageIndex, phrases: readonly Phrase[]])[];

function byLanguage(phrases: readonly Phrase[]): ByLanguage {
  const [first] = phrases;
  if (first !== undefined && phrases.length === 1) return [[first.language, phrases]];
  const groups = new Map<LanguageIndex, Phrase[]>();
  for (const phrase of phrases) {
    const known = groups.get(phrase.language);
    if (known === undefined) groups.set(phrase.language, [phrase]);
    else known.push(phrase);
  }
  return [...groups].toSorted(([a], [b]) => a - b);
}

function sizeOf(languages: ByLanguage): number {
  let size = 1 + 3 * languages.length;
  for (const [, phrases] of languages) size += sizeOfPhrases(phrases);
  return size;
}

function sizeOfPhrases(phrases: readonly Phrase[]): number {
  let size = 0;
  for (const { elements } of phrases) size += phraseSize(elements.length);
  return size;
}

/** Writes what an element anchors at its place. */
function write(
  numbers: Int32Array,
  at: number,
  languages: ByLanguage,
  told: { readonly idOf: Int32Array; readonly hashOfElement: (element: Element) => number },
): void {
  numbers[at] = languages.length;
  let entry = at + 1;
  let place = entry + 2 * languages.length;
  for (const [language, phrases] of languages) {
    numbers[entry] = language;
    numbers[entry + 1] = place;
    entry += 2;
    numbers[place] = phrases.length;
    place += 1;
    for (const phrase of phrases) {
      const { elements, owner, group } = phrase;
      const kind = owner < 0 ? -owner : 0;
      numbers[place] = headOf(phrase, kind, told.hashOfElement);
      numbers[place + 1] = kind === 0 ? owner : group;
      place += 2;
      if (elements.length === 1) continue;
      for (const element of elements) {
        numbers[place] = told.idOf[element] ?? 0;
        place += 1;
      }
    }
  }
}

function headOf(phrase: Phrase, kind: number, hashOfElement: (element: Element) => number): number {
  const { elements, anchor } = phrase;
  if (elements.length > MAX_TOKENS)
    throw new RangeError(`expected terms of at most ${MAX_TOKENS} tokens, found one of ${elements.length}`);
  const tag = elements.length > 1 ? hashOfElement(besideAnchor(phrase).element) >>> PHRASE.tagShift : 0;
  return (
    elements.length | (anchor << PHRASE.anchorShift) | (kind << PHRASE.kindShift) | (tag << PHRASE.tagShift)
  );
}
