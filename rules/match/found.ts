import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Element } from '../compile/token-table.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';
import { clearRuleTerms, emptyRuleTerms, type RuleTerms } from './rule-terms.ts';

/** Words that connect places, in tokens, with the route rule they belong to; `end` is exclusive. */
export interface ConnectorHit {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

/** A rule's evidence in the post, in units of the normalised text. */
export interface RuleHit {
  readonly rule: number;
  readonly start: number;
  readonly end: number;
}

export interface PlaceHit {
  readonly isToward: boolean;
  readonly start: number;
  readonly end: number;
}

/** Working state of one scoring: filled by the matchers one after another, then cleared for the next post. */
export interface Found {
  readonly compiled: CompiledRules;
  readonly text: Normalised;
  readonly tokens: Tokens;
  /** What each token can stand for; only the first `tokens.length` entries count. */
  elements: (readonly Element[] | undefined)[];
  readonly terms: RuleTerms;
  readonly places: PlaceHit[];
  /** Languages share some of these words. */
  readonly connectors: ConnectorHit[];
  /** How often a word of each language was seen, by index into `compiled.languages`. */
  readonly markers: Uint16Array;
  readonly hits: RuleHit[];
  readonly errors: { rule: number; error: string }[];
}

export function emptyFound(compiled: CompiledRules, text: Normalised, tokens: Tokens): Found {
  return {
    compiled,
    text,
    tokens,
    elements: [],
    terms: emptyRuleTerms(compiled.rules.length),
    places: [],
    connectors: [],
    markers: new Uint16Array(compiled.languages.length),
    hits: [],
    errors: [],
  };
}

/** Longer lists are let go rather than kept for the next post. */
const MAX_KEPT_ELEMENTS = 16 * 1024;

export function clearFound(found: Found): void {
  if (found.elements.length > MAX_KEPT_ELEMENTS) found.elements = [];
  clearRuleTerms(found.terms);
  found.markers.fill(0);
  // Setting a length throws the list's storage away, which is wasted work for the many that stayed empty.
  if (found.places.length > 0) found.places.length = 0;
  if (found.connectors.length > 0) found.connectors.length = 0;
  if (found.hits.length > 0) found.hits.length = 0;
  if (found.errors.length > 0) found.errors.length = 0;
}

/** A rule's evidence is capped, so that one repeated word cannot blow up an assessment. */
export const MAX_HITS_PER_RULE = 8;
