import { ANY_LANGUAGE, type Element, type LanguageIndex } from './element.ts';
import { hasGlue, joinedReading } from './joined-reading.ts';
import { addLanguage, emptyLanguageSets, type LanguageSets } from './language-sets.ts';
import { layOutPhrases, type Phrase } from './phrase-index.ts';
import { procliticVariants } from './proclitics.ts';
import { splitTerm } from './split-term.ts';
import type { TokenTableBuilder } from './token-table-builder.ts';

interface Placed {
  readonly owner: number;
  readonly group: number;
  /** Tags whose spelling rules the term follows. */
  readonly languages: readonly string[];
  /** @defaultValue any */
  readonly language?: LanguageIndex;
}

/** Collects terms and, once all are known, anchors each on its rarest token. */
export class TermCollector {
  readonly #table: TokenTableBuilder;
  readonly #terms: Phrase[] = [];
  /** Terms that a post may be read to write as fewer words. */
  readonly #glued: { readonly term: string; readonly place: Placed }[] = [];
  readonly #heard: { readonly elements: readonly Element[]; readonly language: LanguageIndex }[] = [];
  readonly #counts: ReadonlyMap<string, number>;
  /** How common each element is: its uses in ordinary text where they are known, and in terms. */
  readonly #uses: number[] = [];

  /** @param counts how often words are used in ordinary text; a phrase is looked for by its rarest word */
  constructor(table: TokenTableBuilder, counts: ReadonlyMap<string, number> = new Map()) {
    this.#table = table;
    this.#counts = counts;
  }

  add(term: string, place: Placed): void {
    this.addWords(splitTerm(term), place);
    if (hasGlue(term)) this.#glued.push({ term, place });
  }

  /** The same for a term that is cut into tokens already. */
  addWords(words: readonly string[], place: Placed): void {
    if (words.length === 0) return;
    const elements = words.map((word) => this.#used(word, place.languages));
    const { owner, group, language = ANY_LANGUAGE } = place;
    this.#terms.push({ elements, anchor: 0, language, owner, group });
  }

  /** Adds a term that tells its language and is looked for by no rule. */
  addHeard(term: string, languages: readonly string[], language: LanguageIndex): void {
    const elements = splitTerm(term).map((word) => this.#used(word, languages));
    this.#heard.push({ elements, language });
  }

  #used(word: string, languages: readonly string[]): Element {
    const element = this.#elementOf(word, languages);
    this.#uses[element] = (this.#uses[element] ?? this.#counts.get(word) ?? 0) + 1;
    return element;
  }

  #elementOf(word: string, languages: readonly string[]): Element {
    if (!languages.includes('ar') || word.endsWith('*')) return this.#table.element(word);
    // One element per language treatment: a Persian rule must not inherit the Arabic spellings of the same word.
    const variants = procliticVariants(word);
    if (variants.length === 1) return this.#table.element(word);
    return this.#table.spelled(`${word}\u0000ar`, variants);
  }

  /** Adds each term as a post is read that writes its hyphens; which pieces make a word is known once all terms are. */
  addJoinedReadings(): void {
    for (const { term, place } of this.#glued) {
      const words = joinedReading(term, (word, least) => this.#table.knows(word, least));
      if (words !== null) this.addWords(words, place);
    }
  }

  /** Terms by the element of their anchor, those of each language together, and what elements are called from then on. */
  phrases(): ReturnType<typeof layOutPhrases> {
    // In place, not as copies: there are half a million.
    for (const phrase of this.#terms) phrase.anchor = this.#rarest(phrase.elements);
    return layOutPhrases(this.#terms, this.#uses.length, (element) => this.#table.hashOf(element));
  }

  /** Which languages use each element in any of their terms. */
  languagesByElement(languages: number): LanguageSets {
    const sets = emptyLanguageSets(languages, this.#uses.length);
    for (const terms of [this.#terms, this.#heard])
      for (const { language, elements } of terms) {
        if (language < 0) continue;
        for (const element of elements) addLanguage(sets, element, language);
      }
    return sets;
  }

  #rarest(elements: readonly Element[]): number {
    let anchor = 0;
    for (let i = 1; i < elements.length; i += 1) {
      if (this.#usesOf(elements[i]) < this.#usesOf(elements[anchor])) anchor = i;
    }
    return anchor;
  }

  #usesOf(element: Element = 0): number {
    return this.#uses[element] ?? 0;
  }
}
