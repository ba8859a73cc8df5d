import { TermCollector } from '../../rules/compile/compile-terms.ts';
import type { CompiledRules } from '../../rules/compile/compiled-rules.ts';
import { flatLists } from '../../rules/compile/flat-lists.ts';
import { TokenTableBuilder } from '../../rules/compile/token-table-builder.ts';

/**
 * Rules that look for phrases and do nothing with them; each phrase is a list of its own, by its place.
 * @param phrases words parted by one space
 * @param counts how often words are used in ordinary text
 */
export function compilePhrases(
  phrases: readonly string[],
  counts: ReadonlyMap<string, number> = new Map(),
): CompiledRules {
  const builder = new TokenTableBuilder();
  const collector = new TermCollector(builder, counts);
  phrases.forEach((phrase, owner) => {
    collector.addWords(phrase.split(' '), { owner, group: 0, languages: [] });
  });
  const { index, idOf, neighbours } = collector.phrases();
  return {
    rules: [],
    table: builder.build({ idOf, languages: collector.languagesByElement(1), neighbours }),
    phrases: index,
    rulesOfList: flatLists([]),
    signsOfList: flatLists([]),
    companionsOf: flatLists([]),
    languageOfList: phrases.map(() => -1),
    patternRules: [],
    routeRules: [],
    priceRules: [],
    leaningRules: [],
    leanings: { offer: [], call: [] },
    languages: [],
    joins: new Map(),
    checkedLanguages: [],
    rates: [],
    homeRates: [],
    priceLists: new Set(),
    payLists: new Set(),
    denialLists: new Set(),
    boatLists: new Set(),
    currencies: [],
    dateLists: new Set(),
    gate: { threshold: 1, kinds: 1 },
    texts: new Map(),
    liveDigest: '',
    authors: new Map(),
  };
}
