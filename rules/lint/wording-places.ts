import { isSpelled } from '../analysis/term-finder.ts';
import { splitTerm } from '../compile/split-term.ts';
import type { LocatedPack } from '../load/parse-packs.ts';
import type { Finding } from './finding.ts';
import { type ListedTerm, listedTerms } from './listed-terms.ts';

type Place = Pick<Finding, 'file' | 'line' | 'column'>;

interface Entry extends ListedTerm {
  readonly home: LocatedPack;
  readonly words: readonly string[];
}

/** Where words that a rule found are written in the packs: there they are mended, not in the rule that all languages share. */
export class WordingPlaces {
  readonly #located: readonly LocatedPack[];
  /** Every entry; a hundred thousand, so they are read when the first is asked for, and split with their list. */
  #listed: readonly (ListedTerm & { readonly home: LocatedPack })[] | null = null;
  readonly #split = new Map<string, readonly Entry[]>();

  constructor(located: readonly LocatedPack[]) {
    this.#located = located;
  }

  /**
   * The entry that is spelled as the words are, first in the language of the post; the rule itself where there is none, as for
   * patterns, routes and sums. `null` for a rule that no pack holds.
   */
  placeOf(id: string, wording: string, lang: string): Place | null {
    const home = this.#located.find(({ pack }) => pack.rules.some((rule) => rule.id === id));
    if (home === undefined) return null;
    const at = home.pack.rules.findIndex((rule) => rule.id === id);
    const words = splitTerm(wording);
    const spelled = [`${id} terms`, ...(home.pack.rules[at]?.terms ?? [])]
      .flatMap((list) => this.#entries(list))
      .filter((entry) => isSpelled(entry.words, words));
    const found = spelled.find(({ language }) => language === lang) ?? spelled[0];
    if (found === undefined) return { file: home.pack.file, ...home.locate(['rules', at, 'id']) };
    return { file: found.file, ...found.home.locate(found.path) };
  }

  #entries(list: string): readonly Entry[] {
    let entries = this.#split.get(list);
    if (entries === undefined) {
      this.#listed ??= this.#located.flatMap((home) =>
        listedTerms(home).map((entry) => ({ ...entry, home })),
      );
      entries = this.#listed
        .filter((entry) => entry.list === list)
        .map((entry) => ({ ...entry, words: splitTerm(entry.term) }));
      this.#split.set(list, entries);
    }
    return entries;
  }
}
