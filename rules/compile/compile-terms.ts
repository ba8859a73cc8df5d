import { procliticVariants } from './proclitics.ts';
import { splitTerm } from './split-term.ts';
import type { Element, TokenTable } from './token-table.ts';

/** A term's tokens; `anchor` is the one looked for first. `owner` is the list it stands in or one of `OWNER`. */
export interface CompiledTerm {
  readonly elements: readonly Element[];
  readonly anchor: number;
  readonly owner: number;
  /** The country of a place, what a word of money stands for and whose it is; else 0. */
  readonly group: number;
}

/** Collects terms and, once all are known, anchors each on its rarest token. */
export class TermCollector {
  readonly #table: TokenTable;
  readonly #terms: Omit<CompiledTerm, 'anchor'>[] = [];
  readonly #uses = new Map<Element, number>();

  constructor(table: TokenTable) {
    this.#table = table;
  }

  add(term: string, place: { owner: number; group: number; languages: readonly string[] }): void {
    const elements = splitTerm(term).map((word) => this.#elementOf(word, place.languages));
    if (elements.length === 0) return;
    this.#terms.push({ elements, owner: place.owner, group: place.group });
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

  /** Terms by the element of their anchor. */
  byAnchor(): readonly (readonly CompiledTerm[] | undefined)[] {
    const anchored: CompiledTerm[][] = [];
    for (const term of this.#terms) {
      let anchor = 0;
      for (let i = 1; i < term.elements.length; i += 1) {
        if (this.#usesOf(term, i) < this.#usesOf(term, anchor)) anchor = i;
      }
      const element = term.elements[anchor] ?? 0;
      const list = anchored[element];
      if (list === undefined) anchored[element] = [{ ...term, anchor }];
      else list.push({ ...term, anchor });
    }
    return anchored;
  }

  #usesOf(term: { elements: readonly Element[] }, at: number): number {
    return this.#uses.get(term.elements[at] ?? 0) ?? 0;
  }
}
