import { ANY_LANGUAGE, type Element, type LanguageIndex } from './element.ts';
import { LanguageSets } from './language-sets.ts';
import { procliticVariants } from './proclitics.ts';
import { splitTerm } from './split-term.ts';
import type { TokenTable } from './token-table.ts';

/** A term's tokens; `anchor` is the one looked for first. `owner` is the list it stands in or one of `OWNER`. */
export interface CompiledTerm {
  readonly elements: readonly Element[];
  readonly anchor: number;
  readonly owner: number;
  /** The country of a place, what a word of money stands for and whose it is; else 0. */
  readonly group: number;
}

/** The terms of one language that share their anchor; `language` is -1 for those of any language. */
export interface AnchoredTerms {
  readonly language: LanguageIndex;
  readonly terms: readonly CompiledTerm[];
}

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
  readonly #table: TokenTable;
  readonly #terms: (Omit<CompiledTerm, 'anchor'> & { readonly language: LanguageIndex })[] = [];
  readonly #uses = new Map<Element, number>();

  constructor(table: TokenTable) {
    this.#table = table;
  }

  add(term: string, place: Placed): void {
    const elements = splitTerm(term).map((word) => this.#elementOf(word, place.languages));
    if (elements.length === 0) return;
    const { owner, group, language = ANY_LANGUAGE } = place;
    this.#terms.push({ elements, owner, group, language });
    for (const element of elements) this.#uses.set(element, (this.#uses.get(element) ?? 0) + 1);
  }

  #elementOf(word: string, languages: readonly string[]): Element {
    if (!languages.includes('ar') || word.endsWith('*')) return this.#table.element(word);
    // One element per language treatment: a Persian rule must not inherit the Arabic spellings of the same word.
    const variants = procliticVariants(word);
    if (variants.length === 1) return this.#table.element(word);
    const element = this.#table.element(`${word}\u0000ar`);
    for (const variant of variants) this.#table.alias(variant, element);
    return element;
  }

  /** Terms by the element of their anchor, those of each language together. */
  byAnchor(): readonly (readonly AnchoredTerms[] | undefined)[] {
    const anchored: { language: LanguageIndex; terms: CompiledTerm[] }[][] = [];
    for (const { language, ...term } of this.#terms) {
      let anchor = 0;
      for (let i = 1; i < term.elements.length; i += 1) {
        if (this.#usesOf(term, i) < this.#usesOf(term, anchor)) anchor = i;
      }
      const element = term.elements[anchor] ?? 0;
      anchored[element] ??= [];
      const groups = anchored[element];
      const group = groups.find((one) => one.language === language);
      if (group === undefined) groups.push({ language, terms: [{ ...term, anchor }] });
      else group.terms.push({ ...term, anchor });
    }
    return anchored;
  }

  /** Which languages use each element in any of their terms. */
  languagesByElement(languages: number): LanguageSets {
    const sets = new LanguageSets(languages);
    for (const { language, elements } of this.#terms) {
      if (language < 0) continue;
      for (const element of elements) sets.add(element, language);
    }
    return sets;
  }

  #usesOf(term: { elements: readonly Element[] }, at: number): number {
    return this.#uses.get(term.elements[at] ?? 0) ?? 0;
  }
}
