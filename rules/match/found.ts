import type { CompiledRules } from '../compile/compiled-rules.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';

/** A hit of one term, in tokens; `end` is exclusive. */
export interface TermHit {
  readonly group: number;
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

/** Working state of one scoring: filled by the matchers one after another. */
export interface Found {
  readonly compiled: CompiledRules;
  readonly text: Normalised;
  readonly tokens: Tokens;
  readonly byRule: Map<number, TermHit[]>;
  readonly places: PlaceHit[];
  /** Words that connect places, with the route rule they belong to; languages share some of these words. */
  readonly connectors: TermHit[];
  /** How often a word of each language was seen, by index into `compiled.languages`. */
  readonly markers: Uint16Array;
  readonly hits: RuleHit[];
  readonly errors: { rule: number; error: string }[];
}

/** A rule's evidence is capped, so that one repeated word cannot blow up an assessment. */
export const MAX_HITS_PER_RULE = 8;
