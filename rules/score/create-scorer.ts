import type { Assessment, ScorablePost } from '../assessment.ts';
import { compileRules } from '../compile/compile-rules.ts';
import type { Found } from '../match/found.ts';
import { matchCompanions } from '../match/match-companions.ts';
import { matchPatterns } from '../match/match-patterns.ts';
import { matchRoutes } from '../match/match-routes.ts';
import { matchTerms } from '../match/match-terms.ts';
import type { Gate, Pack } from '../schema.ts';
import { guessLanguage } from '../text/guess-language.ts';
import { emptyNormalised, normaliseInto } from '../text/normalise.ts';
import { emptyTokens, tokeniseInto } from '../text/tokens.ts';
import { assess } from './assess.ts';
import { decideGate } from './decide-gate.ts';

export interface ScorerOptions {
  /** The release the packs belong to, or null for unsigned packs. */
  readonly release: string | null;
  /** Ids of rules switched off for now.
   * @defaultValue none */
  readonly holds?: readonly string[];
}

export interface Scorer {
  readonly release: string | null;
  /** Live rules in force, holds taken off. */
  readonly ruleCount: number;
  /** Never throws on any string; roughly linear in its length. Same text and release, same assessment. */
  score(post: ScorablePost): Assessment;
}

/** Used when no pack sets the gate, as in a folder that holds one pack under test. */
const DEFAULT_GATE: Gate = { threshold: 8, kinds: 2 };
const LANGUAGE_HINT = /^([a-z]{2,3})(?:[-_]|$)/i;

/** Compiles once; the scorer then only reads. One scorer serves one thread. */
export function createScorer(packs: readonly Pack[], options: ScorerOptions): Scorer {
  const holds = [...new Set(options.holds ?? [])].toSorted();
  const compiled = compileRules(packs, new Set(holds));
  const gate = packs.find((pack) => pack.gate !== undefined)?.gate ?? DEFAULT_GATE;
  const broken = compiled.rules.flatMap(({ broken: error }, rule) =>
    error === null ? [] : [{ rule, error }],
  );
  const quietTrace = decideGate({ signals: [], counterSignals: [], gate }).trace;
  // Reused between posts: allocating them anew costs more than matching does.
  const text = emptyNormalised();
  const tokens = emptyTokens();

  function score(post: ScorablePost): Assessment {
    normaliseInto(post.text, text);
    tokeniseInto(text, tokens);
    const found: Found = {
      compiled,
      text,
      tokens,
      byRule: new Map(),
      places: [],
      connectors: [],
      markers: new Uint16Array(compiled.languages.length),
      hits: [],
      errors: [...broken],
    };
    matchTerms(found);
    matchCompanions(found);
    if (found.places.length > 1) matchRoutes(found);
    matchPatterns(found);
    const language = languageOf(post, found);
    return assess(found, { release: options.release, holds, gate, quietTrace, language });
  }

  return Object.freeze({ release: options.release, ruleCount: compiled.rules.length, score });
}

function languageOf(post: ScorablePost, found: Found): string {
  const hint = LANGUAGE_HINT.exec(post.language ?? '')?.[1]?.toLowerCase();
  if (hint !== undefined && hint !== 'und') return hint;
  const { markers, compiled, text } = found;
  return guessLanguage({ text: post.text, normalised: text, markers, languages: compiled.languages });
}
