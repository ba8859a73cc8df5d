import type { CompiledRules } from '../compile/compiled-rules.ts';
import { TokenTable } from '../compile/token-table.ts';
import { OF_PATTERNS, TRAIT } from '../text/unit-class.ts';
import { dropPeoples } from './drop-peoples.ts';
import { clearFound, emptyFound, type Found } from './found.ts';
import { listen } from './hearing.ts';
import { readTokens } from './look-up.ts';
import { matchPatterns } from './match-patterns.ts';
import { matchPrices } from './match-prices.ts';
import { matchRoutes } from './match-routes.ts';
import { matchRules } from './match-rules.ts';
import { matchSigns } from './match-signs.ts';
import { matchTerms } from './match-terms.ts';
import { type PatternRules, readyPatterns } from './pattern-rules.ts';
import { PostReader } from './post-reader.ts';
import { siftAndRejoin } from './rejoin.ts';

/** What is looked for in posts, one after another, with the state that it leaves. */
export interface Matching {
  /** Of the post that was read last; reused, since allocating it anew costs more than matching does. */
  readonly found: Found;
  readonly patterns: PatternRules;
  /** Reads a post and looks its words up: the same for all rules. */
  hear(post: string): void;
  /** Asks every rule about the post that was heard. */
  askRules(): void;
}

export function createMatching(compiled: CompiledRules): Matching {
  const table = new TokenTable(compiled.table);
  const patterns = readyPatterns(compiled.rules, compiled.patternRules);
  const reader = new PostReader(compiled);
  const { tokens } = reader;
  const found = emptyFound(compiled, table, reader);

  function hear(post: string): void {
    clearFound(found);
    for (const broken of patterns.broken) found.errors.push(broken);
    found.post = post;
    reader.read(post);
    siftAndRejoin(reader, table);
    readTokens(found);
    listen(found);
    matchTerms(found);
    if (found.places.length > 0) dropPeoples(found);
  }

  function askRules(): void {
    matchRules(found);
    if (found.places.length > 0) matchRoutes(found);
    if (mayHaveSums(found)) matchPrices(found);
    if ((tokens.traits & OF_PATTERNS) !== 0) matchPatterns(found, patterns.rules);
    matchSigns(found);
  }

  return { found, patterns, hear, askRules };
}

/** A sum has a word of money or a digit. */
export function mayHaveSums({ money, tokens }: Found): boolean {
  return money.length > 0 || (tokens.traits & TRAIT.digit) !== 0;
}
