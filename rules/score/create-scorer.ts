import type { Assessment, ScorablePost } from '../assessment.ts';
import type { CompiledRules } from '../compile/compiled-rules.ts';
import { TokenTable } from '../compile/token-table.ts';
import type { Entity } from '../entities/entity.ts';
import { type Corridor, findCorridor } from '../entities/find-corridor.ts';
import { findEntities } from '../entities/find-entities.ts';
import { dropPeoples } from '../match/drop-peoples.ts';
import { clearFound, emptyFound } from '../match/found.ts';
import { listen } from '../match/hearing.ts';
import { readTokens } from '../match/look-up.ts';
import { matchPatterns } from '../match/match-patterns.ts';
import { matchPrices } from '../match/match-prices.ts';
import { matchRoutes } from '../match/match-routes.ts';
import { matchRules } from '../match/match-rules.ts';
import { matchTerms } from '../match/match-terms.ts';
import { readyPatterns } from '../match/pattern-rules.ts';
import { PostReader } from '../match/post-reader.ts';
import { siftAndRejoin } from '../match/rejoin.ts';
import { TRAIT } from '../text/unit-class.ts';
import { assess, frameOf } from './assess.ts';
import { holdableRules } from './held-rules.ts';
import { PostLanguages } from './post-language.ts';
import { wholeGate } from './whole-gate.ts';

export interface ScorerOptions {
  /** The release the packs belong to, or null for unsigned packs. */
  readonly release: string | null;
  /** Ids of rules switched off for now; those that no hold can switch off are passed over.
   * @defaultValue none */
  readonly holds?: readonly string[];
  /** Languages of which nothing is flagged for review, as `Assessment.language` names them; protection is as ever.
   * @defaultValue none */
  readonly shadowLanguages?: readonly string[];
}

export interface Scorer {
  readonly release: string | null;
  /** Live rules in force, holds taken off. */
  readonly ruleCount: number;
  /** Never throws on any string; roughly linear in its length. Same text and release, same assessment. */
  score(post: ScorablePost): Assessment;
  /** Contacts, sums, routes and dates that a post names, for masking and for comparing posts. Never throws. */
  entities(text: string): readonly Entity[];
  /** Where the way that a post names begins and ends, for statistics alone: it never scores. Never throws. */
  corridor(text: string): Corridor;
}

/** The scorer only reads the rules, so several can share them. One scorer serves one thread. */
export function createScorer(compiled: CompiledRules, options: ScorerOptions): Scorer {
  const holds = holdsIn(compiled, options.holds ?? []);
  const table = new TokenTable(compiled.table);
  const patterns = readyPatterns(compiled.rules, compiled.patternRules);
  const sums = new Set(compiled.rules.filter(({ price }) => price !== null).map(({ id }) => id));
  const shadowed = new Set(options.shadowLanguages);
  const frame = frameOf({ release: options.release, holds, gate: wholeGate(compiled.gate), sums, shadowed });
  const languages = new PostLanguages(compiled);
  const reader = new PostReader(compiled);
  const { tokens } = reader;
  // Reused between posts: allocating it anew costs more than matching does.
  const found = emptyFound(compiled, table, reader);

  function read(post: string): void {
    clearFound(found);
    for (const broken of patterns.broken) found.errors.push(broken);
    found.post = post;
    reader.read(post);
    siftAndRejoin(reader, table);
    readTokens(found);
    listen(found);
    matchTerms(found);
    if (found.places.length > 0) dropPeoples(found);
    matchRules(found);
    if (found.places.length > 0) matchRoutes(found);
    if (found.money.length > 0 || (tokens.traits & TRAIT.digit) !== 0) matchPrices(found);
    if (tokens.traits > TRAIT.known + TRAIT.class) matchPatterns(found, patterns.rules);
  }

  function score(post: ScorablePost): Assessment {
    read(post.text);
    return assess(found, frame, { text: post.text, language: languages.languageOf(post, found) });
  }

  return Object.freeze({
    release: options.release,
    ruleCount: new Set(compiled.rules.flatMap(({ id }) => (holds.includes(id) ? [] : [id]))).size,
    score,
    entities: (post: string) => {
      read(post);
      return findEntities(found);
    },
    corridor: (post: string) => {
      read(post);
      return findCorridor(found);
    },
  });
}

function holdsIn(rules: CompiledRules, asked: readonly string[]): readonly string[] {
  if (asked.length === 0) return [];
  const holdable = holdableRules(rules);
  return [...new Set(asked)].filter((id) => holdable.has(id)).toSorted();
}
