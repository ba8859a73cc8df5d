import type { CompiledRule } from '../compile/compiled-rules.ts';

/** A rule that has patterns, with its expressions ready to run. */
export interface PatternRule {
  /** Index of the rule. */
  readonly rule: number;
  /** The gates of all its patterns together. */
  readonly gates: number;
  readonly patterns: readonly { readonly expression: RegExp; readonly gate: number }[];
}

export interface PatternRules {
  readonly rules: readonly PatternRule[];
  /** Rules with a pattern that is no regular expression: they answer every post with an `errored` step. */
  readonly broken: readonly { readonly rule: number; readonly error: string }[];
}

/** Expressions keep a place in the text they run on, so every scorer makes its own. */
export function readyPatterns(all: readonly CompiledRule[], indexes: readonly number[]): PatternRules {
  const rules: PatternRule[] = [];
  const broken: { rule: number; error: string }[] = [];
  for (const index of indexes) {
    const rule = all[index];
    if (rule === undefined) continue;
    try {
      const patterns = rule.patterns.map(({ match, gate }) => ({
        expression: new RegExp(match, 'gu'),
        gate,
      }));
      rules.push({ rule: index, gates: rule.gates, patterns });
    } catch (error) {
      // The loader refuses such a rule; packs built in memory can still carry one, and it must not vanish silently.
      broken.push({ rule: index, error: error instanceof Error ? error.name : 'Error' });
    }
  }
  return { rules, broken };
}
