import { TokenTable } from '../../../rules/compile/token-table.ts';
import { findAddresses } from '../../../rules/match/addresses.ts';
import { clearFound, emptyFound } from '../../../rules/match/found.ts';
import { readTokens } from '../../../rules/match/look-up.ts';
import { matchTerms } from '../../../rules/match/match-terms.ts';
import { PostReader } from '../../../rules/match/post-reader.ts';
import { siftAndRejoin } from '../../../rules/match/rejoin.ts';
import { emptyNormalised, normalisedText, normaliseInto } from '../../../rules/text/normalise.ts';
import { emptyTokens, tokeniseInto } from '../../../rules/text/tokens.ts';
import { compilePhrases } from '../../support/compiled-phrases.ts';

export interface Matcher {
  /** Distinct phrases in a raw post. */
  count(post: string): number;
  /** Numbers of the phrases in a raw post. */
  find(post: string): readonly number[];
}

/**
 * The product's own matching, from the raw post to the phrases in it, with every disguise undone on the way. Two things are not as in the
 * product: phrases are of no language, so none is listened for, and they are anchored by counts of words, which packs go without.
 */
export function vigieMatcher(phrases: readonly string[], counts: ReadonlyMap<string, number>): Matcher {
  const compiled = compilePhrases(phrases, counts);
  const table = new TokenTable(compiled.table);
  const reader = new PostReader(compiled);
  const found = emptyFound(compiled, table, reader);
  function count(post: string): number {
    clearFound(found);
    reader.read(post);
    siftAndRejoin(reader, table);
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

const scratch = { text: emptyNormalised(), tokens: emptyTokens() };

/** The words of a post as the product reads them: what other matchers are given, ready made. */
export function readWords(post: string): readonly string[] {
  const { text, tokens } = scratch;
  normaliseInto(post, text);
  tokeniseInto(text, tokens);
  const all = normalisedText(text);
  const addresses: number[] = [];
  findAddresses(addresses, text, tokens);
  const words: string[] = [];
  // Handles and links are no words: nobody looks for phrases in them.
  for (let at = 0; at < tokens.length; at += 1) {
    if (!addresses.includes(at)) words.push(all.slice(tokens.start[at], tokens.end[at]));
  }
  return words;
}
