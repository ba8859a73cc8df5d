import type { Category } from '../categories.ts';
import type { CompiledTerm } from './compile-terms.ts';
import type { TokenTable } from './token-table.ts';

/** Owners of terms that belong to no single rule. Rules own with their index, from 0. */
export const OWNER = { place: -1, placeTo: -2, connector: -3, marker: -4 } as const;

/** Groups run from -1 (`without`) over 0 (the terms) to 4 (the last `with` list). */
export function groupBit(group: number): number {
  return 1 << (group + 1);
}

export interface CompiledPattern {
  readonly expression: RegExp;
  /** The bit of `TRAIT` without which the expression is not run. */
  readonly gate: number;
}

export interface CompiledRule {
  readonly id: string;
  readonly category: Category;
  readonly weight: number;
  readonly withLists: number;
  /** Bit set of the term groups without which the rule cannot hold (see `groupBit`); 0 for a rule without terms. */
  readonly needs: number;
  readonly hasWithout: boolean;
  /** In tokens. */
  readonly within: number;
  readonly unless: readonly Category[];
  readonly patterns: readonly CompiledPattern[];
  /** The gates of all patterns together. */
  readonly gates: number;
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
