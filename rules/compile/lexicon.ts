import type { Pack } from '../schema.ts';
import type { LanguageIndex } from './element.ts';

/** The words of all languages by concept. Languages that join another share its words: their writers mix the two. */
export class Lexicon {
  readonly languages: readonly string[];
  /** What each language that joins another joins. */
  readonly joins: ReadonlyMap<string, string>;
  readonly #terms: readonly ReadonlyMap<string, readonly string[]>[];
  readonly #indexOf: ReadonlyMap<string, LanguageIndex>;

  constructor(packs: readonly Pack[]) {
    const joined = new Map(
      packs.flatMap(({ language, joins }) => (joins === undefined ? [] : [[language, joins]])),
    );
    const withWords = packs.filter(({ words }) => words !== undefined);
    const home = (tag: string) => joined.get(tag) ?? tag;
    this.languages = [...new Set(withWords.map(({ language }) => home(language)))].toSorted();
    const indexOf = new Map(this.languages.map((tag, index) => [tag, index]));
    const terms = this.languages.map(() => new Map<string, string[]>());
    for (const { language, words } of withWords) {
      const own = terms[indexOf.get(home(language)) ?? -1];
      for (const [concept, list] of Object.entries(words ?? {})) {
        const known = own?.get(concept);
        if (known === undefined) own?.set(concept, [...list]);
        else known.push(...list);
      }
    }
    this.joins = joined;
    this.#terms = terms;
    for (const [tag, to] of joined) {
      const index = indexOf.get(to);
      if (index !== undefined) indexOf.set(tag, index);
    }
    this.#indexOf = indexOf;
  }

  termsOf(concept: string, language: LanguageIndex): readonly string[] {
    return this.#terms[language]?.get(concept) ?? [];
  }

  /** Every language a rule speaks: all of them, or those it names that list words. */
  indexesOf(languages: 'all' | readonly string[]): readonly LanguageIndex[] {
    if (languages === 'all') return this.languages.map((_tag, index) => index);
    return [...new Set(languages.flatMap((tag) => this.#indexOf.get(tag) ?? []))];
  }
}
