import type { TermCollector } from './compile-terms.ts';
import type { ListId } from './compiled-rules.ts';
import type { LanguageIndex } from './element.ts';
import type { Lexicon } from './lexicon.ts';
import { withSecondSpellings } from './second-spelling.ts';

/**
 * Numbers the lists of terms that rules are made of. A concept's list is shared by all rules that name it, and so is that of a word which
 * they write out: sixteen rules name "?", and with lists of their own each mark of a post was 322 hits, half a second in 100 KB.
 */
export class TermLists {
  readonly languageOfList: LanguageIndex[] = [];
  readonly #collector: TermCollector;
  readonly #lexicon: Lexicon;
  readonly #known = new Map<string, ListId>();

  constructor(collector: TermCollector, lexicon: Lexicon) {
    this.#collector = collector;
    this.#lexicon = lexicon;
  }

  /**
   * Lists for what a rule writes out: one per term of its own, and one per concept in the given language. Empty when the
   * language has no word for any of it.
   */
  listsFor(
    entries: readonly string[],
    language: LanguageIndex,
    spokenIn: readonly string[],
  ): readonly ListId[] {
    const concepts = entries.filter((entry) => entry.startsWith('@'));
    const own = entries.filter((entry) => !entry.startsWith('@'));
    const lists = concepts.flatMap((reference) => this.#conceptList(reference.slice(1), language) ?? []);
    return [...lists, ...own.map((term) => this.#ownList(term, language, spokenIn))];
  }

  /** The tag of a language; undefined for rules of any language. */
  tagOf(language: LanguageIndex): string | undefined {
    return this.#lexicon.languages[language];
  }

  /** The list of a concept in every language that has one. */
  inEveryLanguage(concept: string): readonly ListId[] {
    return this.#lexicon.languages.flatMap((_tag, language) => this.#conceptList(concept, language) ?? []);
  }

  /** Lets the words of a concept tell their language, though no rule speaks of them. */
  hear(concept: string): void {
    this.#lexicon.languages.forEach((tag, language) => {
      for (const term of withSecondSpellings(this.#lexicon.termsOf(concept, language), tag))
        this.#collector.addHeard(term, [tag], language);
    });
  }

  #conceptList(concept: string, language: LanguageIndex): ListId | undefined {
    const key = `${language}\0${concept}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const terms = this.#lexicon.termsOf(concept, language);
    if (terms.length === 0) return undefined;
    const list = this.#add(terms, language, [this.#lexicon.languages[language] ?? '']);
    this.#known.set(key, list);
    return list;
  }

  #ownList(term: string, language: LanguageIndex, spokenIn: readonly string[]): ListId {
    const key = JSON.stringify([language, spokenIn, term]);
    const list = this.#known.get(key) ?? this.#add([term], language, spokenIn);
    this.#known.set(key, list);
    return list;
  }

  #add(terms: readonly string[], language: LanguageIndex, spokenIn: readonly string[]): ListId {
    const list = this.languageOfList.length;
    this.languageOfList.push(language);
    const place = { owner: list, group: 0, languages: spokenIn, language };
    for (const term of withSecondSpellings(terms, this.tagOf(language))) this.#collector.add(term, place);
    return list;
  }
}
