import type { Category } from '../categories.ts';
import type { PatternGate } from '../schema.ts';
import type { CompiledTerm } from './compile-terms.ts';
import type { TokenTable } from './token-table.ts';

/** Owners of terms that belong to no single rule. Rules own with their index, from 0. */
export const OWNER = { place: -1, placeTo: -2, connector: -3, marker: -4 } as const;

export interface CompiledPattern {
  readonly expression: RegExp;
  readonly gate: PatternGate;
}

export interface CompiledRule {
  readonly id: string;
  readonly category: Category;
  readonly weight: number;
  readonly withLists: number;
  readonly hasWithout: boolean;
  /** In tokens. */
  readonly within: number;
  readonly unless: readonly Category[];
  readonly patterns: readonly CompiledPattern[];
  /** Signs that connect two places with no word between them, such as a dash. */
  readonly connectorSigns: string;
  /** Set when the rule could not be compiled: it answers every post with an `errored` step. */
  readonly broken: string | null;
}

/** Everything the matcher needs, frozen once built. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  readonly table: TokenTable;
  readonly byAnchor: readonly (readonly CompiledTerm[] | undefined)[];
  readonly patternRules: readonly number[];
  readonly signRules: readonly number[];
  readonly languages: readonly string[];
}
