import { TermCollector } from '../../../rules/compile/compile-terms.ts';
import type { CompiledRules } from '../../../rules/compile/compiled-rules.ts';
import { TokenTable } from '../../../rules/compile/token-table.ts';
import { TokenTableBuilder } from '../../../rules/compile/token-table-builder.ts';
import { AddressFinder } from '../../../rules/match/addresses.ts';
import { clearFound, emptyFound } from '../../../rules/match/found.ts';
import { matchTerms, readTokens } from '../../../rules/match/match-terms.ts';
import { rejoin } from '../../../rules/match/rejoin.ts';
import { emptyNormalised, normalisedText, normaliseInto } from '../../../rules/text/normalise.ts';
import { readInto } from '../../../rules/text/read-text.ts';
import { emptyTokens, tokeniseInto } from '../../../rules/text/tokens.ts';

export interface Matcher {
  /** Distinct phrases in a raw post. */
  count(post: string): number;
  /** Numbers of the phrases in a raw post. */
  find(post: string): readonly number[];
}

/** The product's own matching, from the raw post to the phrases in it, with every disguise undone on the way. */
export function vigieMatcher(phrases: readonly string[], counts: ReadonlyMap<string, number>): Matcher {
  const compiled = compilePhrases(phrases, counts);
  const table = new TokenTable(compiled.table);
  const text = emptyNormalised();
  const tokens = emptyTokens();
  const found = emptyFound({ compiled, table, text, tokens });
  function count(post: string): number {
    clearFound(found);
    readInto(post, text, tokens);
    rejoin(text, tokens, table);
    readTokens(found);
    matchTerms(found);
    return found.lists.touchedCount;
  }
  return {
    count,
    find: (post) => {
      count(post);
      return [...found.lists.touched.subarray(0, found.lists.touchedCount)];
    },
  };
}

function compilePhrases(phrases: readonly string[], counts: ReadonlyMap<string, number>): CompiledRules {
  const builder = new TokenTableBuilder();
  const collector = new TermCollector(builder, counts);
  phrases.forEach((phrase, owner) => {
    collector.addWords(phrase.split(' '), { owner, group: 0, languages: [] });
  });
  const { index, idOf } = collector.phrases();
  return {
    rules: [],
    table: builder.build({ idOf, languages: collector.languagesByElement(1) }),
    phrases: index,
    rulesOfList: [],
    languageOfList: phrases.map(() => -1),
    patternRules: [],
    routeRules: [],
    priceRules: [],
    languages: [],
    rates: [],
    currencies: [],
    dateLists: [],
    gate: { threshold: 1, kinds: 1 },
    texts: new Map(),
  };
}

const scratch = { text: emptyNormalised(), tokens: emptyTokens() };

/** The words of a post as the product reads them: what other matchers are given, ready made. */
export function readWords(post: string): readonly string[] {
  const { text, tokens } = scratch;
  normaliseInto(post, text);
  tokeniseInto(text, tokens);
  const all = normalisedText(text);
  const addresses = new AddressFinder();
  const words: string[] = [];
  // Handles and links are no words: nobody looks for phrases in them.
  for (let at = 0; at < tokens.length; at += 1) {
    if (!addresses.isPart(text, tokens, at)) words.push(all.slice(tokens.start[at], tokens.end[at]));
  }
  return words;
}
